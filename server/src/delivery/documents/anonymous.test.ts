import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Country } from "../../markets/index.ts";
import { languages } from "../../platform/index.ts";
import type { NeutralLine, PrintableDocument } from "./model.ts";
import { neutralPhrases } from "./phrases.ts";
import { layOutDocument, pressCopy } from "./render.ts";
import {
  sampleCollectiveInvoice,
  sampleInvoice,
  samplePaymentLetter,
  sampleReceipt,
  sampleStatement,
  sampleThirdPartyCreditNote,
  sampleThirdPartyInvoice,
} from "./samples.ts";
import { sayer } from "./texts.ts";

const countries: readonly Country[] = ["NO", "SE", "DK", "IT", "US"];
const RUNS = 500;

/** What the record of the patient behind a case holds, and what a caller who has it at hand might pass along. */
const secret = fc.record({
  patientName: fc.constantFrom("Kari Nordmann", "Åse Øvergård", "فاطمة الزهراء"),
  text: fc.constantFrom("Rotfylling", "Kirurgisk fjerning av visdomstann", "Behandling for angst"),
  tooth: fc.constantFrom("tann 46", "tann 38", "premolar 24"),
  code: fc.constantFrom("302-B", "501-C"),
  birthOn: fc.constantFrom("1984-03-12", "2017-07-30"),
  note: fc.constantFrom("gravid i tredje måned", "blodfortynnende"),
});

const letters = fc.constantFrom(...Array.from("23456789BCDFGHJKLMNPQRSTVWXZ"));
const line: fc.Arbitrary<NeutralLine> = fc
  .record({
    reference: fc.array(letters, { minLength: 10, maxLength: 10 }).map((found) => `KV-${found.join("")}`),
    payerReference: fc.option(fc.integer({ min: 0, max: 999_999 }).map((no) => `REQ ${no}`)),
    month: fc.constantFrom("2026-09", "2026-10"),
    phrase: fc.constantFrom(...neutralPhrases),
    netMinor: fc.bigInt({ min: 1n, max: 10_000_000n }),
  })
  .map((found) => ({ ...found, vatMinor: 0n, vatCode: "EXEMPT", vatRateBasisPoints: 0n }));

const documents = fc
  .record({
    country: fc.constantFrom(...countries),
    language: fc.constantFrom(...languages),
    make: fc.constantFrom(sampleThirdPartyInvoice, sampleCollectiveInvoice, sampleThirdPartyCreditNote),
    lines: fc.array(fc.tuple(line, secret), { minLength: 1, maxLength: 8 }),
  })
  .map(({ country, language, make, lines }) => {
    const sample = make({ country, language });
    const baseMinor = lines.reduce((sum, [each]) => sum + each.netMinor, 0n);
    // Whatever else is in the objects a caller hands over: no field is read that the type does not have.
    const smuggled = lines.map(([each, hidden]) => ({ ...each, ...hidden }));
    const vat = [{ ...sample.vat[0]!, baseMinor, vatMinor: 0n }];
    const document = { ...sample, ...lines[0]![1], lines: smuggled, vat } as PrintableDocument;
    return { document, language, country, secrets: lines.flatMap(([, hidden]) => Object.values(hidden)) };
  });

describe("S0-06 S0-07 the anonymous rendering is made from a list of fields (N-CONF-1)", () => {
  test("nothing of the patient's record reaches what is printed, though it lies in the same objects", () => {
    fc.assert(
      fc.property(documents, ({ document, secrets }) => {
        const printed = pressCopy(document).data;
        for (const each of secrets) expect(printed).not.toContain(each);
      }),
      { numRuns: RUNS },
    );
  });

  test("a description is always one of the fixed phrases, a time never finer than a month", () => {
    fc.assert(
      fc.property(documents, ({ document, language }) => {
        const { columns, rows } = layOutDocument(document).tables[0]!;
        const say = sayer(language);
        const phrases = neutralPhrases.map((phrase) => say(`phrase.${phrase}`));
        const column = (label: string) => columns.findIndex((each) => each.label === label);
        for (const row of rows) {
          expect(phrases).toContain(row[column(say("column.description"))]);
          expect(row[column(say("column.month"))]).toMatch(/^\p{L}+ \d{4}$/u);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test("it says where the specification is, and links to no pay page", () => {
    const sheet = layOutDocument(sampleThirdPartyInvoice({ country: "NO" }));
    expect(sheet.notes).toContain("Spesifikasjon finnes hos utsteder under vår referanse.");
    expect(sheet.payment?.codes).toEqual([]);
  });
});

describe("S0-07 documents that may be read over a shoulder", () => {
  const treatments = sampleInvoice({ country: "NO" }).lines.map((each) => each.text);

  test.each([
    ["receipt (V-08)", sampleReceipt({ country: "NO" })],
    ["statement", sampleStatement({ country: "NO" })],
    ["letter", samplePaymentLetter({ country: "NO" })],
  ] as const)("%s says nothing of what was done", (_, document) => {
    const smuggled = { ...document, lines: sampleInvoice({ country: "NO" }).lines, patientName: "Ola Nordmann" };
    const printed = pressCopy(smuggled).data;
    for (const text of [...treatments, "Ola Nordmann"]) expect(printed).not.toContain(text);
  });

  test("the itemised rendering, to the patient, does say it", () => {
    const printed = pressCopy(sampleInvoice({ country: "NO" })).data;
    for (const text of treatments) expect(printed).toContain(text);
  });
});
