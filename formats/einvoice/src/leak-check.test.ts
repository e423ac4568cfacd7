import fc from "fast-check";
import { describe as group, expect, test } from "vitest";
import { personNumbers, recordValues } from "../testkit/people.ts";
import { sampleText, type SampleName } from "../testkit/samples.ts";
import { leakCheck, personNumbersIn, type LeakCode } from "./index.ts";

const dental = sampleText("no-dental-anonymised.xml");
const put = (from: string, to: string): string => {
  if (!dental.includes(from)) throw new Error(`the sample has no ${from}`);
  return dental.replace(from, to);
};
const codes = (xml: string, forbidden: readonly string[] = [], known: readonly string[] = []): readonly LeakCode[] => [
  ...new Set(leakCheck(xml, forbidden, { known }).map(({ code }) => code)),
];

test.each<SampleName>(["no-dental-anonymised.xml", "se-collective.xml", "no-dental-anonymised-creditnote.xml"])(
  "%s may leave",
  (name) => expect(leakCheck(sampleText(name), ["Kari Nordmann", "01818010083"])).toEqual([]),
);

test.each<SampleName>(["no-vet-b2b.xml", "dk-vet-fik.xml"])("%s is no anonymised document", (name) => {
  expect(leakCheck(sampleText(name), []).map(({ code }) => code)).toContain("FIELD_NOT_ALLOWED");
});

group("S0-06 N-09 what stops a document", () => {
  const rows: readonly (readonly [string, string, LeakCode])[] = [
    ["an item text of one's own", put("Helsetjeneste etter rekvisisjon", "Rotfylling tann 36"), "TEXT_NOT_ON_LIST"],
    ["a phrase with an addition", put("etter rekvisisjon", "etter rekvisisjon for Kari"), "TEXT_NOT_ON_LIST"],
    [
      "a note of one's own",
      put("Spesifikasjon er unntatt", "Gjelder Kari. Spesifikasjon er unntatt"),
      "TEXT_NOT_ON_LIST",
    ],
    ["a clinician for an office", put("Fakturaavdelingen", "Tannlege Hansen"), "TEXT_NOT_ON_LIST"],
    ["terms of one's own", put("Netto 30 dager.", "Netto 30 dager for Kari."), "TEXT_NOT_ON_LIST"],
    ["a reason of one's own", put("Helsetjeneste unntatt", "Implantat unntatt"), "TEXT_NOT_ON_LIST"],
    ["a patient number for the case", put("KV-7Q4MT-2ZXPH", "1234567"), "TEXT_NOT_ON_LIST"],
    ["a visit count", put('unitCode="EA">1<', 'unitCode="EA">3<'), "TEXT_NOT_ON_LIST"],
    ["another unit", put('unitCode="EA"', 'unitCode="HUR"'), "ATTRIBUTE_NOT_ALLOWED"],
    [
      "a description",
      put("      <cbc:Name>Helse", "      <cbc:Description>x</cbc:Description><cbc:Name>Helse"),
      "FIELD_NOT_ALLOWED",
    ],
    [
      "a day of treatment",
      put(
        "  <cac:PaymentMeans>",
        "  <cac:Delivery><cbc:ActualDeliveryDate>2026-10-14</cbc:ActualDeliveryDate></cac:Delivery><cac:PaymentMeans>",
      ),
      "FIELD_NOT_ALLOWED",
    ],
    [
      "a telephone of the clinician",
      put("<cbc:ElectronicMail>", "<cbc:Telephone>99999999</cbc:Telephone><cbc:ElectronicMail>"),
      "FIELD_NOT_ALLOWED",
    ],
    [
      "a contact at the payer",
      put(
        "Eksempelvik kommune</cbc:RegistrationName>",
        "Eksempelvik kommune</cbc:RegistrationName><cac:Contact><cbc:Name>x</cbc:Name></cac:Contact>",
      ),
      "FIELD_NOT_ALLOWED",
    ],
    [
      "the patient's own payment",
      put("<cbc:PayableAmount", '<cbc:PrepaidAmount currencyID="NOK">1.00</cbc:PrepaidAmount><cbc:PayableAmount'),
      "FIELD_NOT_ALLOWED",
    ],
    [
      "an element of another namespace",
      put("</cac:Item>", '<x:p xmlns:x="urn:x">Kari</x:p></cac:Item>'),
      "FIELD_NOT_ALLOWED",
    ],
    [
      "an attachment",
      put(
        "<cbc:DocumentTypeCode>130</cbc:DocumentTypeCode>",
        '<cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="kari.pdf">AAAA</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>',
      ),
      "EMBEDDED_OBJECT",
    ],
    ["a comment", put("<cac:TaxTotal>", "<!-- x --><cac:TaxTotal>"), "MARKUP"],
    ["a processing instruction", put("<cac:TaxTotal>", "<?kari x?><cac:TaxTotal>"), "MARKUP"],
    ["a raw section", put("REK-2026-0931", "<![CDATA[REK]]>"), "MARKUP"],
    ["a document that is cut off", dental.slice(0, -30), "UNREADABLE"],
    ["a document type", dental.replace("<Invoice", "<!DOCTYPE Invoice><Invoice"), "UNREADABLE"],
  ];

  test.each(rows)("%s", (_name, xml, code) => {
    expect(codes(xml)).toContain(code);
  });

  test("an attribute that means nothing", () => {
    expect(codes(put("<cbc:TaxAmount ", '<cbc:TaxAmount note="x" '))).toEqual(["ATTRIBUTE_NOT_ALLOWED"]);
  });
});

group("a value of the record is found", () => {
  const places: readonly (readonly [string, (value: string) => string])[] = [
    ["the payer's reference", (value) => put("REK-2026-0931", value)],
    ["a comment", (value) => put("<cac:TaxTotal>", `<!-- ${value} --><cac:TaxTotal>`)],
    ["a company's name", (value) => put("Eksempelvik kommune", `${value} Eksempelvik`)],
    ["a payment reference", (value) => put("20260044175", value)],
    ["the number", (value) => put("<cbc:ID>100417", `<cbc:ID>${value}`)],
    ["an attribute", (value) => put('name="Kreditoverføring"', `name="${value}"`)],
  ];

  test.each(places)("in %s, whatever its case, accents and blanks", (_place, at) => {
    expect(codes(at("Åse  BJØRNØ"), ["åse bjornø"])).toContain("FORBIDDEN_VALUE");
    expect(codes(at("Jens Göran"), ["JENS GORAN"])).toContain("FORBIDDEN_VALUE");
  });

  test("of 2,000 values of invented records, wherever they are put", () => {
    const values = recordValues(2000, 31).map((value) => value.replace(/[<>&"']/g, ""));
    fc.assert(
      fc.property(fc.constantFrom(...values), fc.constantFrom(...places), (value, [, at]) => {
        expect(codes(at(value), values)).toContain("FORBIDDEN_VALUE");
      }),
      { numRuns: 40 },
    );
  });

  test("numbers are found however they are spaced, but not inside longer ones", () => {
    expect(codes(put("REK-2026-0931", "SAK 4711 90"), ["471190"])).toEqual(["FORBIDDEN_VALUE"]);
    expect(codes(put("REK-2026-0931", "SAK-471190"), ["47 11 90"])).toEqual(["FORBIDDEN_VALUE"]);
    expect(codes(put("REK-2026-0931", "SAK-4711901"), ["471190"])).toEqual([]);
  });

  test("a telephone number with its country, and the number of a journal without its letters", () => {
    expect(codes(put("REK-2026-0931", "+47 912 34 567"), ["+4791234567"])).toEqual(["FORBIDDEN_VALUE"]);
    expect(codes(put("REK-2026-0931", "sak 4711234"), ["J-4711234"])).toEqual(["FORBIDDEN_VALUE"]);
    expect(codes(put("REK-2026-0931", "sak 4711"), ["J-4711"])).toEqual([]);
  });

  test("a sum that equals a number of the record is none of it", () => {
    expect(codes(dental, ["4350", "435000", "850"])).toEqual([]);
  });

  test("under three characters nothing is looked for", () => {
    expect(codes(dental, ["", "a", "AS", " 1 "])).toEqual([]);
  });

  test("words of our own phrases are not taken for names", () => {
    expect(codes(dental, ["Per", "Helse", "etter", "dager", "billing"])).toEqual([]);
  });

  test("what stood in the agreement before the patient came is excused, in its own fields and whole only", () => {
    const known = ["Eksempelvik", "Eksempelvik kommune", "Eksempeltann Tannklinikk AS"];
    expect(codes(dental, ["Eksempelvik"])).toEqual(["FORBIDDEN_VALUE"]);
    expect(codes(dental, ["Eksempelvik"], known)).toEqual([]);
    expect(codes(put("REK-2026-0931", "Kari Eksempelvik"), ["Eksempelvik"], known)).toEqual(["FORBIDDEN_VALUE"]);
    expect(codes(put("<cac:TaxTotal>", "<!--Eksempelvik--><cac:TaxTotal>"), ["Eksempelvik"], known)).toContain(
      "FORBIDDEN_VALUE",
    );
  });

  test("a finding tells where and which, never what", () => {
    const [found, ...others] = leakCheck(put("REK-2026-0931", "Kari Nordmann"), ["Ola", "Nordmann"]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ code: "FORBIDDEN_VALUE", path: "BuyerReference", forbiddenIndex: 1 });
    expect(JSON.stringify(found)).not.toMatch(/Nordmann|Kari/);
  });
});

group("a person's number is found without being told", () => {
  test("in any field but those of companies, accounts and payment references", () => {
    for (const number of personNumbers(60, 77)) {
      const danes = number.length === 11 && !/^\d{11}$/.test(number);
      const xml = danes
        ? put("REK-2026-0931", number).replace(">NO</cbc:Ident", ">DK</cbc:Ident")
        : put("REK-2026-0931", number);
      expect(codes(xml)).toContain("PERSON_NUMBER");
    }
    expect(codes(put("20260044175", "01818010083"))).toEqual([]);
    expect(codes(put("12345678903", "01818010083"))).toEqual([]);
    expect(codes(put('0192">100000253', '0007">8112189876'))).toEqual([]);
  });

  // Numbers of nobody: synthetic, or of dates that have not come. "danes" only where Danish numbers are expected.
  test.each([
    ["01818010083", false, ["norwegian"]],
    ["018180 10083", false, ["norwegian"]],
    ["811218-9876", false, ["swedish"]],
    ["19811218-9876", false, ["swedish"]],
    ["811218+9876", false, ["swedish"]],
    ["701063-2391", false, ["swedish"]],
    ["811218-9877", false, []],
    ["311257-5005", false, ["danish"]],
    ["311257-5006", false, []],
    ["311257-5006", true, ["danish"]],
    ["RSSMRA85T10A562S", false, ["italian"]],
    ["rssmra85t10a562s", false, ["italian"]],
    ["RSSMRA85T10A562T", false, []],
    ["219-09-9999", false, ["american"]],
    ["219 09 9999", false, ["american"]],
    ["219099999", false, []],
    ["000-12-3456", false, []],
    ["666-12-3456", false, []],
    ["REK-2026-0931", true, []],
    ["2026-10-31", true, []],
    ["KV-7Q4MT-2ZXPH", true, []],
    ["559999-0008", true, []],
  ])("%s (Danes expected: %s) is %j", (text, danes, kinds) => {
    expect(personNumbersIn(text, danes)).toEqual(kinds);
  });
});
