/** All that a command needs. Commands import from "#kit" and from each other, and from nowhere else. */
export { z } from "zod";
export { cluster, duration, inCluster, inNamespace, milliseconds, namespace, onWorkload, workload } from "./args.ts";
export { type Answer, type Command, call, defineCommand, type Invocation, permissions, ROLLING } from "./command.ts";
export type { Change } from "./change.ts";
export type { Cluster, LogQuery, Logs } from "./cluster.ts";
export type { Context } from "./context.ts";
export { describe } from "./describe.ts";
export { Failure, failedWith } from "./failure.ts";
export { eventsOf, type Found, findObject, findWorkload, kindAndName, ownersOf, podsOf } from "./find.ts";
export type { Finding, Passage } from "./knowledge.ts";
export { patching, pointer, targetOf } from "./plan.ts";
export type { Rule } from "./policy.ts";
export { type Action, type Block, button, type Reply, reply } from "./reply.ts";
export { join, lined, literal, plain, say, type Text } from "./text.ts";
export * as warn from "./warnings.ts";
export { yaml } from "./yaml.ts";

export { age } from "../kubernetes/age.ts";
export { difference } from "../kubernetes/difference.ts";
export { environment } from "../kubernetes/environment.ts";
export { fold, type Happening } from "../kubernetes/events.ts";
export type { FieldDoc } from "../kubernetes/fields.ts";
export { type Kind, type KubeObject, qualified, short } from "../kubernetes/object.ts";
export { printable } from "../kubernetes/printable.ts";
export { rolloutProgress } from "../kubernetes/progress.ts";
export { annotationsAfter, currentRevision, type Revision, revisionsOf, same } from "../kubernetes/revisions.ts";
export { type Verdict, verdict } from "../kubernetes/verdict.ts";
