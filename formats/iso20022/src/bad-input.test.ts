import { describe, expect, test } from "vitest";
import { balanceXml, detailsXml, entryXml, statementXml, utf8 } from "../testkit/messages.ts";
import { createCamtReader, maxListedProblems, parseCamt, type ProblemCode } from "./index.ts";

const good = statementXml(entryXml());
const amount = (text: string): string => statementXml(entryXml({ Amt: `<Amt Ccy="NOK">${text}</Amt>` }));
const withDoctype = (doctype: string): string => good.replace("<Document", `${doctype}<Document`);
const codesOf = (bytes: Uint8Array): readonly string[] => parseCamt(bytes).problems.map(({ code }) => code);

test("the message that the bad ones are made from is good", () => {
  expect(parseCamt(utf8(good))).toMatchObject({ ok: true, problemCount: 0, statements: [{ posts: true }] });
});

describe("SEC-64 XML that is refused as a whole", () => {
  const billionLaughs = `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>`;
  const rows: readonly (readonly [string, string, ProblemCode])[] = [
    ["a document type without entities", withDoctype("<!DOCTYPE Document>"), "XML_DOCTYPE_REFUSED"],
    [
      "an external entity by file",
      withDoctype('<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
      "XML_DOCTYPE_REFUSED",
    ],
    [
      "an external entity by address",
      withDoctype('<!DOCTYPE d SYSTEM "http://example.com/d.dtd">'),
      "XML_DOCTYPE_REFUSED",
    ],
    [
      "a parameter entity",
      withDoctype('<!DOCTYPE d [<!ENTITY % p SYSTEM "http://example.com/p">%p;]>'),
      "XML_DOCTYPE_REFUSED",
    ],
    ["entities that multiply", withDoctype(billionLaughs), "XML_DOCTYPE_REFUSED"],
    [
      "a long entity used often",
      withDoctype(`<!DOCTYPE d [<!ENTITY a "${"a".repeat(50_000)}">]>`),
      "XML_DOCTYPE_REFUSED",
    ],
    ["an entity nobody declared", amount("&amount;"), "XML_MALFORMED"],
    ["a duplicate attribute", good.replace('Ccy="NOK"', 'Ccy="NOK" Ccy="SEK"'), "XML_MALFORMED"],
    ["a prefix nobody declared", good.replace("<Ntry>", "<x:Ntry>").replace("</Ntry>", "</x:Ntry>"), "XML_MALFORMED"],
    ["a namespace name that is no URI", good.replace("<Ntry>", '<Ntry xmlns:a="http://a b/">'), "XML_MALFORMED"],
    ["a prefix before a digit", good.replace("<Ntry>", '<Ntry xmlns:a="urn:a" a:1b="">'), "XML_MALFORMED"],
    ["an end that is cut off", good.slice(0, -20), "XML_MALFORMED"],
    ["something behind the end", `${good}<Document/>`, "XML_MALFORMED"],
    ["a NUL", good.replace("985", "9\u00005"), "XML_MALFORMED"],
    ["a NUL by reference", amount("9&#0;85.00"), "XML_MALFORMED"],
    ["200,000 levels", good.replace("<Ntry>", `${"<a>".repeat(200_000)}<Ntry>`), "XML_TOO_DEEP"],
    ["100,000 attributes", good.replace("<Ntry>", `<Ntry ${attributes(100_000)}>`), "XML_TEXT_TOO_LONG"],
    ["XML 1.1", good.replace('version="1.0"', 'version="1.1"'), "XML_VERSION_UNSUPPORTED"],
    ["a line of 10 MB", amount("0".repeat(10_000_000)), "XML_TEXT_TOO_LONG"],
    ["a comment of 10 MB", good.replace("<Ntry>", `<!--${"x".repeat(10_000_000)}--><Ntry>`), "XML_TEXT_TOO_LONG"],
    ["not XML at all", "NY000010000080800170031", "XML_MALFORMED"],
    ["XML of another kind", "<html xmlns='http://www.w3.org/1999/xhtml'/>", "NAMESPACE_UNKNOWN"],
    ["a message without namespace", good.replace(/ xmlns="[^"]*"/, ""), "NAMESPACE_UNKNOWN"],
    ["a version before 02", good.replace("camt.053.001.08", "camt.053.001.01"), "NAMESPACE_UNKNOWN"],
    [
      "a notification under a statement's namespace",
      good.replaceAll("BkToCstmrStmt", "BkToCstmrDbtCdtNtfctn"),
      "ROOT_UNKNOWN",
    ],
    [
      "a message without its root",
      '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"/>',
      "ROOT_UNKNOWN",
    ],
  ];

  test.each(rows)("%s", (_name, text, code) => {
    const file = parseCamt(utf8(text));
    expect(file).toMatchObject({ ok: false, statements: [] });
    expect(file.problems.map((found) => found.code)).toContain(code);
  });

  test("33 attributes are too many, 32 are not, and depth 64 is the last", () => {
    const tagged = (count: number): string => good.replace("<Ntry>", `<Ntry ${attributes(count)}>`);
    expect(codesOf(utf8(tagged(32)))).toEqual([]);
    expect(codesOf(utf8(tagged(33)))).toEqual(["XML_TOO_MANY_ATTRIBUTES"]);
    const nested = (count: number): string =>
      good.replace("</Ntry>", `${"<a>".repeat(count)}${"</a>".repeat(count)}</Ntry>`);
    expect(codesOf(utf8(nested(60)))).toEqual([]);
    expect(codesOf(utf8(nested(61)))).toEqual(["XML_TOO_DEEP"]);
  });

  test("a text of 1 MB is read, a longer one is not", () => {
    const noted = (length: number): string =>
      statementXml(entryXml({}, `<AddtlNtryInf>${"x".repeat(length)}</AddtlNtryInf>`));
    expect(codesOf(utf8(noted(1_000_000)))).toEqual([]);
    expect(codesOf(utf8(noted(1_000_001)))).toEqual(["XML_TEXT_TOO_LONG"]);
  });

  test("a million small elements in one entry are refused before they fill memory", () => {
    expect(codesOf(utf8(good.replace("<Ntry>", `<Ntry>${"<a/>".repeat(1_000_001)}`)))).toEqual([
      "XML_TOO_MANY_ELEMENTS",
    ]);
  });
});

const attributes = (count: number): string => Array.from({ length: count }, (_, at) => `a${at}="1"`).join(" ");

describe("SEC-62 size and encoding", () => {
  test("an empty file and one over the limit", () => {
    expect(codesOf(new Uint8Array(0))).toEqual(["FILE_EMPTY"]);
    const bytes = utf8(good);
    expect(parseCamt(bytes, { maxBytes: bytes.length }).ok).toBe(true);
    expect(parseCamt(bytes, { maxBytes: bytes.length - 1 }).problems[0]?.code).toBe("FILE_TOO_LARGE");
  });

  test("200 MB of zeros end at the first chunk", () => {
    const reader = createCamtReader({});
    const zeros = new Uint8Array(1_000_000);
    for (let megabytes = 0; megabytes < 200; megabytes += 1) reader.write(zeros);
    expect(reader.end().problems.map(({ code }) => code)).toEqual(["ENCODING_UNSUPPORTED"]);
  });

  const named = statementXml(entryXml({}, "<AddtlNtryInf>Ærø Ågård</AddtlNtryInf>"));
  const latin = named.replace("UTF-8", "ISO-8859-1");
  const mark = Buffer.from([0xef, 0xbb, 0xbf]);

  test.each([
    ["UTF-8", utf8(named)],
    ["UTF-8 with mark", Buffer.concat([mark, utf8(named)])],
    ["UTF-8 without declaration", utf8(named.replace(/^<\?xml[^>]*>\n/, ""))],
    ["ISO-8859-1", Buffer.from(latin, "latin1")],
  ])("reads Nordic letters from %s", (_name, bytes) => {
    expect(parseCamt(bytes).statements[0]?.entries[0]?.additionalInfo).toEqual(["Ærø Ågård"]);
  });

  test.each([
    ["UTF-16", Buffer.from(`\ufeff${named}`, "utf16le"), "ENCODING_UNSUPPORTED"],
    ["UTF-16 without mark", Buffer.from(named, "utf16le"), "ENCODING_UNSUPPORTED"],
    ["Windows-1252", utf8(named.replace("UTF-8", "windows-1252")), "ENCODING_UNSUPPORTED"],
    ["ISO-8859-1 labelled UTF-8", Buffer.from(named, "latin1"), "ENCODING_INVALID"],
    ["Nordic letters labelled US-ASCII", utf8(named.replace("UTF-8", "US-ASCII")), "ENCODING_INVALID"],
    [
      "half a surrogate pair",
      Buffer.from(
        named
          .replace("Ærø", "\u0001")
          .split("\u0001")
          .map((part) => Buffer.from(part).toString("latin1"))
          .join("\xed\xa0\x80"),
        "latin1",
      ),
      "ENCODING_INVALID",
    ],
    [
      "a mark that contradicts the declaration",
      Buffer.concat([mark, Buffer.from(latin, "latin1")]),
      "ENCODING_CONFLICT",
    ],
  ])("refuses %s", (_name, bytes, code) => {
    expect(codesOf(bytes)).toEqual([code]);
  });
});

describe("SEC-63 fields that cannot be read", () => {
  test.each([
    "1e5",
    "0x1F",
    "+5",
    "-5.00",
    "-0",
    "1,000.00",
    "NaN",
    "",
    "٩٨٥.00",
    "9 85.00",
    "985.",
    ".985",
    "<Ccy>985.00</Ccy>",
  ])("an amount written %j is a problem, never a zero", (text) => {
    const file = parseCamt(utf8(amount(text)));
    expect(file.ok).toBe(false);
    expect(file.problems[0]).toMatchObject({ code: "AMOUNT_INVALID", path: "Ntry[1]/Amt", line: 6 });
  });

  test.each([
    ["985.001", "AMOUNT_DECIMALS"],
    ["92233720368547758.08", "AMOUNT_TOO_LARGE"],
    ["999999999999999999", "AMOUNT_TOO_LARGE"],
  ])("%s is %s", (text, code) => {
    expect(codesOf(utf8(amount(text)))).toContain(code);
  });

  test("zeros beyond the currency's decimals and before the number are read, and so is an amount around a comment", () => {
    for (const text of ["985.00000", "985", "000985.0", "98<!-- five -->5.00", "<![CDATA[985.00]]>", " 985.00 "]) {
      expect(parseCamt(utf8(amount(text))).statements[0]?.entries[0]?.amountMinor).toBe(98_500n);
    }
  });

  const field = (name: string, xml: string): string => statementXml(entryXml({ [name]: xml }));
  test.each([
    ["a third direction", field("CdtDbtInd", "<CdtDbtInd>BOTH</CdtDbtInd>"), "INDICATOR_INVALID"],
    ["no direction", field("CdtDbtInd", ""), "ELEMENT_MISSING"],
    ["no amount", field("Amt", ""), "ELEMENT_MISSING"],
    ["two amounts", field("Amt", '<Amt Ccy="NOK">985.00</Amt><Amt Ccy="NOK">1.00</Amt>'), "ELEMENT_REPEATED"],
    [
      "two directions",
      field("CdtDbtInd", "<CdtDbtInd>CRDT</CdtDbtInd><CdtDbtInd>DBIT</CdtDbtInd>"),
      "ELEMENT_REPEATED",
    ],
    ["no currency", field("Amt", "<Amt>985.00</Amt>"), "CURRENCY_INVALID"],
    ["a 30 February", field("BookgDt", "<BookgDt><Dt>2026-02-30</Dt></BookgDt>"), "DATE_INVALID"],
    ["a date the other way round", field("BookgDt", "<BookgDt><Dt>13.04.2026</Dt></BookgDt>"), "DATE_INVALID"],
    ["a reversal that may be", field("RvslInd", "<RvslInd>maybe</RvslInd>"), "FLAG_INVALID"],
    ["no header", good.replace(/<GrpHdr>.*<\/GrpHdr>/, ""), "ELEMENT_MISSING"],
  ])("%s refuses the file", (_name, text, code) => {
    const file = parseCamt(utf8(text));
    expect(file).toMatchObject({ ok: false, statements: [] });
    expect(file.problems.map((found) => found.code)).toContain(code);
  });

  test("elements of another namespace are passed over, whatever they are called", () => {
    const tricks = [
      '<x:Amt xmlns:x="urn:other" Ccy="NOK">1.00</x:Amt>',
      '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>',
      '<x:Amt xmlns:x="urn:other"><Amt xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08" Ccy="NOK">1.00</Amt></x:Amt>',
    ];
    for (const trick of tricks) {
      const file = parseCamt(utf8(statementXml(entryXml({ Trick: trick }))));
      expect(file).toMatchObject({ ok: true, problemCount: 0, statements: [{ entries: [{ amountMinor: 98_500n }] }] });
    }
  });

  test("a message whose elements carry a prefix reads the same", () => {
    const prefixed = good.replace(/<(\/?)(?=[A-Z])/g, "<$1n:").replace("xmlns=", "xmlns:n=");
    expect(parseCamt(utf8(prefixed)).statements[0]).toMatchObject({ posts: true, entries: [{ signedMinor: 98_500n }] });
  });

  test("attributes and texts named like an object's own parts do no harm", () => {
    const odd = statementXml(entryXml({ Odd: '<__proto__ constructor="x"><toString/></__proto__>' }));
    expect(parseCamt(utf8(odd)).ok).toBe(true);
    expect({}).not.toHaveProperty("toString.name", "x");
  });

  test("a thousand problems are listed, all are counted, and none shows a name", () => {
    const wrong = entryXml({ Amt: '<Amt Ccy="NOK">Kari Nordmann</Amt>', BookgDt: "<BookgDt><Dt>Ola</Dt></BookgDt>" });
    const file = parseCamt(utf8(statementXml(wrong.repeat(1500))));
    expect(file.problems).toHaveLength(maxListedProblems);
    expect(file.problemCount).toBeGreaterThanOrEqual(1500);
    expect(JSON.stringify(file.problems)).not.toMatch(/Kari|Nordmann|Ola/);
  });

  test("an element out of the schema's order is read", () => {
    const late = good
      .replace(balanceXml("OPBD", "100.00"), "")
      .replace("</Stmt>", `${balanceXml("OPBD", "100.00")}</Stmt>`);
    const details = statementXml(
      entryXml({ A: detailsXml('<Amt Ccy="NOK">985.00</Amt>'), Amt: '<Amt Ccy="NOK">985.00</Amt>' }),
    );
    for (const text of [late, details]) expect(parseCamt(utf8(text))).toMatchObject({ ok: true, problemCount: 0 });
  });
});
