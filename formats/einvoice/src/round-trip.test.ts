import fc from "fast-check";
import { expect, test } from "vitest";
import { documents } from "../testkit/random.ts";
import { creditNoteFor, parse, serialise, serialiseText, validate } from "./index.ts";

test("what is written is read back as the same model, and written again as the same bytes", () => {
  fc.assert(
    fc.property(documents, (document) => {
      const bytes = serialise(document);
      const parsed = parse(bytes);
      expect(parsed).toEqual({ ok: true, document, problems: [] });
      if (parsed.ok) expect(serialise(parsed.document)).toEqual(bytes);
    }),
    { numRuns: 300 },
  );
});

test("what the builders make, our own checks accept", () => {
  fc.assert(
    fc.property(documents, (document) => {
      expect(validate(document).problems.filter(({ level }) => level === "error")).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test("no element is ever empty", () => {
  fc.assert(
    fc.property(documents, (document) => {
      expect(serialiseText(document)).not.toMatch(/<([\w:]+)[^>]*>\s*<\/\1>|\/>/);
    }),
  );
});

test("a credit note for the whole mirrors the invoice's sums", () => {
  fc.assert(
    fc.property(documents, (invoice) => {
      fc.pre(invoice.kind === "invoice" && invoice.totals.roundingMinor === undefined);
      const note = creditNoteFor(invoice, { number: "C-1", issuedOn: "2027-12-31" });
      expect(note.vat).toEqual(invoice.vat);
      expect(note.totals).toEqual(invoice.totals);
      expect(note.billingReferences).toEqual([{ number: invoice.number, issuedOn: invoice.issuedOn }]);
      expect(validate(note).ok).toBe(true);
    }),
  );
});

test("an øre more or less anywhere in the sums is found", () => {
  const fields = ["linesMinor", "taxExclusiveMinor", "taxInclusiveMinor", "payableMinor"] as const;
  fc.assert(
    fc.property(documents, fc.constantFrom(...fields), fc.constantFrom(1n, -1n), (document, field, off) => {
      const totals = { ...document.totals, [field]: document.totals[field] + off };
      expect(validate({ ...document, totals }).ok).toBe(false);
      expect(validate({ ...document, vatMinor: document.vatMinor + off }).ok).toBe(false);
    }),
  );
});
