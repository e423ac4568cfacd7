import type { Words } from "./facts.ts";
import { translations, type Translation } from "./languages.ts";

/** What refusals say in the other languages. Each capability keeps its texts beside its codes, a file for each language. */

/** A code's text in one language. */
export type ErrorText = { readonly sentence: string; readonly remedy: string; readonly words?: Words };

const errorTexts = new Map<string, ErrorText>();
const problemTexts = new Map<string, string>();

function put<Text>(into: Map<string, Text>, language: Translation, texts: Readonly<Record<string, Text>>): void {
  for (const [name, text] of Object.entries(texts)) {
    const key = `${language} ${name}`;
    if (into.has(key)) throw new Error(`${key} is translated twice`);
    into.set(key, text);
  }
}

/** Registers what a capability's codes say in the other languages; a code that one of them lacks does not compile. */
export function translateErrors<Codes extends Readonly<Record<string, ErrorText>>>(
  _codes: Codes,
  texts: Readonly<Record<Translation, Readonly<Record<keyof Codes & string, ErrorText>>>>,
): void {
  for (const language of translations) put<ErrorText>(errorTexts, language, texts[language]);
}

/**
 * Registers what single problems say in the other languages. A name is a problem's code, its code and rule (`FIELD_INVALID.too_big`), or its
 * English sentence; the narrowest is used.
 */
export function translateProblems<Names extends string>(
  texts: Readonly<Record<Translation, Readonly<Record<Names, string>>>>,
): void {
  for (const language of translations) put<string>(problemTexts, language, texts[language]);
}

/** What a code says in a language; undefined when nobody has said it in that language. */
export function errorText(code: string, language: Translation): ErrorText | undefined {
  return errorTexts.get(`${language} ${code}`);
}

/** Every code that is translated, with its text: `nb INVOICE_NOT_FOUND`. */
export function translatedErrors(): ReadonlyMap<string, ErrorText> {
  return errorTexts;
}

/** What the first of these names says in a language; undefined when none is known. */
export function problemText(names: readonly string[], language: Translation): string | undefined {
  const known = names.find((name) => problemTexts.has(`${language} ${name}`));
  return known === undefined ? undefined : problemTexts.get(`${language} ${known}`);
}

/** Every name that problems are translated under, with its text: `nb FIELD_INVALID.too_big`. */
export function translatedProblems(): ReadonlyMap<string, string> {
  return problemTexts;
}
