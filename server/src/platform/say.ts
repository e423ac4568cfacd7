import type { Problem, Refusal } from "./errors.ts";
import { fill } from "./facts.ts";
import type { Language, Translation } from "./languages.ts";
import { errorText, problemText } from "./translations.ts";

/** Refusals in the reader's language. */

/** Single problems say in other languages what their sentence, their code with its rule, or their code says there. */
function textOf({ code, rule = "", sentence, facts }: Problem, language: Translation): string | undefined {
  const known = problemText([sentence, `${code}.${rule}`, code], language);
  const own = errorText(code, language)?.sentence;
  return known ?? (facts || !own?.includes("{") ? own : undefined);
}

/**
 * A problem in a language, without its facts, which stand in its sentence. One that nobody translated stays English. A person's own words
 * follow a colon: they are `{reason}` in every language.
 */
export function problemIn<Shown extends Problem>(
  { facts, ...problem }: Shown,
  language: Language,
): Omit<Shown, "facts"> {
  if (language === "en") return problem;
  const text = textOf({ facts, ...problem } as Shown, language);
  if (text === undefined) return problem;
  const [, reason = ""] = problem.sentence.split(/: (.*)/s);
  return { ...problem, sentence: fill(text, { reason, ...facts }, language, errorText(problem.code, language)?.words) };
}

/** What a refusal says in a language, and each of its problems; English where a text is missing. */
export function sayIn(
  { code, message, remedy, facts, problems }: Refusal,
  language: Language,
): { readonly sentence: string; readonly remedy: string; readonly problems: readonly Problem[] } {
  const text = language === "en" ? undefined : errorText(code, language);
  return {
    sentence: text ? fill(text.sentence, facts, language, text.words) : message,
    remedy: text ? fill(text.remedy, facts, language, text.words) : remedy,
    problems: problems.map((problem) => problemIn(problem, language)),
  };
}

const isProblem = (given: unknown): given is Problem =>
  typeof given === "object" && given !== null && "code" in given && "sentence" in given;

/** An answer that lists problems, such as a bank file's findings, with each of them in a language; any other as it is. */
export function answerIn(shown: unknown, language: Language): { readonly shown: unknown; readonly said: boolean } {
  if (typeof shown !== "object" || shown === null || !("problems" in shown)) return { shown, said: false };
  const { problems } = shown;
  if (!Array.isArray(problems) || !problems.every(isProblem)) return { shown, said: false };
  return { shown: { ...shown, problems: problems.map((problem) => problemIn(problem, language)) }, said: true };
}
