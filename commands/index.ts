/** Everything people can say. The order here is the order of the help page. */
import type { Command } from "#kit";
import { auditFix } from "./audit/fix.ts";
import { audit } from "./audit.ts";
import { autoscaleSet } from "./autoscale/set.ts";
import { autoscale } from "./autoscale.ts";
import { canI } from "./can-i.ts";
import { cancel } from "./cancel.ts";
import { clusters } from "./clusters.ts";
import { confirm } from "./confirm.ts";
import { deletePod } from "./delete/pod.ts";
import { describe } from "./describe.ts";
import { events } from "./events.ts";
import { explain } from "./explain.ts";
import { feedbackHelpful } from "./feedback/helpful.ts";
import { feedbackUnhelpful } from "./feedback/unhelpful.ts";
import { get } from "./get.ts";
import { help } from "./help.ts";
import { logs } from "./logs.ts";
import { metrics } from "./metrics.ts";
import { queryForget } from "./query/forget.ts";
import { querySaved } from "./query/saved.ts";
import { query } from "./query.ts";
import { rolloutHistory } from "./rollout/history.ts";
import { rolloutPause } from "./rollout/pause.ts";
import { rolloutRestart } from "./rollout/restart.ts";
import { rolloutResume } from "./rollout/resume.ts";
import { rolloutStatus } from "./rollout/status.ts";
import { rolloutUndo } from "./rollout/undo.ts";
import { scale } from "./scale.ts";
import { top } from "./top.ts";
import { undo } from "./undo.ts";
import { use } from "./use.ts";
import { whoami } from "./whoami.ts";

export const commands: readonly Command[] = [
  get,
  describe,
  events,
  logs,
  top,
  metrics,
  query,
  querySaved,
  queryForget,
  scale,
  autoscale,
  autoscaleSet,
  rolloutStatus,
  rolloutHistory,
  rolloutUndo,
  rolloutRestart,
  rolloutPause,
  rolloutResume,
  deletePod,
  undo,
  explain,
  audit,
  use,
  clusters,
  whoami,
  canI,
  help,
  auditFix,
  feedbackHelpful,
  feedbackUnhelpful,
  confirm,
  cancel,
];
