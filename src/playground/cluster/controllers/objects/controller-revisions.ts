import type { KubeObject, Store } from "../controller.ts";
import { controlledBy, controllerReference } from "./owners.ts";
import { canonical, templateHash } from "./template-hash.ts";

/**
 * StatefulSets and DaemonSets keep no ReplicaSets: an earlier template lives on as a ControllerRevision, a patch that
 * would bring it back. `kubectl rollout undo` applies exactly that patch.
 */
interface Revisions {
  /** Of the present template. */
  update: KubeObject;
  /** All of them, lowest revision first. */
  all: KubeObject[];
}

/**
 * Finds the revision of the present template, or makes one. A template that was there before gets its old
 * ControllerRevision back, under the next number.
 */
export function syncRevisions(store: Store, owner: KubeObject, hashLabel: string): Revisions {
  const data = { spec: { template: { ...owner.spec.template, $patch: "replace" } } };
  const wanted = canonical(data);
  const known = controlledBy(store, "ControllerRevision", owner).sort(byRevision);
  const latest: number = known.at(-1)?.revision ?? 0;
  const same = known.findLast((revision) => canonical(revision.data) === wanted);
  const update =
    same === undefined
      ? create(store, owner, data, latest + 1, hashLabel)
      : same.revision === latest
        ? same
        : store.update({ ...same, revision: latest + 1 });
  const others = known.filter((revision) => revision !== same);
  return { update, all: [...others, update] };
}

function create(store: Store, owner: KubeObject, data: unknown, revision: number, hashLabel: string): KubeObject {
  const { name, namespace, annotations } = owner.metadata;
  const hash = templateHash(owner.spec.template);
  return store.create({
    apiVersion: "apps/v1",
    kind: "ControllerRevision",
    metadata: {
      name: `${name}-${hash}`,
      ...(namespace && { namespace }),
      labels: { ...owner.spec.template.metadata.labels, [hashLabel]: hash },
      ...(annotations && { annotations }),
      ownerReferences: [controllerReference(owner)],
    },
    data,
    revision,
  });
}

/** Deletes the oldest revisions that nothing runs of, as far as `spec.revisionHistoryLimit` asks. */
export function truncateHistory(store: Store, owner: KubeObject, all: readonly KubeObject[], live: Set<string>): void {
  const history = all.filter((revision) => !live.has(revision.metadata.name));
  const surplus = Math.max(0, history.length - (owner.spec.revisionHistoryLimit ?? 10));
  for (const { metadata } of history.slice(0, surplus)) {
    store.delete("ControllerRevision", metadata.namespace, metadata.name);
  }
}

function byRevision(a: KubeObject, b: KubeObject): number {
  return a.revision - b.revision;
}
