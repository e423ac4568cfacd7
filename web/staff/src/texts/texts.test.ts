import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { languages } from "../format.ts";

type Texts = { readonly [key: string]: string | Texts };

/** The texts of a language, area by area, and joined as the app joins them. */
function catalogueOf(language: string): Texts {
  const folder = new URL(`./${language}/`, import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const areas = names.map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Texts);
  const keys = areas.flatMap((area) => Object.keys(area));
  expect(new Set(keys).size, `${language}: two areas have the same key`).toBe(keys.length);
  return Object.assign({}, ...areas) as Texts;
}

function flat(texts: Texts, path = ""): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`),
  );
}
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

describe("X-01 L-04 the catalogues of the staff app", () => {
  const wanted = new Map(flat(catalogueOf("en")));

  test.each(languages)("%s says everything, leaves no text empty, and fills the same holes", (language) => {
    const own = new Map(flat(catalogueOf(language)));
    expect([...own.keys()].sort()).toEqual([...wanted.keys()].sort());
    for (const [key, text] of own) {
      expect(text.trim(), key).not.toBe("");
      expect(holes(text), key).toEqual(holes(wanted.get(key)!));
    }
  });

  test("L-05 no text threatens or shouts", () => {
    for (const language of languages)
      for (const [key, text] of flat(catalogueOf(language))) expect(/!|[A-ZÆØÅ]{6,}/.test(text), key).toBe(false);
  });
});
