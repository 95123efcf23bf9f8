import { isDeepStrictEqual } from "node:util";
import type { ControllerContext, KubeObject } from "../controller.ts";
import { replicaSetAnnotations, sizeAnnotations } from "./annotations.ts";
import { limitsOf } from "./limits.ts";
import { newReplicaSet, nextRevision } from "./replicasets.ts";
import type { Resize } from "./rolling-update.ts";

/** What a Deployment does to its ReplicaSets, and tells of in events. */
export function replicaSetWriter({ store, record }: Pick<ControllerContext, "store" | "record">) {
  function tellScaling(deployment: KubeObject, message: string): void {
    const component = "deployment-controller";
    record(deployment, { type: "Normal", reason: "ScalingReplicaSet", message, component });
  }

  return {
    create(deployment: KubeObject, oldSets: readonly KubeObject[]): KubeObject {
      const created = store.create(newReplicaSet(deployment, oldSets));
      const { replicas } = created.spec;
      if (replicas > 0) tellScaling(deployment, `Scaled up replica set ${created.metadata.name} from 0 to ${replicas}`);
      return created;
    },

    /** Brings revision and annotations up to date with the Deployment, as after an undo to this template. */
    annotate(newSet: KubeObject, deployment: KubeObject, oldSets: readonly KubeObject[]): KubeObject {
      const annotations = replicaSetAnnotations(deployment, newSet.metadata.annotations ?? {}, nextRevision(oldSets));
      const { minReadySeconds: _, ...spec } = newSet.spec;
      const { minReadySeconds } = deployment.spec;
      const next = {
        ...newSet,
        metadata: { ...newSet.metadata, annotations },
        spec: { ...spec, ...(minReadySeconds && { minReadySeconds }) },
      };
      return isDeepStrictEqual(next, newSet) ? newSet : store.update(next);
    },

    resize(deployment: KubeObject, resizes: readonly Resize[]): void {
      for (const { replicaSet, replicas } of resizes) {
        const annotations = { ...replicaSet.metadata.annotations, ...sizeAnnotations(limitsOf(deployment)) };
        const metadata = { ...replicaSet.metadata, annotations };
        const next = { ...replicaSet, metadata, spec: { ...replicaSet.spec, replicas } };
        if (isDeepStrictEqual(next, replicaSet)) continue;
        store.update(next);
        const before: number = replicaSet.spec.replicas;
        if (before === replicas) continue;
        const direction = before < replicas ? "up" : "down";
        const { name } = replicaSet.metadata;
        tellScaling(deployment, `Scaled ${direction} replica set ${name} from ${before} to ${replicas}`);
      }
    },
  };
}
