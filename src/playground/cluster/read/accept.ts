import { StatusError } from "../status.ts";

/** How a client wants objects shown. */
export type Shape = "full" | "table" | "metadata";

const SHAPES: Readonly<Record<string, Shape>> = {
  Table: "table",
  PartialObjectMetadata: "metadata",
  PartialObjectMetadataList: "metadata",
};

/**
 * The first form in the Accept header that is served here.
 * @throws NotAcceptable when there is none
 */
export function shapeOf(accept = "*/*"): Shape {
  for (const range of accept.split(",")) {
    const { type, parameters } = mediaRange(range);
    if (!["application/json", "application/*", "*/*"].includes(type)) continue;
    if (!parameters.as) return "full";
    const shape = SHAPES[parameters.as];
    if (shape && parameters.g === "meta.k8s.io" && parameters.v === "v1") return shape;
  }
  throw notAcceptable();
}

export function mediaRange(range: string): { type: string; parameters: Record<string, string> } {
  const [type = "", ...pairs] = range.split(";").map((part) => part.trim());
  return { type, parameters: Object.fromEntries(pairs.map((pair) => pair.split("=", 2) as [string, string])) };
}

const notAcceptable = () =>
  new StatusError(406, "NotAcceptable", "406: Not Acceptable\n\nAvailable representations: application/json", {});
