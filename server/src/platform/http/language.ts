import type { FastifyRequest } from "fastify";
import { languageAsked, type Language } from "../languages.ts";

/** The language that a request asks to be answered in. */
export function languageOf(request: FastifyRequest): Language {
  return languageAsked(request.headers["accept-language"]);
}

/** The headers of an answer that is written in the reader's language: a cache keeps the languages apart. */
export function inLanguage(language: Language): Readonly<Record<string, string>> {
  return { "content-language": language, vary: "accept-language" };
}
