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

/** A structured log on standard error; standard output belongs to a command's answer. */
export function createLog(level: string = "info"): Log {
  const paths = REDACTED.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  return pino(
    {
      level,
      base: null,
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
