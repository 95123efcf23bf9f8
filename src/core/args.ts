/** Argument types that mean something to an operator. Where suggestions come from belongs to the type, not to a command. */
import { z } from "zod";

/**
 * "deploy/web", "deployment/web" or "web". It stays text all the way to the cluster, so what people read is what is
 * looked up. The pattern keeps `..`, spaces and percent signs out long before a URL is built (src/cluster checks again).
 */
export const workload = () =>
  z
    .string()
    .regex(
      /^([a-z]+(\.[a-z0-9.]+)?\/)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/i,
      "write it as a name or kind/name, for example deploy/web",
    )
    .meta({ description: "Workload, such as web or deploy/web", suggest: "workload" });

export const namespace = () =>
  z
    .string()
    .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, "that is not a namespace name")
    .meta({ description: "Namespace", suggest: "namespace", short: "n" });

export const cluster = () => z.string().min(1).meta({ description: "Cluster", suggest: "cluster" });

/** Prometheus-style, largest unit first: 90s, 15m, 1h30m, 2d. */
export const duration = () =>
  z
    .string()
    .regex(/^(?=.*[1-9])(?=\d)(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?$/, "write it as 90s, 15m, 1h30m or 2d")
    .meta({ description: "Length of time, such as 15m" });

const UNITS: Readonly<Record<string, number>> = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };

/** A checked duration in milliseconds. */
export const milliseconds = (text: string): number =>
  [...text.matchAll(/(\d+)([wdhms])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ""] ?? 0),
    0,
  );

/** Every command that concerns one cluster takes this. Scope fills it, so nobody has to type it. */
export const inCluster = { cluster: cluster() };
export const inNamespace = { namespace: namespace(), ...inCluster };
export const onWorkload = { target: workload(), ...inNamespace };
