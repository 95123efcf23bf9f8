import type { Draft } from "../defaults/fill.ts";
import { type Column, column, WIDE } from "./column.ts";

export const containerColumns = (): Column[] => [
  column("Containers", "Names of each container in the template.", WIDE),
  column("Images", "Images referenced by each container in the template.", WIDE),
];

export const MORE =
  "More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors";

/** The models document plain fields only: a field that is a type of its own is described here. */
export const selectorColumn = (description: string): Column => column("Selector", description, WIDE);

/** Names and images of a template's containers, for the wide columns. */
export function containerCells(spec: Draft | undefined): [string, string] {
  const containers: { name: string; image: string }[] = spec?.containers ?? [];
  return [containers.map(({ name }) => name).join(","), containers.map(({ image }) => image).join(",")];
}
