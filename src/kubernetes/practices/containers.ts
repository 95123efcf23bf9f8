import { containersOf, of, type Practice, podSpecOf, type SecurityContext } from "./practice.ts";

const containers = { about: "containers" } as const;

export const memoryLimit: Practice = {
  ...{ id: "memory-limit", section: "3.2", risk: 3, ...containers },
  look: (object) =>
    of(
      containersOf(object).filter(({ resources }) => resources?.limits?.["memory"] === undefined),
      "has no memory limit: a leak takes the node's memory, and its neighbours with it",
      "have no memory limit: a leak takes the node's memory, and its neighbours with it",
    ),
};

export const requests: Practice = {
  ...{ id: "requests", section: "3.2", risk: 2, ...containers },
  look: (object) =>
    of(
      containersOf(object).filter(({ resources }) => ["cpu", "memory"].some((one) => !resources?.requests?.[one])),
      "does not ask for CPU and memory: the scheduler and autoscalers cannot reckon with it",
      "do not ask for CPU and memory: the scheduler and autoscalers cannot reckon with them",
    ),
};

/** A digest or a tag that is no moving one. */
const isFixed = (image: string): boolean => image.includes("@sha256:") || /:(?!latest$)[^/:]+$/.test(image);

export const fixedImage: Practice = {
  ...{ id: "fixed-image", section: "3.1", risk: 3, ...containers },
  look: (object) =>
    of(
      containersOf(object).filter(({ image = "" }) => !isFixed(image)),
      "runs an image without a fixed tag: two pods may run two different things, and undo brings nothing back",
      "run images without a fixed tag: two pods may run two different things, and undo brings nothing back",
    ),
};

export const readinessProbe: Practice = {
  ...{ id: "readiness-probe", section: "3.2", risk: 3, ...containers },
  // What serves no port is asked by nobody whether it is ready.
  look: (object) => {
    const serving = containersOf(object).filter((one) => ((one as { ports?: unknown[] }).ports ?? []).length > 0);
    if (serving.length === 0) return undefined;
    return of(
      serving.some(({ readinessProbe: probe }) => probe) ? [] : serving,
      "has no readiness probe: it counts as ready as soon as it runs, and gets requests that it cannot answer",
      "have no readiness probe: the pod counts as ready as soon as they run, and gets requests that it cannot answer",
    );
  },
};

export const privileged: Practice = {
  ...{ id: "privileged", section: "5.3", risk: 3, ...containers },
  look: (object) =>
    of(
      containersOf(object).filter(({ securityContext }) => securityContext?.privileged === true),
      "is privileged: whoever gets into it has the node",
      "are privileged: whoever gets into them has the node",
    ),
};

export const nonRoot: Practice = {
  ...{ id: "non-root", section: "5.3", risk: 2, ...containers },
  look: (object) => {
    const pod: SecurityContext = podSpecOf(object).securityContext ?? {};
    const mayBeRoot = (own: SecurityContext = {}) => {
      const { runAsNonRoot, runAsUser } = { ...pod, ...own };
      return runAsNonRoot !== true && (runAsUser ?? 0) === 0;
    };
    return of(
      containersOf(object).filter(({ securityContext }) => mayBeRoot(securityContext)),
      "may run as root: runAsNonRoot is not set",
      "may run as root: runAsNonRoot is not set",
    );
  },
};

export const escalation: Practice = {
  ...{ id: "privilege-escalation", section: "5.3", risk: 1, ...containers },
  look: (object) =>
    of(
      containersOf(object).filter(({ securityContext }) => securityContext?.allowPrivilegeEscalation !== false),
      "may gain more rights than it was started with: allowPrivilegeEscalation is not false",
      "may gain more rights than they were started with: allowPrivilegeEscalation is not false",
    ),
};

/** Names that credentials have. The value is never shown. */
const SECRET = /pass(word|wd)?$|secret$|token$|(api|access|private)_?key$|credentials?$/i;

export const literals: Practice = {
  ...{ id: "secrets-by-reference", section: "1.2", risk: 3, ...containers },
  look: (object) =>
    of(
      containersOf(object).filter(({ env = [] }) => env.some(({ name, value }) => SECRET.test(name) && value)),
      "has a credential written into its environment: whoever may read the workload may read it. A Secret keeps it apart",
      "have credentials written into their environment: whoever may read the workload may read them. A Secret keeps them apart",
    ),
};

/** A flag or two belong to the program; from here on it is configuration. */
const MANY = 3;

export const configuration: Practice = {
  ...{ id: "configuration-by-reference", section: "1.2", risk: 1, ...containers },
  look: (object) =>
    of(
      containersOf(object).filter(
        ({ env = [] }) => env.filter(({ name, value }) => !SECRET.test(name) && value).length >= MANY,
      ),
      "has its settings written into its environment: in a ConfigMap they are changed in one place",
      "have their settings written into their environment: in a ConfigMap they are changed in one place",
    ),
};
