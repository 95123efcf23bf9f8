import { unsupportedMediaType } from "../status.ts";
import { type FieldType, type Message, MESSAGES } from "./protobuf-messages.ts";

const MAGIC = Buffer.from("k8s\0");
const envelope: Message = { 1: ["typeMeta", { 1: ["apiVersion"], 2: ["kind"] }] };

/**
 * Reads the protobuf that kubectl's typed calls send; they do not fall back to JSON when a server takes none.
 * @throws UnsupportedMediaType for kinds that no command of kubectl sends this way
 */
export function decodeProtobuf(bytes: Buffer): object {
  const content = bytes.subarray(MAGIC.length);
  const { typeMeta = {} } = decode(content, envelope) as { typeMeta?: { apiVersion?: string; kind?: string } };
  const message = MESSAGES[typeMeta.kind ?? ""];
  if (!message || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw unsupportedMediaType(
      `the embedded cluster reads ${typeMeta.kind || "this"} as JSON only: send application/json in place of protobuf`,
    );
  }
  const raw = fields(content).find(({ number }) => number === 2)?.value;
  return { ...typeMeta, metadata: {}, ...(Buffer.isBuffer(raw) ? decode(raw, message) : {}) };
}

/** k8s.io/apimachinery/pkg/util/intstr, generated.proto */
const INT_OR_STRING: Message = { 1: ["kind", "number"], 2: ["number", "number"], 3: ["text"] };

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
    for (let place = 1; ; place *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * place;
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

type Values = Record<string, unknown>;

function decode(bytes: Buffer, message: Message): Values {
  const result: Values = {};
  for (const { number, value } of fields(bytes)) {
    const [name, type] = message[number] ?? [];
    if (name !== undefined)
      result[name] = typeof value === "number" ? plain(value, type) : read(value, type, result[name]);
    // Go sends every text field, empty ones too.
    if (name !== undefined && result[name] === "") delete result[name];
  }
  return result;
}

const plain = (value: number, type: FieldType | undefined): unknown => (type === "boolean" ? value !== 0 : value);

/** @param before what the same field held already: lists and maps come one entry at a time */
function read(value: Buffer, type: FieldType | undefined, before: unknown): unknown {
  if (type === "number-or-text") {
    const { kind = 0, number, text } = decode(value, INT_OR_STRING);
    return kind === 0 ? number : text;
  }
  if (type === "texts") return [...((before as unknown[] | undefined) ?? []), value.toString()];
  if (type === "map") return { ...(before as Values | undefined), ...entry(value, (text) => text.toString()) };
  if (type === "bytes-map")
    return { ...(before as Values | undefined), ...entry(value, (data) => data.toString("base64")) };
  if (Array.isArray(type)) return [...((before as unknown[] | undefined) ?? []), decode(value, type[0] as Message)];
  return typeof type === "object" ? decode(value, type as Message) : value.toString();
}

function entry(bytes: Buffer, text: (value: Buffer) => string): Record<string, string> {
  const values = new Map(fields(bytes).map(({ number, value }) => [number, value]));
  const [key, value] = [values.get(1), values.get(2)];
  return { [String(key ?? "")]: Buffer.isBuffer(value) ? text(value) : "" };
}
