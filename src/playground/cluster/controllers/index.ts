import type { Clock, ControllerContext, LogSource, Store } from "./controller.ts";
import { cronJobController } from "./cronjob.ts";
import { daemonSetController } from "./daemonset/index.ts";
import { deploymentController } from "./deployment/index.ts";
import { eventExpiry } from "./event-expiry.ts";
import { eventRecorder } from "./events.ts";
import { horizontalPodAutoscalerController } from "./horizontalpodautoscaler/index.ts";
import { jobController } from "./job/index.ts";
import { kubelets } from "./kubelet/index.ts";
import { containerLogs } from "./logs.ts";
import { nodeController } from "./node.ts";
import { nodeLifecycleController } from "./node-lifecycle.ts";
import { podDisruptionBudgetController } from "./poddisruptionbudget.ts";
import { replicaSetController } from "./replicaset.ts";
import { scheduler } from "./scheduler/index.ts";
import { statefulSetController } from "./statefulset/index.ts";
import type { UsageOf } from "./usage.ts";
import { runControllers } from "./workqueue.ts";

export interface ControllerOptions {
  /** Told of what a controller throws. Without it the error is thrown on: in a test, that is what one wants. */
  onError?: (error: unknown) => void;
  /** What pods use, for autoscalers; `sharedUsage` makes something up. Without it the cluster has no metrics. */
  usage?: UsageOf;
}

export interface RunningControllers {
  stop(): void;
  logs: LogSource;
}

/**
 * Makes the objects of a store live: workloads get their pods, pods a node, containers a life. With a fake clock
 * everything happens in `advance`, in the same order every time.
 */
export function startControllers(store: Store, clock: Clock, options: ControllerOptions = {}): RunningControllers {
  const context: ControllerContext = { store, clock, record: eventRecorder(store, clock), usage: options.usage };
  const pods = [scheduler(context), kubelets(context)];
  const controllers = [
    nodeController(context),
    nodeLifecycleController(context),
    deploymentController(context),
    replicaSetController(context),
    statefulSetController(context),
    daemonSetController(context),
    jobController(context),
    cronJobController(context),
    ...pods,
    podDisruptionBudgetController(context),
    horizontalPodAutoscalerController(context),
    eventExpiry(context),
  ];
  const stopControllers = runControllers(controllers, context, options.onError ?? rethrow);
  const logs = containerLogs(store, clock);
  return {
    logs,
    stop() {
      stopControllers();
      logs.stop();
      for (const each of pods) each.stop();
    },
  };
}

function rethrow(error: unknown): never {
  throw error;
}
