import { formatDecimal } from "@kvitt/values";
import type { Language } from "./languages.ts";

/** What a sentence's holes are filled with. An amount in minor units has a name that ends in `Minor`; a day is YYYY-MM-DD. */
export type Facts = Readonly<Record<string, string | number | bigint>>;

/** Facts that are words of the program's, as people say them: `awaitingRelease` is "waiting for release". */
export type Words = Readonly<Record<string, string>>;

/** How a language writes amounts and days. English days stay as the API has them, which no reader takes for another. */
const WRITING: Readonly<Record<Language, { readonly locale: string; readonly day: string }>> = {
  nb: { locale: "nb-NO", day: "$3.$2.$1" },
  sv: { locale: "sv-SE", day: "$1-$2-$3" },
  da: { locale: "da-DK", day: "$3.$2.$1" },
  it: { locale: "it-IT", day: "$3/$2/$1" },
  en: { locale: "en-US", day: "$1-$2-$3" },
};

function amountOf(minor: bigint, language: Language): string {
  const options = { minimumFractionDigits: 2, maximumFractionDigits: 2, useGrouping: "always" } as const;
  const format = new Intl.NumberFormat(WRITING[language].locale, options);
  return format.format(formatDecimal(minor, 2) as `${number}`).replace("-", "−");
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const OR: Readonly<Record<Language, string>> = { nb: " eller ", sv: " eller ", da: " eller ", it: " o ", en: " or " };

/** A fact as the language writes it: an amount (its name ends in `Minor`), a day, words that are known, anything else as it is. */
function factOf(name: string, fact: Facts[string], language: Language, words: Words | undefined): string {
  if (typeof fact === "bigint" && name.endsWith("Minor")) return amountOf(fact, language);
  if (typeof fact !== "string") return String(fact);
  if (DAY.test(fact)) return fact.replace(DAY, WRITING[language].day);
  const parts = fact.split(" or ");
  return parts.every((part) => words?.[part] !== undefined)
    ? parts.map((part) => words![part]).join(OR[language])
    : fact;
}

/** Fills a sentence's holes. */
export function fill(sentence: string, facts: Facts, language: Language, words?: Words): string {
  return sentence.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const fact = facts[name];
    return fact === undefined ? hole : factOf(name, fact, language, words);
  });
}
