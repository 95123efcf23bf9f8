/** All that a command needs. Commands import from "#kit" and from each other, and from nowhere else. */
export { z } from "zod";
export { call, defineCommand, type Answer, type Command, type Invocation } from "./command.ts";
export { Failure, failedWith } from "./failure.ts";
export { button, reply, type Block, type Reply } from "./reply.ts";
export { join, literal, plain, say, type Text } from "./text.ts";
export type { Change } from "./change.ts";
export type { Cluster } from "./cluster.ts";
export type { Context } from "./context.ts";
export { type Kind, type KubeObject, qualified, short } from "../kubernetes/object.ts";
