import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clinicalLines } from "./clinical.fixture.ts";
import { lint, mask, type LintOptions } from "./lint.ts";
import { ordinaryLines } from "./ordinary.fixture.ts";

const LANGUAGES = ["nb", "sv", "da", "it", "en"] as const;
const found = (text: string, options: Partial<LintOptions> = {}): [string, string, string][] =>
  lint(text, { forbid: [], ...options }).map(({ start, end, kind, rule }) => [text.slice(start, end), kind, rule]);
const linesOf = (lines: string): string[] => lines.split("\n");

describe.each(LANGUAGES)("N-09 S0-07 in %s", (language) => {
  const clinical = linesOf(clinicalLines[language]);
  const ordinary = linesOf(ordinaryLines[language]);

  it("has enough lines to mean something", () => {
    expect(clinical.length).toBeGreaterThan(50);
    expect(new Set(ordinary).size).toBeGreaterThan(58);
  });

  it.each(clinical)("%j is found, in the text's language and in any", (line) => {
    expect(found(line, { language })).not.toEqual([]);
    expect(found(line)).not.toEqual([]);
    expect(found(`Ref: ${line.toUpperCase()}, 2026`)).not.toEqual([]);
  });

  it("finds nothing in what bills and messages say", () => {
    expect(ordinary.flatMap((line) => [...found(line), ...found(line, { language })])).toEqual([]);
  });
});

describe("N-09 what hides nothing", () => {
  it.each([
    ["no accents", "Livmoderinflammation, tandvark"],
    ["a capital in every place", "RoTfYlLiNg"],
    ["letters with accents of their own", "rótfyllíng"],
    ["accents as characters of their own", "ro\u0301tfylling"],
    ["a soft hyphen", "rot\u00adfylling"],
    ["an invisible blank", "rot\u200bfylling"],
    ["a hyphen at the end of a line", "rot-\r\nfylling"],
    ["full-width letters", "ｒｏｔｆｙｌｌｉｎｇ"],
    ["two letters for one", "roentgen, taender"],
    ["a file name", "Kari_rotfylling36.pdf"],
    ["a compound", "Akuttrotfyllingstime"],
    ["a path", "/files/2026/tannekstraksjon.xml"],
    ["a number's place", "KID 12rotfylling34"],
  ])("%s: %j", (_, text) => {
    expect(found(text).length).toBeGreaterThan(0);
  });

  it("masks the whole word, so that its ending tells nothing", () => {
    const text = "Faktura 12: rotfyllingsbehandlingen av tannen, 300 kr";
    expect(mask(text, lint(text, { forbid: [] }))).toBe("Faktura 12: *** av ***, 300 kr");
  });

  it("a word that is ordinary elsewhere is only found in its language, or when no language is said", () => {
    expect(found("Dott. Canini, Via Roma 1", { language: "nb" })).toEqual([]);
    expect(found("estrazione canini", { language: "it" })).toHaveLength(1);
    expect(found("canini")).toHaveLength(1);
  });

  it("a provider's own name passes when it is allowed, and hides nothing beside it", () => {
    const allow = ["Smilbris Ortodonti og Kjevekirurgi AS"];
    expect(found("Smilbris Ortodonti og Kjevekirurgi AS")).toHaveLength(2);
    expect(found("Hei fra SMILBRIS ORTODONTI OG KJEVEKIRURGI AS!", { allow })).toEqual([]);
    expect(found("Smilbris Ortodonti og Kjevekirurgi AS: kjevekirurgi", { allow })).toHaveLength(1);
  });
});

describe("N-09 teeth, and codes of treatments and illnesses", () => {
  it.each([
    ["krone 16", "krone 16"],
    ["Fylling på 46", "Fylling på 46"],
    ["bro, 14", "bro, 14"],
    ["regio 47", "regio 47"],
    ["26 MOD", "26 MOD"],
    ["takst nr. 5b", "takst nr. 5b"],
    ["åtgärd 301", "åtgärd 301"],
    ["diagnosekode K05", "diagnosekode K05"],
    ["ICD-10: F32.1", "ICD-10: F32.1"],
    ["SNOMED CT 109564008", "SNOMED CT 109564008"],
    ["K04.5", "K04.5"],
    ["D2740", "D2740"],
  ])("%j: %j", (text, finding) => {
    expect(found(text)[0]?.[0]).toBe(finding);
  });

  it.each([
    "16 kroner",
    "kr 450 kroner 16 øre",
    "krone 16 øre",
    "bro 14. mars",
    "fylling 99",
    "K02",
    "K15.1",
    "Ordre D20",
    "ABC-D2740",
    "takst 2026",
    "36 modeller",
    "regio 90",
    "crown 14 days",
  ])("%j is none", (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("SEC-55 N-09 numbers that name a person or a card", () => {
  // Synthetic, or published by the authorities and schemes for tests.
  it.each([
    ["01818010083", "number.no"],
    ["018180 10083", "number.no"],
    ["811218-9876", "number.se"],
    ["19811218-9876", "number.se"],
    ["198112189876", "number.se"],
    ["8112189876", "number.se"],
    ["811218+9876", "number.se"],
    ["701063-2391", "number.se"],
    ["811218\u20119876", "number.se"],
    ["311257-5005", "number.dk"],
    ["311257-6001", "number.dk"],
    ["311257-5006", "number.dk"],
    ["3112575005", "number.dk"],
    ["cpr 3112575006", "number.dk"],
    ["RSSMRA85T10A562S", "number.it"],
    ["rssmra80a01h501u", "number.it"],
    ["RSS MRA 85T10 A562S", "number.it"],
    ["RSSMRA80A01H50MM", "number.it"],
    ["123-45-6789", "number.us"],
    ["SSN 123456789", "number.us"],
    ["4111 1111 1111 1111", "number.card"],
  ])("%j is found by %s", (text, rule) => {
    const [first, ...more] = found(`Ref ${text}.`);
    expect([first?.[2], more]).toEqual([rule, []]);
  });

  it.each([
    ["a wrong check digit", "481218-9877"],
    ["no day", "811318-9876"],
    ["a Swedish organisation number", "556097-8602"],
    ["a Danish date with another modulus, alone", "3112575006"],
    ["a wrong check letter", "RSSMRA80A01H501X"],
    ["an area that is never given out", "666-45-6789"],
    ["a group of zeros", "123-00-6789"],
    ["nine digits", "974760673"],
    ["a UUID", "019a0181-1218-7876-9811-218987611111"],
    ["a bank account", "8601.11.17947"],
    ["an IBAN", "NO93 8601 1117 947"],
  ])("%s is none: %j", (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it("in Danish ten digits that begin with a day are a CPR number, since the modulus no longer holds", () => {
    expect(found("3112575006", { language: "da" })).toEqual([["3112575006", "identityNumber", "number.dk"]]);
  });

  it("our own reference may pass for a number: it is allowed by name", () => {
    expect(found("OCR 8112189876", { allow: ["8112189876"] })).toEqual([]);
  });
});

describe("N-09 the patient's own strings", () => {
  it.each([
    ["Kari", "Hei Kari!", "Kari"],
    ["Kari", "KARI", "KARI"],
    ["Kari", "Karis besøk", "Karis"],
    ["Kari", "kari_2026.pdf", "kari"],
    ["Åse Bjørk", "aase bjoerk", "aase bjoerk"],
    ["Åse", "Ase", "Ase"],
    ["Nordmann", "karinordmann.pdf", "nordmann"],
    ["O'Neill", "O Neill", "O Neill"],
    ["Fylling 36 to flater", "fylling 36, to flater", "fylling 36, to flater"],
    ["محمد", "فاتورة محمد", "محمد"],
    ["Λευτέρης", "ΛΕΥΤΈΡΗΣ", "ΛΕΥΤΈΡΗΣ"],
    ["Dag", "til Dag", "Dag"],
    ["Bo", "Bo Ek", "Bo"],
  ])("%j is found in %j", (own, text, hit) => {
    expect(found(text, { forbid: [own] })).toContainEqual([hit, "forbidden", "forbidden"]);
  });

  it.each([
    ["Kari", "Karisma AS"],
    ["Dag", "i dag, hver dag"],
    ["Bo", "bo her"],
    ["", "noe"],
    ["K", "K 1"],
    [" ", "a b"],
  ])("%j is not found in %j", (own, text) => {
    expect(found(text, { forbid: [own] })).toEqual([]);
  });
});

describe("N-09 whatever the text", () => {
  const piece = fc.constantFrom(
    ...LANGUAGES.flatMap((language) => [...linesOf(clinicalLines[language]), ...linesOf(ordinaryLines[language])]),
    ...["01818010083", "811218-9876", "123-45-6789", "Kari", "4111111111111111"],
  );
  const texts = fc
    .array(fc.tuple(piece, fc.constantFrom(" ", "\n", ", ", "_", " \u200b")), { maxLength: 8 })
    .map((pieces) => pieces.map((each) => each.join("")).join(""));

  it("what is masked holds nothing more, findings lie in the text in order and none within another, and tell nothing of it", () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.string({ unit: "binary" })), (text) => {
        const findings = lint(text, { forbid: ["Kari"] });
        findings.forEach((finding, at) => {
          expect(finding.end).toBeGreaterThan(finding.start);
          expect(finding.end).toBeLessThanOrEqual(text.length);
          if (at > 0) expect(finding.end).toBeGreaterThan(findings[at - 1]!.end);
          expect(Object.keys(finding).toSorted()).toEqual(["end", "kind", "rule", "start"]);
        });
        expect(lint(mask(text, findings), { forbid: ["Kari"] })).toEqual([]);
      }),
    );
  });

  it("a code before a tooth's word is no amount", () => {
    const text = "K02.1 Bro 14 ";
    expect(lint(mask(text, lint(text, { forbid: [] })), { forbid: [] })).toEqual([]);
  });

  it("a clinical line is found in the middle of anything", () => {
    const clinical = fc.constantFrom(...LANGUAGES.flatMap((language) => linesOf(clinicalLines[language])));
    fc.assert(
      fc.property(texts, clinical, texts, (before, line, after) => {
        const from = before.length + 1;
        const findings = lint(`${before}\n${line}\n${after}`, { forbid: [] });
        expect(findings.some(({ start, end }) => start < from + line.length && end > from)).toBe(true);
      }),
    );
  });
});
