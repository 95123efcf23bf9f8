/** The process's own log: JSON lines on stdout, with credentials taken out of every one, whoever wrote it. */
import { type Logger, pino, stdTimeFunctions } from "pino";
import { redactValue } from "./core/redact.ts";

export type { Logger } from "pino";

export interface LogOptions {
  /** debug, info, warn, error or silent. */
  readonly level: string;
  /** Where a line goes, its newline included. */
  readonly write?: (line: string) => void;
}

export function createLog({ level, write = toStdout() }: LogOptions): Logger {
  return pino(
    {
      level,
      base: null, // the container's runtime knows pid and host
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
    },
    // pino's own redaction goes by paths, which someone must have thought of. Here every value of every line passes.
    { write: (line: string) => write(`${JSON.stringify(JSON.parse(line), redactValue)}\n`) },
  );
}

/** Synchronous, so that the last words of a process are not lost. */
function toStdout(): (line: string) => void {
  const out = pino.destination({ fd: 1, sync: true });
  return (line) => void out.write(line);
}

/**
 * What helps to find a bug, and nothing else: pino's default prints every property, and an HTTP client's errors carry
 * the request with its Authorization header.
 */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === "string" ? error : { name: typeof error };
  const { name, message, stack, cause } = error;
  const { code } = error as NodeJS.ErrnoException;
  return {
    name,
    code,
    message,
    stack,
    ...(cause !== undefined && depth < 3 && { cause: describeError(cause, depth + 1) }),
  };
}
