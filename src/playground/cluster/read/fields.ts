import type { KubeObject } from "../controllers/controller.ts";
import { badRequest } from "../status.ts";

export type FieldMatcher = (object: KubeObject) => boolean;

type Reader = (object: KubeObject) => string | undefined;

const EVERY_KIND: Readonly<Record<string, Reader>> = {
  "metadata.name": ({ metadata }) => metadata.name,
  "metadata.namespace": ({ metadata }) => metadata.namespace,
};

const involved = (field: string): Record<string, Reader> => ({
  [`involvedObject.${field}`]: ({ involvedObject }) => involvedObject?.[field],
});

/** What each kind can be selected by; the API server keeps this list short, since each field costs an index. */
const BY_KIND: Readonly<Record<string, Readonly<Record<string, Reader>>>> = {
  Pod: {
    "spec.nodeName": ({ spec }) => spec.nodeName,
    "spec.restartPolicy": ({ spec }) => spec.restartPolicy,
    "spec.schedulerName": ({ spec }) => spec.schedulerName,
    "spec.serviceAccountName": ({ spec }) => spec.serviceAccountName,
    "spec.hostNetwork": ({ spec }) => String(spec.hostNetwork ?? false),
    "status.phase": ({ status }) => status?.phase,
    "status.podIP": ({ status }) => status?.podIP,
    "status.nominatedNodeName": ({ status }) => status?.nominatedNodeName,
  },
  Event: {
    ...involved("kind"),
    ...involved("namespace"),
    ...involved("name"),
    ...involved("uid"),
    ...involved("apiVersion"),
    ...involved("resourceVersion"),
    ...involved("fieldPath"),
    reason: ({ reason }) => reason,
    reportingComponent: ({ reportingComponent }) => reportingComponent,
    source: ({ source, reportingComponent }) => source?.component || reportingComponent,
    type: ({ type }) => type,
  },
  Namespace: { "status.phase": ({ status }) => status.phase },
  Node: { "spec.unschedulable": ({ spec }) => String(spec?.unschedulable ?? false) },
  Secret: { type: ({ type }) => type },
  ReplicaSet: { "status.replicas": ({ status }) => String(status?.replicas ?? 0) },
  Job: { "status.successful": ({ status }) => String(status?.succeeded ?? 0) },
};

/**
 * A field selector as in a query: `status.phase=Running,metadata.name!=web`.
 * @param key of the kind, as the store calls it
 * @throws BadRequest when it cannot be read or the kind cannot be selected by that field
 */
export function parseFieldSelector(text: string | null, key: string): FieldMatcher {
  const requirements = (text ?? "")
    .split(",")
    .filter((part) => part !== "")
    .map((part) => requirementOf(part, key));
  return (object) => requirements.every((requirement) => requirement(object));
}

function requirementOf(part: string, key: string): FieldMatcher {
  const [, field = "", operator, value = ""] = /^([^=!]+)(==|=|!=)(.*)$/.exec(part) ?? [];
  if (!operator) throw badRequest(`invalid selector: '${part}'; can't understand '${part}'`);
  const read = EVERY_KIND[field] ?? BY_KIND[key]?.[field];
  if (!read) throw badRequest(unknownField(field, key));
  return (object) => ((read(object) ?? "") === value) === (operator !== "!=");
}

const unknownField = (field: string, key: string): string =>
  key in BY_KIND
    ? `field label not supported: ${field}`
    : `${JSON.stringify(field)} is not a known field selector: only "metadata.name", "metadata.namespace"`;
