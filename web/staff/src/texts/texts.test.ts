import { describe, expect, test } from "vitest";
import { languages } from "../format.ts";
import da from "./da.json" with { type: "json" };
import en from "./en.json" with { type: "json" };
import it from "./it.json" with { type: "json" };
import nb from "./nb.json" with { type: "json" };
import sv from "./sv.json" with { type: "json" };

type Texts = { readonly [key: string]: string | Texts };
const catalogues: Readonly<Record<string, Texts>> = { nb, sv, da, it, en };

function flat(texts: Texts, path = ""): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`),
  );
}
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

describe("X-01 L-04 the catalogues of the staff app", () => {
  const wanted = new Map(flat(en));

  test.each(languages)("%s says everything, leaves no text empty, and fills the same holes", (language) => {
    const own = new Map(flat(catalogues[language]!));
    expect([...own.keys()].sort()).toEqual([...wanted.keys()].sort());
    for (const [key, text] of own) {
      expect(text.trim(), key).not.toBe("");
      expect(holes(text), key).toEqual(holes(wanted.get(key)!));
    }
  });

  test("L-05 no text threatens or shouts", () => {
    for (const language of languages)
      for (const [key, text] of flat(catalogues[language]!)) expect(/!|[A-ZÆØÅ]{6,}/.test(text), key).toBe(false);
  });
});
