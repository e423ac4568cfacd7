import { lint, mask } from "@kvitt/values";
import { pino, type Logger } from "pino";

export type Log = Logger;

/** Fields that may reach a log line besides ids, codes and counts are cut here, whatever a caller passes (SEC-76). */
const REDACTED = [
  "name",
  "email",
  "phone",
  "address",
  "text",
  "payer",
  "body",
  "password",
  "token",
  "secret",
  "authorization",
  "cookie",
  "birthDate",
  "value",
];

/** Words of our own code, never of a person: masking them would hide where it happened. */
const OWN_WORDS = new Set(["stack", "route", "event", "code", "type", "method"]);
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function masked(value: unknown): unknown {
  if (typeof value === "string") return UUID.test(value) ? value : mask(value, lint(value, { forbid: [] }));
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, OWN_WORDS.has(key) ? each : masked(each)]),
  );
}

/**
 * A line of the log as it may be kept (N-09): what the health-data linter finds in any text is masked. The last line of defence, behind the
 * closed lists of what is logged at all.
 */
export const maskedLine = (line: string): string => `${JSON.stringify(masked(JSON.parse(line)))}\n`;

/** A structured log on standard error; standard output belongs to a command's answer. */
export function createLog(level: string = "info"): Log {
  const paths = REDACTED.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  return pino(
    {
      level,
      base: null,
      hooks: { streamWrite: maskedLine },
      redact: { paths, censor: "[redacted]" },
      serializers: {
        err: (error: unknown) =>
          error instanceof Error
            ? { type: error.name, code: (error as { code?: string }).code, stack: stackOf(error) }
            : {},
      },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** The frames without the message: a database's message may quote a row, and one of a refused input has several lines that name what was sent. */
export function stackOf(error: Error): string {
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return frames.slice(0, 7).join("\n");
}
