import type { Draft } from "../defaults/fill.ts";
import type { Cause } from "../status.ts";
import { labelProblems } from "./names.ts";
import { duplicate, invalidValue, required, unsupported } from "./problem.ts";

const RESTART_POLICIES = ["Always", "OnFailure", "Never"];

export function podSpecProblems(field: string, spec: Draft = {}): Cause[] {
  const containers: Draft[] = spec.containers ?? [];
  return [
    ...(containers.length === 0 ? [required(`${field}.containers`)] : []),
    ...containerProblems(`${field}.initContainers`, spec.initContainers ?? []),
    ...containerProblems(`${field}.containers`, containers),
    ...(RESTART_POLICIES.includes(spec.restartPolicy)
      ? []
      : [unsupported(`${field}.restartPolicy`, spec["restartPolicy"], RESTART_POLICIES)]),
  ];
}

function containerProblems(field: string, containers: readonly Draft[]): Cause[] {
  return containers.flatMap(({ name = "", image = "", ports = [] }, index) => {
    const here = `${field}[${index}]`;
    return [
      ...(name === "" ? [required(`${here}.name`)] : labelProblems(`${here}.name`, name)),
      ...(containers.findIndex((other) => other.name === name) < index ? [duplicate(`${here}.name`, name)] : []),
      ...(image === "" ? [required(`${here}.image`)] : []),
      ...(image !== image.trim()
        ? [invalidValue(`${here}.image`, image, "must not have leading or trailing whitespace")]
        : []),
      ...ports.flatMap((port: Draft, at: number) =>
        portProblems(`${here}.ports[${at}].containerPort`, port.containerPort),
      ),
    ];
  });
}

export function portProblems(field: string, port: unknown): Cause[] {
  if (port === undefined) return [required(field)];
  const valid = typeof port === "number" && port > 0 && port < 65_536;
  return valid ? [] : [invalidValue(field, port, "must be between 1 and 65535, inclusive")];
}
