import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fit, plain, ranked, slips } from "./ranking.ts";

const entry = (id: string, ...names: string[]) => ({ id, names });
const PLACES = [
  entry("bank", "Bank"),
  entry("aging", "Aging", "Aldersfordelt saldoliste", "Scadenzario per anzianità"),
  entry("invoices", "Invoices", "Fakturaer"),
  entry("proof", "Day proof", "Dagsbevis"),
  entry("clinic", "Østergård Tannklinikk"),
];
const found = (typed: string, recent: readonly string[] = []) => ranked(typed, PLACES, recent).map(({ id }) => id);

describe("K-03 the palette finds", () => {
  test.each([
    ["inv", "invoices"],
    ["fakt", "invoices"],
    ["invioces", "invoices"],
    ["fakutra", "invoices"],
    ["proof day", "proof"],
    ["saldolist", "aging"],
    ["anzianita", "aging"],
    ["ostergard", "clinic"],
    ["ØSTERGÅRD tann", "clinic"],
  ])("%s: %s first", (typed, wanted) => expect(found(typed)[0]).toBe(wanted));

  test("nothing for what fits nowhere, nor one slip in a word of three letters", () => {
    expect(found("zzzz")).toEqual([]);
    expect(found("bsn")).toEqual([]);
  });

  test("all when nothing is typed, what was used lately first", () => {
    expect(found("")).toEqual(["bank", "aging", "invoices", "proof", "clinic"]);
    expect(found(" ", ["proof", "bank"])).toEqual(["proof", "bank", "aging", "invoices", "clinic"]);
  });

  test("the word that is shown goes before another language's", () => {
    const both = [entry("other", "Aging", "Bankfiler"), entry("own", "Bank files")];
    expect(ranked("bank", both, []).map(({ id }) => id)).toEqual(["own", "other"]);
  });
});

describe("slips of the finger", () => {
  test.each([
    ["bank", "bank", 0],
    ["bnak", "bank", 1],
    ["bnk", "bank", 1],
    ["bannk", "bank", 1],
    ["fakt", "faktura", 0],
    ["fatk", "faktura", 1],
  ])("%s for %s: %i", (typed, word, wanted) => expect(slips(typed, word, 2)).toBe(wanted));

  test("a word fits every beginning of itself fully, with or without accents", () => {
    const word = fc.string({
      unit: fc.constantFrom("a", "b", "c", "ø", "å", "æ", "é", "ñ"),
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(word, fc.nat(11), (text, at) => {
        const beginning = text.slice(0, at + 1);
        expect(fit(beginning, text)).toBe(100);
        expect(fit(plain(beginning), text)).toBe(100);
      }),
    );
  });
});
