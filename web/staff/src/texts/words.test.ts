import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** L-04: the texts use the words of docs/words, which clinics and their accountants use. */

const ROOT = new URL("../../../../", import.meta.url);
const translated = ["nb", "sv", "da", "it"] as const;
type Translated = (typeof translated)[number];
const read = (path: string) => readFileSync(new URL(path, ROOT), "utf8");

/** The rows of the two tables of a language: English and its words; words that no text has, and what stands instead. */
function wordsOf(language: Translated) {
  const [trade = "", banned = ""] = read(`docs/words/${language}.md`).split("## Not these");
  const rows = (text: string) =>
    [...text.matchAll(/^\| ([^|]+) \| ([^|]+) \|$/gm)]
      .map(([, first, second]) => ({ first: first!.trim(), second: second!.trim().split(", ") }))
      .filter(({ first }) => !/^-+$/.test(first))
      .slice(1);
  return { trade: rows(trade), banned: rows(banned) };
}

type Texts = { readonly [key: string]: string | Texts };

function flat(texts: Texts, path: string): [where: string, text: string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path} ${key}`, value] as [string, string]] : flat(value, `${path} ${key}`),
  );
}

/** The texts of the screens, with where they stand: "proof.json proofPart bankClearing". */
function screensOf(language: string): [where: string, text: string][] {
  const folder = `web/staff/src/texts/${language}/`;
  const areas = readdirSync(new URL(folder, ROOT)).filter((name) => name.endsWith(".json"));
  return areas.flatMap((area) => flat(JSON.parse(read(folder + area)) as Texts, area));
}

/** What the server's refusals say. */
function refusalsOf(language: Translated): [where: string, text: string][] {
  const paths = readdirSync(new URL("server/src/", ROOT), { recursive: true, encoding: "utf8" });
  return paths
    .filter((path) => path.endsWith(`.${language}.json`))
    .flatMap((path) => flat(JSON.parse(read(`server/src/${path}`)) as Texts, path));
}

/** The word stands there, with whatever ending its language gives it. Names of holes, commands and addresses are nobody's language. */
const has = (text: string, word: string) =>
  new RegExp(`(?<!\\p{L})${word}`, "iu").test(text.replace(/\{+\w+\}+|`[^`]*`|\/api\/\S+/g, ""));

/** Where English names a thing that has one word of the trade, the translation names it by that word. */
const NAMED: readonly (readonly [english: RegExp, concept: string])[] = [
  [/\bcredit notes?\b/i, "credit note"],
  [/\bbank files?\b/i, "bank file"],
  [/\bnumber series\b/i, "number series"],
  [/\bclearing account\b/i, "clearing account"],
  [/\bclosing balance\b/i, "closing balance"],
  [/\bsecond factor\b/i, "second factor"],
];

/** A word without what its inflection changes: "nota di credito" is also "note di credito". */
function stem(word: string): string {
  const [first = ""] = word.toLowerCase().split(" ");
  return first.slice(0, Math.max(3, first.length - 3));
}

describe("L-04 the words of the trade", () => {
  test("are fifty in each language, for the same fifty things", () => {
    const english = wordsOf("nb").trade.map(({ first }) => first);
    expect(english).toHaveLength(50);
    expect(new Set(english).size).toBe(50);
    for (const language of translated) expect(wordsOf(language).trade.map(({ first }) => first)).toEqual(english);
  });

  test.each(translated)("%s has no word of a neighbour's language or of nobody's", (language) => {
    const texts = [...screensOf(language), ...refusalsOf(language)];
    const found = wordsOf(language).banned.flatMap(({ first, second }) =>
      texts.filter(([, text]) => has(text, first)).map(([where]) => `${where}: "${first}", say "${second.join(", ")}"`),
    );
    expect(found).toEqual([]);
  });

  test.each(translated)("%s names by the word of the trade what English names", (language) => {
    const { trade } = wordsOf(language);
    const own = new Map(screensOf(language));
    const wrong = screensOf("en").flatMap(([where, english]) => {
      const concept = NAMED.find(([pattern]) => pattern.test(english))?.[1];
      const words = trade.find(({ first }) => first === concept)?.second ?? [];
      const text = own.get(where)?.toLowerCase() ?? "";
      return concept === undefined || words.some((word) => text.includes(stem(word))) ? [] : [`${where}: ${text}`];
    });
    expect(wrong).toEqual([]);
  });
});
