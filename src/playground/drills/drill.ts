/** An exercise with a goal that the state of things shows, however somebody reached it. */
import type { EmbeddedCluster } from "../cluster/index.ts";
import type { LocalSlack } from "../slack/index.ts";

export interface Stage {
  readonly cluster: EmbeddedCluster;
  readonly slack: LocalSlack;
}

/** ready: not begun. running: the scene is set. done: the goal was seen. */
export type Progress = "ready" | "running" | "done";

export interface Drill {
  readonly id: string;
  readonly title: string;
  /** What is the matter, and what is to be reached. */
  readonly task: string;
  /** What could be typed first. */
  readonly hint: string;
  /** Whose part one plays. */
  readonly as: string;
  /** Sets the scene. @returns whether the goal is reached, asked whenever something has changed */
  start(stage: Stage): Promise<() => boolean>;
}

/** What stands beside the chat. */
export interface ShownDrill extends Pick<Drill, "id" | "title" | "task" | "hint" | "as"> {
  readonly progress: Progress;
}
