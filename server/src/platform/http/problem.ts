import { STATUS_CODES } from "node:http";
import type * as z from "zod";
import { Refusal, refuse } from "../errors.ts";
import type { Language } from "../languages.ts";
import { sayIn } from "../say.ts";
import { InputError } from "./input.ts";
import type { problemDocument } from "./schemas.ts";

export type ProblemDocument = z.infer<typeof problemDocument>;

/** Refusals that Fastify itself makes, by its codes. */
const FASTIFY_CODES: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "BODY_TOO_LARGE",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "MEDIA_TYPE",
  FST_ERR_CTP_INVALID_JSON_BODY: "JSON_UNREADABLE",
  FST_ERR_CTP_EMPTY_JSON_BODY: "JSON_UNREADABLE",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "JSON_UNREADABLE",
};

/** The refusal behind an error, or undefined when the error is ours. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  // An id that is none leads nowhere: the same answer as for an id that nobody has (SEC-36 says it for links).
  if (error instanceof InputError)
    return error.part === "params" ? refuse("NOT_FOUND") : refuse("INPUT_INVALID", {}, error.problems);
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  if (typeof code === "string" && FASTIFY_CODES[code]) return refuse(FASTIFY_CODES[code]);
  // The JSON parser's own complaints (also on prototype poisoning) carry no code of Fastify's.
  if (error instanceof SyntaxError && statusCode === 400) return refuse("JSON_UNREADABLE");
  return undefined;
}

/** What is said about a refusal, in the reader's language; codes, names of fields and rules are the same in all. */
export function problemOf(refusal: Refusal, requestId: string, language: Language): ProblemDocument {
  const { sentence, remedy, problems } = sayIn(refusal, language);
  return {
    type: `/api/v1/reference#${refusal.code}`,
    title: STATUS_CODES[refusal.status] ?? "Error",
    status: refusal.status,
    code: refusal.code,
    sentence,
    remedy,
    requestId,
    ...(problems.length > 0 ? { problems: [...problems] } : {}),
  };
}
