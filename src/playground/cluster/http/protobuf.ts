import { unsupportedMediaType } from "../status.ts";

/**
 * kubectl's typed calls send protobuf and do not fall back to JSON. These are the few that it makes where everything
 * else works with JSON: `auth can-i`, `auth whoami`, `drain`, `create configmap|namespace|serviceaccount`.
 * Field numbers are those of the generated.proto files in k8s.io/api.
 */

interface Message {
  /** By field number: its name, and its type where that is not text. */
  readonly [number: number]: readonly [name: string, type?: FieldType];
}

type FieldType = Message | "number" | "boolean" | "strings" | "map";

const objectMeta: Message = {
  1: ["name"],
  2: ["generateName"],
  3: ["namespace"],
  5: ["uid"],
  6: ["resourceVersion"],
  11: ["labels", "map"],
  12: ["annotations", "map"],
};

const resourceAttributes: Message = {
  1: ["namespace"],
  2: ["verb"],
  3: ["group"],
  4: ["version"],
  5: ["resource"],
  6: ["subresource"],
  7: ["name"],
};

const accessReview: Message = {
  1: ["resourceAttributes", resourceAttributes],
  2: ["nonResourceAttributes", { 1: ["path"], 2: ["verb"] }],
  3: ["user"],
  4: ["groups", "strings"],
};

const deleteOptions: Message = {
  1: ["gracePeriodSeconds", "number"],
  2: ["preconditions", { 1: ["uid"], 2: ["resourceVersion"] }],
  3: ["orphanDependents", "boolean"],
  4: ["propagationPolicy"],
  5: ["dryRun", "strings"],
};

const KINDS: Readonly<Record<string, Message>> = {
  SelfSubjectAccessReview: { 2: ["spec", accessReview] },
  SubjectAccessReview: { 2: ["spec", accessReview] },
  SelfSubjectRulesReview: { 2: ["spec", { 1: ["namespace"] }] },
  SelfSubjectReview: {},
  Eviction: { 1: ["metadata", objectMeta], 2: ["deleteOptions", deleteOptions] },
  DeleteOptions: deleteOptions,
  ConfigMap: { 1: ["metadata", objectMeta], 2: ["data", "map"] },
  Namespace: { 1: ["metadata", objectMeta] },
  ServiceAccount: { 1: ["metadata", objectMeta] },
};

const MAGIC = Buffer.from("k8s\0");
const envelope: Message = { 1: ["typeMeta", { 1: ["apiVersion"], 2: ["kind"] }] };

/** @throws UnsupportedMediaType for kinds that nobody sends this way */
export function decodeProtobuf(bytes: Buffer): object {
  const content = bytes.subarray(MAGIC.length);
  const { typeMeta = {} } = decode(content, envelope) as { typeMeta?: { apiVersion?: string; kind?: string } };
  const message = KINDS[typeMeta.kind ?? ""];
  if (!message || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw unsupportedMediaType(
      `the embedded cluster reads ${typeMeta.kind || "this"} as JSON only: send application/json in place of protobuf`,
    );
  }
  const raw = fields(content).find(({ number }) => number === 2)?.value;
  return { ...typeMeta, metadata: {}, ...(Buffer.isBuffer(raw) ? decode(raw, message) : {}) };
}

interface RawField {
  readonly number: number;
  readonly value: number | Buffer;
}

/** The wire format: a key that tells field number and kind of value, then a varint or a length and that many bytes. */
function fields(bytes: Buffer): RawField[] {
  const found: RawField[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const number = key >> 3;
    if ((key & 7) === 0) found.push({ number, value: varint() });
    else {
      const length = varint();
      found.push({ number, value: bytes.subarray(at, at + length) });
      at += length;
    }
  }
  return found;
}

function decode(bytes: Buffer, message: Message): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const { number, value } of fields(bytes)) {
    const [name, type] = message[number] ?? [];
    if (name === undefined) continue;
    if (type === "strings") result[name] = [...((result[name] as string[] | undefined) ?? []), String(value)];
    else if (type === "map") result[name] = { ...(result[name] as object | undefined), ...entry(value as Buffer) };
    // Go sends every text field, empty ones too.
    else if (type || value.toString() !== "") result[name] = single(value, type);
  }
  return result;
}

function single(value: number | Buffer, type: Exclude<FieldType, "strings" | "map"> | undefined): unknown {
  if (type === "number") return value;
  if (type === "boolean") return value !== 0;
  if (typeof value === "number") return value;
  return type ? decode(value, type) : value.toString();
}

function entry(bytes: Buffer): Record<string, string> {
  const { key = "", value = "" } = decode(bytes, { 1: ["key"], 2: ["value"] });
  return { [String(key)]: String(value) };
}
