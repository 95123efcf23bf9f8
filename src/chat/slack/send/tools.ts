/** What it takes to show an answer. */
import type { Bot } from "../app.ts";
import type { Identity } from "../identity.ts";
import type { Log } from "../ports.ts";
import type { Shares } from "../share.ts";
import type { Lanes } from "./lanes.ts";
import type { Network } from "./network.ts";
import type { DrawChart } from "./pictures.ts";
import type { Poster } from "./post.ts";

export interface AnswerTools {
  readonly lanes: Lanes;
  readonly network: Network;
  readonly apiBase: string;
  readonly poster: Poster;
  readonly identity: Pick<Identity, "channel">;
  readonly shares: Shares;
  /** Undefined where charts are drawn as text. */
  readonly drawChart: DrawChart | undefined;
  readonly bot: Bot;
  readonly log: Log;
  readonly now: () => number;
}
