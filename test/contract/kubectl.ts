/** What kubectl printed, comparable: what clusters may disagree about is in columns and sentences here. */
import type { KubectlResult } from "../cluster/connection.ts";
import { normalise } from "./normalise.ts";

export const normaliseKubectl = ({ code, stdout, stderr }: KubectlResult): unknown =>
  normalise({ code, stdout: lines(stdout), stderr: lines(stderr) });

/** As rows of a table, so that what differs by its generated names alone is not kept apart by the order of chance. */
const lines = (text: string): unknown => text.split("\n").map((line) => ({ cells: line.split(/\s{2,}|\t/) }));
