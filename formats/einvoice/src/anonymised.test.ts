import fc from "fast-check";
import { describe as group, expect, test } from "vitest";
import { collectiveDraft, dentalCreditDraft, dentalDraft, made, reference } from "../testkit/examples.ts";
import { createChance, recordValues } from "../testkit/people.ts";
import {
  anonymisedCreditNote,
  anonymisedInvoice,
  asOpaqueReference,
  createLeakCheck,
  expandAnonymised,
  leakCheck,
  mostLines,
  opaqueReference,
  phrases,
  serialiseText,
  validate,
  writeAnonymised,
  type AnonymisedCase,
  type AnonymisedInvoiceDraft,
  type ItemPhrase,
  type PhraseLanguage,
} from "./index.ts";

const codes = (result: ReturnType<typeof anonymisedInvoice>): readonly string[] =>
  result.ok ? [] : result.problems.map(({ code }) => code);

/** The long programme makes as many documents as there are values. */
const documentCount = process.env["KVITT_LONG"] === "1" ? 10_000 : 200;

const items = Object.keys(phrases.nb.items) as readonly ItemPhrase[];

/** Drafts at random, of all that an anonymised document can say. */
const drafts: fc.Arbitrary<AnonymisedInvoiceDraft> = fc
  .record({
    base: fc.constantFrom(dentalDraft, collectiveDraft),
    language: fc.constantFrom<PhraseLanguage>("nb", "sv", "da"),
    bytes: fc.uniqueArray(fc.uint8Array({ minLength: 16, maxLength: 16 }), {
      minLength: 1,
      maxLength: 8,
      selector: String,
    }),
    item: fc.constantFrom(...items),
    amount: fc.bigInt({ min: 1n, max: 9_999_999n }),
    week: fc.constantFrom(undefined, "2026-W41", "2026-W42", "2026-W43"),
  })
  .map(({ base, language, bytes, item, amount, week }) => ({
    ...base,
    language,
    cases: bytes.map((random, at) => ({
      reference: opaqueReference(random),
      item,
      amountMinor: amount + BigInt(at),
      vat: { category: "E" as const },
      ...(week === undefined ? {} : { week }),
    })),
  }));

group("S0-06 an anonymised document says nothing of the patient", () => {
  test("of 10,000 values from invented records none stands in a random document", { timeout: 1_800_000 }, () => {
    const look = createLeakCheck(recordValues(10_000, 4711));
    fc.assert(
      fc.property(drafts, (draft) => {
        const xml = serialiseText(expandAnonymised(made(anonymisedInvoice(draft))));
        expect(look(xml)).toEqual([]);
      }),
      { numRuns: documentCount, seed: 20261122 },
    );
  });

  test("what a draft carries beside its fields does not come along, wherever it hangs", () => {
    const chance = createChance(99);
    const secret = recordValues(40, 1234);
    const hang = <T extends object>(value: T): T => ({
      ...value,
      patientName: secret[chance(40)],
      note: secret[chance(40)],
    });
    const laden = hang({
      ...dentalDraft,
      seller: hang({ ...dentalDraft.seller, contact: { name: secret[0]! }, identifiers: [{ id: secret[1]! }] }),
      buyer: hang(dentalDraft.buyer),
      description: secret[2],
      attachments: [{ id: secret[3]!, content: "AAAA" }],
      cases: dentalDraft.cases.map((each) =>
        hang({ ...each, name: secret[4], description: secret[5], properties: [{ name: "x", value: secret[6]! }] }),
      ),
    });
    const xml = serialiseText(expandAnonymised(made(anonymisedInvoice(laden))));
    expect(xml).toBe(serialiseText(expandAnonymised(made(anonymisedInvoice(dentalDraft)))));
    expect(leakCheck(xml, secret)).toEqual([]);
  });

  test("every phrase of every language passes the look that is taken before sending", () => {
    for (const language of ["nb", "sv", "da"] as const) {
      for (const item of items) {
        for (const exemption of ["care", "prosthesis", "outsideVat"] as const) {
          for (const name of ["invoicing", "accounts", "customerService"] as const) {
            const cases = dentalDraft.cases.map((each) => ({ ...each, item }));
            const draft = { ...dentalDraft, language, exemption, office: { name }, cases };
            expect(writeAnonymised(made(anonymisedInvoice(draft)), [])).toMatchObject({ ok: true });
          }
        }
      }
    }
  });
});

group("what a draft may not be", () => {
  const one = dentalDraft.cases[0]!;
  const withCase = (change: Partial<AnonymisedCase>): AnonymisedInvoiceDraft => ({
    ...dentalDraft,
    cases: [{ ...one, ...change }],
  });
  const free = (text: string): never => text as never;
  const rows: readonly (readonly [string, AnonymisedInvoiceDraft, string])[] = [
    ["an item text of one's own", withCase({ item: free("Rotfylling tann 36") }), "PHRASE"],
    ["an item named like an object's own part", withCase({ item: free("constructor") }), "PHRASE"],
    ["an office of one's own", { ...dentalDraft, office: { name: free("Tannlege Hansen") } }, "PHRASE"],
    ["a reason of one's own", { ...dentalDraft, exemption: free("implantat") }, "PHRASE"],
    ["a language without list", { ...dentalDraft, language: free("it") }, "LANGUAGE"],
    ["a counter for a reference", withCase({ reference: free("KV-00001-00002") }), "OPAQUE_REFERENCE"],
    ["a patient number for a reference", withCase({ reference: free("1234567") }), "OPAQUE_REFERENCE"],
    ["a day for a month", { ...dentalDraft, month: "2026-10-14" }, "MONTH"],
    ["a month that is none", { ...dentalDraft, month: "2026-13" }, "MONTH"],
    ["a week that is none", withCase({ week: "2026-W54" }), "WEEK"],
    ["a week half in another month", withCase({ week: "2026-W40" }), "WEEK"],
    ["a day for a week", withCase({ week: "2026-10-14" }), "WEEK"],
    ["a text for a reference of the payer", { ...dentalDraft, buyerReference: "Gjelder\nKari" }, "PAYER_REFERENCE"],
    ["a long text for a cost place", withCase({ costPlace: "x".repeat(51) }), "PAYER_REFERENCE"],
    ["words for a number", { ...dentalDraft, number: "faktura til Kari" }, "TEXT_MISSING"],
    ["no case", { ...dentalDraft, cases: [] }, "LINES_NONE"],
    ["a case twice", { ...dentalDraft, cases: [one, one] }, "CASES_REPEATED"],
    ["half a day of credit", { ...dentalDraft, termsDays: 0.5 }, "PHRASE"],
  ];

  test.each(rows)("%s", (_name, draft, code) => {
    expect(codes(anonymisedInvoice(draft))).toContain(code);
  });

  test("a credit note without number or date of what it credits", () => {
    const credits = { number: "100417", issuedOn: "2 November", inFull: true };
    expect(codes(anonymisedCreditNote({ ...dentalCreditDraft, credits }))).toContain("CREDIT_REFERENCE_INCOMPLETE");
  });
});

test("one case has its reference on the document, several have it on their lines only", () => {
  const single = expandAnonymised(made(anonymisedInvoice(dentalDraft)));
  expect(single.objectReference).toBe("KV-7Q4MT-2ZXPH");
  const collective = expandAnonymised(made(anonymisedInvoice(collectiveDraft)));
  expect(collective.objectReference).toBeUndefined();
  expect(collective.lines.map(({ objectReference }) => objectReference)).toEqual(
    collectiveDraft.cases.map((each) => each.reference),
  );
});

test("200 cases fit, 201 do not", () => {
  const chance = createChance(5);
  const cases = Array.from({ length: mostLines + 1 }, (_, at) => ({
    ...dentalDraft.cases[0]!,
    reference: opaqueReference(Uint8Array.from({ length: 16 }, () => chance(256))),
    amountMinor: 100n + BigInt(at),
  }));
  const judged = (count: number) =>
    validate(expandAnonymised(made(anonymisedInvoice({ ...dentalDraft, cases: cases.slice(0, count) }))));
  expect(judged(mostLines)).toEqual({ ok: true, problems: [] });
  expect(judged(mostLines + 1).problems.map(({ code }) => code)).toEqual(["LINES_TOO_MANY"]);
});

group("an opaque reference", () => {
  test("has the form of the samples, without vowels and look-alikes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (random) => {
        const made = opaqueReference(random);
        expect(made).toMatch(/^KV-[^AEIOUYLS01\s]{5}-[^AEIOUYLS01\s]{5}$/);
        expect(asOpaqueReference(made)).toBe(made);
      }),
    );
  });

  test("takes its randomness from outside, all of it", () => {
    const zeros = new Uint8Array(16);
    expect(opaqueReference(zeros)).toBe("KV-BBBBB-BBBBB");
    expect(opaqueReference(zeros.with(15, 1))).toBe("KV-CBBBB-BBBBB");
    expect(() => opaqueReference(new Uint8Array(15))).toThrow(RangeError);
  });

  test.each(["KV-7Q4MT2ZXPH", "KV-7Q4MT-2ZXP", "KV-7Q4MT-2ZXPA", "kv-7q4mt-2zxph", "KV-7Q4MT-2ZXPH ", ""])(
    "%j is none",
    (text) => {
      expect(asOpaqueReference(text)).toBeUndefined();
    },
  );

  test("of the samples is one", () => {
    expect(reference("KV-B3C9R-77TDK")).toBe("KV-B3C9R-77TDK");
  });
});
