/**
 * Failures as the API server words them: clients match on `reason` and `code`, people read `message`,
 * so all three follow k8s.io/apimachinery/pkg/api/errors to the letter.
 */

export interface Cause {
  reason?: string;
  message: string;
  field?: string;
}

export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: readonly Cause[];
  retryAfterSeconds?: number;
}

export interface Status {
  kind: "Status";
  apiVersion: "v1";
  metadata: Record<string, never>;
  status: "Failure" | "Success";
  message?: string;
  reason?: string;
  details?: StatusDetails;
  code?: number;
}

/** What a failure speaks of: `deployments` in the group `apps`. */
export interface GroupResource {
  readonly group: string;
  readonly plural: string;
}

export class StatusError extends Error {
  readonly code: number;
  readonly status: Status;

  constructor(code: number, reason: string, message: string, details?: StatusDetails) {
    super(message);
    this.name = reason;
    this.code = code;
    this.status = {
      kind: "Status",
      apiVersion: "v1",
      metadata: {},
      status: "Failure",
      message,
      ...(reason && { reason }),
      ...(details && { details: withoutEmpty(details) }),
      code,
    };
  }
}

/** "deployments.apps", or "pods" in the core group. */
export const qualified = ({ group, plural }: GroupResource): string => (group ? `${plural}.${group}` : plural);

export const badRequest = (message: string) => new StatusError(400, "BadRequest", message);

export const unauthorized = () => new StatusError(401, "Unauthorized", "Unauthorized");

export function forbidden(resource: GroupResource, name: string, why: string, causes?: readonly Cause[]): StatusError {
  const subject = resource.plural === "" ? "forbidden" : `${qualified(resource)}${quoted(name)} is forbidden`;
  return new StatusError(403, "Forbidden", `${subject}: ${why}`, {
    ...detailsOf(resource, name),
    ...(causes && { causes }),
  });
}

export const notFound = (resource: GroupResource, name: string) =>
  new StatusError(404, "NotFound", `${qualified(resource)}${quoted(name)} not found`, detailsOf(resource, name));

/** The answer for a path or version that is not served at all. */
export const noSuchResource = () =>
  new StatusError(404, "NotFound", "the server could not find the requested resource", {});

export const methodNotAllowed = () =>
  new StatusError(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", {});

export const alreadyExists = (resource: GroupResource, name: string) =>
  new StatusError(
    409,
    "AlreadyExists",
    `${qualified(resource)}${quoted(name)} already exists`,
    detailsOf(resource, name),
  );

export const conflict = (resource: GroupResource, name: string, why: string) =>
  new StatusError(
    409,
    "Conflict",
    `Operation cannot be fulfilled on ${qualified(resource)}${quoted(name)}: ${why}`,
    detailsOf(resource, name),
  );

/** A conflict with a precondition of a deletion, which speaks of the kind rather than of the resource. */
export const preconditionFailed = ({ group, kind }: { group: string; kind: string }, name: string, why: string) =>
  conflict({ group, plural: kind }, name, why);

export const modifiedMeanwhile =
  "the object has been modified; please apply your changes to the latest version and try again";

export const expired = (message: string) => new StatusError(410, "Expired", message);

export const unsupportedMediaType = (message: string) => new StatusError(415, "UnsupportedMediaType", message);

/** @param kind of the object, with its group: a Deployment in `apps` */
export function invalid(kind: { group: string; kind: string }, name: string, causes: readonly Cause[]): StatusError {
  const subject = `${kind.group ? `${kind.kind}.${kind.group}` : kind.kind} ${JSON.stringify(name)} is invalid`;
  const list = causes.map((cause) => (cause.field ? `${cause.field}: ${cause.message}` : cause.message));
  const message = list.length === 1 ? list[0] : `[${list.join(", ")}]`;
  return new StatusError(422, "Invalid", list.length === 0 ? subject : `${subject}: ${message}`, {
    name,
    group: kind.group,
    kind: kind.kind,
    causes,
  });
}

export const success = (details?: StatusDetails, code?: number): Status => ({
  kind: "Status",
  apiVersion: "v1",
  metadata: {},
  status: "Success",
  ...(details && { details: withoutEmpty(details) }),
  ...(code && { code }),
});

const quoted = (name: string): string => (name ? ` ${JSON.stringify(name)}` : "");

const detailsOf = ({ group, plural }: GroupResource, name: string): StatusDetails => ({ name, group, kind: plural });

const withoutEmpty = (details: StatusDetails): StatusDetails =>
  Object.fromEntries(Object.entries(details).filter(([, value]) => value !== "" && value !== undefined));
