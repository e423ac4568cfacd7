import fc from "fast-check";
import { describe as group, expect, test } from "vitest";
import { exampleInvoice } from "../testkit/examples.ts";
import { sampleBytes, sampleNames, sampleText } from "../testkit/samples.ts";
import {
  CannotBeWritten,
  describe,
  leakCheck,
  maxListedProblems,
  parse,
  serialise,
  validate,
  writeInvoice,
  type ProblemCode,
} from "./index.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const good = sampleText("no-dental-anonymised.xml");
const codesOf = (bytes: Uint8Array): readonly ProblemCode[] => parse(bytes).problems.map(({ code }) => code);

test("the document that the bad ones are made from is good", () => {
  expect(parse(utf8(good))).toMatchObject({ ok: true, problems: [] });
});

group("SEC-64 XML that is refused as a whole", () => {
  const withDoctype = (doctype: string): string => good.replace("<Invoice", `${doctype}<Invoice`);
  const rows: readonly (readonly [string, Uint8Array, ProblemCode])[] = [
    ["nothing", new Uint8Array(0), "FILE_EMPTY"],
    ["a document type", utf8(withDoctype("<!DOCTYPE Invoice>")), "XML_DOCTYPE_REFUSED"],
    [
      "an external entity",
      utf8(withDoctype('<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>')),
      "XML_DOCTYPE_REFUSED",
    ],
    [
      "entities that multiply",
      utf8(withDoctype('<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>')),
      "XML_DOCTYPE_REFUSED",
    ],
    ["an entity nobody declared", utf8(good.replace("REK-2026-0931", "&kari;")), "XML_MALFORMED"],
    ["a prefix nobody declared", utf8(good.replaceAll("cbc:Note", "x:Note")), "XML_MALFORMED"],
    ["an end that is cut off", utf8(good.slice(0, -20)), "XML_MALFORMED"],
    ["something behind the end", utf8(`${good}<Invoice/>`), "XML_MALFORMED"],
    ["a NUL", utf8(good.replace("REK", "R\u0000K")), "XML_MALFORMED"],
    ["not XML at all", utf8("NY000010000080800170031"), "XML_MALFORMED"],
    ["100 levels", utf8(good.replace("<cbc:ID>", `${"<a>".repeat(100)}<cbc:ID>`)), "XML_TOO_DEEP"],
    ["200,001 elements", utf8(good.replace("<cbc:ID>", `${"<a/>".repeat(200_001)}<cbc:ID>`)), "XML_TOO_MANY_ELEMENTS"],
    ["eleven megabytes", utf8(good.replace("REK", "R".repeat(11_000_000))), "FILE_TOO_LARGE"],
    ["ISO-8859-1", Uint8Array.from(Buffer.from(good, "latin1")), "ENCODING_INVALID"],
    ["another encoding by name", utf8(good.replace("UTF-8", "ISO-8859-1")), "ENCODING_INVALID"],
    ["UTF-16", Uint8Array.from(Buffer.from(`\ufeff${good}`, "utf16le")), "ENCODING_INVALID"],
    ["XML of another kind", utf8("<html xmlns='http://www.w3.org/1999/xhtml'/>"), "ROOT_UNKNOWN"],
    ["an invoice without namespace", utf8(good.replace(/ xmlns="[^"]*"/, "")), "ROOT_UNKNOWN"],
    [
      "a credit note that calls itself invoice",
      utf8(good.replace("xsd:Invoice-2", "xsd:CreditNote-2")),
      "ROOT_UNKNOWN",
    ],
  ];

  test.each(rows)("%s", (_name, bytes, code) => {
    expect(codesOf(bytes)).toEqual([code]);
    expect(describe(bytes)).toMatch(/^Not an invoice that can be read/);
  });
});

group("SEC-63 fields that cannot be read are problems, never guesses", () => {
  test.each(["1e5", "0x1F", "+5", "4 350.00", "4,350.00", "NaN", "4350.", ".5", "4350.001", "٤٣٥٠"])(
    "an amount %j",
    (text) => {
      const xml = good.replace(/(<cbc:PayableAmount[^>]*>)[^<]*/, `$1${text}`);
      expect(parse(utf8(xml))).toMatchObject({
        ok: false,
        problems: [{ code: "VALUE_INVALID", path: "LegalMonetaryTotal/PayableAmount" }],
      });
    },
  );

  test.each(["1.5e1", "1,5", "--1", "1.12345678901"])("a quantity %j", (text) => {
    const xml = good.replace(/(<cbc:InvoicedQuantity[^>]*>)[^<]*/, `$1${text}`);
    expect(parse(utf8(xml)).problems).toMatchObject([
      { code: "VALUE_INVALID", path: "InvoiceLine[1]/InvoicedQuantity" },
    ]);
  });

  test.each([
    "cbc:ID",
    "cbc:IssueDate",
    "cbc:InvoiceTypeCode",
    "cbc:DocumentCurrencyCode",
    "cac:AccountingSupplierParty",
    "cac:TaxTotal",
    "cac:LegalMonetaryTotal",
    "cac:InvoiceLine",
  ])("%s is missing", (name) => {
    const xml = good.replace(new RegExp(`\\n  <${name}[ >][^]*?\\n?(?:  )?</${name}>(?=\\n  <|\\n<)`), "");
    expect(xml).not.toBe(good);
    expect(codesOf(utf8(xml))).toContain("ELEMENT_MISSING");
  });

  test("a field the model has no place for is passed over and told", () => {
    const xml = good.replace(
      "  <cbc:DocumentCurrencyCode>",
      "  <cbc:TaxPointDate>2026-11-02</cbc:TaxPointDate>\n  <cbc:DocumentCurrencyCode>",
    );
    expect(parse(utf8(xml))).toMatchObject({
      ok: true,
      problems: [{ code: "ELEMENT_NOT_READ", path: "TaxPointDate", level: "warning" }],
    });
  });

  test("other prefixes, a mark in front and other line breaks read the same", () => {
    const renamed = good
      .replaceAll("cbc:", "b:")
      .replaceAll("xmlns:cbc", "xmlns:b")
      .replaceAll("cac:", "a:")
      .replaceAll("xmlns:cac", "xmlns:a");
    const plain = parse(utf8(good));
    expect(parse(utf8(renamed))).toEqual(plain);
    expect(parse(utf8(`\ufeff${good}`))).toEqual(plain);
    expect(parse(utf8(good.replaceAll("\n", "\r\n")))).toEqual(plain);
  });

  test("a thousand problems are listed at most, and none shows a text of the document", () => {
    const line = /  <cac:InvoiceLine>[^]*<\/cac:InvoiceLine>\n/.exec(good)?.[0] ?? "";
    const bad = line.replace(/(<cbc:LineExtensionAmount[^>]*>)[^<]*/, "$1Kari Nordmann");
    const { problems } = parse(utf8(good.replace(line, bad.repeat(1200))));
    expect(problems).toHaveLength(maxListedProblems);
    expect(JSON.stringify(problems)).not.toMatch(/Kari|Nordmann/);
  });
});

group("damaged documents", () => {
  const damaged = fc
    .record({
      sample: fc.constantFrom(...sampleNames),
      edits: fc.array(fc.record({ at: fc.nat(9000), byte: fc.nat(255), drop: fc.nat(40) }), {
        minLength: 1,
        maxLength: 6,
      }),
    })
    .map(({ sample, edits }) => {
      const bytes = [...sampleBytes(sample)];
      for (const { at, byte, drop } of edits) bytes.splice(at % bytes.length, drop, byte);
      return Uint8Array.from(bytes);
    });

  test("never make a reader throw, and what is read can be judged, described and written", () => {
    fc.assert(
      fc.property(damaged, (bytes) => {
        const parsed = parse(bytes);
        expect(parsed.ok || parsed.problems.length > 0).toBe(true);
        expect(describe(bytes).length).toBeGreaterThan(0);
        leakCheck(bytes, ["Kari Nordmann"]);
        if (parsed.ok && validate(parsed.document).ok) expect(serialise(parsed.document).length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  });
});

group("texts that XML cannot carry", () => {
  const invoice = exampleInvoice(1);

  test.each(["a\u0000b", "a\u0008", "\ud83d", "a\uffff"])("%j is refused before writing, and never written", (text) => {
    const document = { ...invoice, note: text };
    expect(validate(document).problems).toMatchObject([{ code: "TEXT_CHARACTER", path: "note" }]);
    expect(() => serialise(document)).toThrow(CannotBeWritten);
    expect(writeInvoice(document).ok).toBe(false);
  });

  test("what looks like markup is text", () => {
    const note = `]]> <b>"&amp;"</b> 'x' \u2028 \ufeff`;
    const written = writeInvoice({ ...invoice, note });
    expect(written.ok && parse(written.bytes)).toMatchObject({ ok: true, document: { note } });
  });

  test("a currency that would break out of its attribute is never written", () => {
    expect(() => serialise({ ...invoice, currency: 'NOK" x="' })).toThrow(CannotBeWritten);
  });

  test("blank texts leave no element", () => {
    const xml = new TextDecoder().decode(serialise({ ...invoice, note: "  ", accountingCost: "" }));
    expect(xml).not.toMatch(/AccountingCost|<cbc:Note>/);
  });
});
