import { describe, expect, test } from "vitest";
import { marketPack, type Country } from "../../markets/index.ts";
import { Refusal, sayIn } from "../../platform/index.ts";
import { documentProblems, isPayerReference, MOST_LINES, requireFit } from "./check.ts";
import { missingContent, mustShow } from "./mandatory.ts";
import { noTaxReason, registrationWords } from "./market-words.ts";
import type { PrintableDocument } from "./model.ts";
import {
  sampleCollectiveInvoice,
  sampleCreditNote,
  sampleDocuments,
  sampleInvoice,
  samplePaymentLetter,
  sampleReceipt,
  sampleStatement,
  sampleThirdPartyInvoice,
} from "./samples.ts";

const countries: readonly Country[] = ["NO", "SE", "DK", "IT", "US"];
const NO = { country: "NO" } as const;
const IT = { country: "IT" } as const;
const invoice = sampleInvoice(NO);
const third = sampleThirdPartyInvoice(NO);
const statement = sampleStatement(NO);
const withLine = (change: object) => ({
  ...invoice,
  lines: [{ ...invoice.lines[0]!, ...change }, ...invoice.lines.slice(1)],
});
const withNeutral = (change: object) => ({ ...third, lines: [{ ...third.lines[0]!, ...change }] }) as PrintableDocument;

const found = (document: PrintableDocument) =>
  documentProblems(document).map(({ code, field, line }) => `${code} ${field}${line === undefined ? "" : ` ${line}`}`);

describe("a document that may be made", () => {
  test.each(countries)("every sample of %s", (country) => {
    for (const [kind, document] of Object.entries(sampleDocuments({ country })))
      expect(found(document), kind).toEqual([]);
  });

  test("bad input: a claim of nothing, an empty message, a customer without a number, a payment in full", () => {
    const nothing = {
      ...invoice,
      lines: [{ ...invoice.lines[0]!, netMinor: 0n }],
      vat: [{ ...invoice.vat[0]!, baseMinor: 0n }],
    };
    expect(found(nothing)).toEqual([]);
    expect(found({ ...invoice, message: "", receiver: { ...invoice.receiver, customerNumber: null } })).toEqual([]);
    expect(found({ ...invoice, paidMinor: 250_000n })).toEqual([]);
  });
});

describe("what is refused", () => {
  const { issuer, receiver } = invoice;
  const address = receiver.address!;
  test.each<[string, PrintableDocument, string[]]>([
    ["no number", { ...invoice, number: " " }, ["DOCUMENT_CONTENT number"]],
    [
      "no address",
      { ...invoice, receiver: { ...receiver, address: null } },
      ["DOCUMENT_CONTENT buyerAddressOrOrganisationNumber"],
    ],
    [
      "an address without postcode",
      { ...invoice, receiver: { ...receiver, address: { ...address, postCode: "" } } },
      ["DOCUMENT_CONTENT buyerAddressOrOrganisationNumber"],
    ],
    ["a line without words", withLine({ text: "" }), ["DOCUMENT_CONTENT descriptionAndExtent"]],
    [
      "no lines",
      { ...invoice, lines: [], vat: [] },
      ["DOCUMENT_CONTENT descriptionAndExtent", "DOCUMENT_CONTENT consideration"],
    ],
    [
      "no reason for no tax",
      { ...invoice, vat: invoice.vat.map((each) => ({ ...each, reason: null })) },
      ["DOCUMENT_CONTENT noVatReason"],
    ],
    [
      "a credit note that credits nothing",
      { ...sampleCreditNote(NO), credits: [] },
      ["DOCUMENT_CONTENT originalReference"],
    ],
    [
      "an Italian patient without tax code",
      { ...sampleInvoice(IT), receiver: { ...sampleInvoice(IT).receiver, taxCode: null } },
      ["DOCUMENT_CONTENT buyerTaxCode"],
    ],
    [
      "SEC-55 an identity number in a line",
      withLine({ text: "Pasient 01818010083" }),
      ["DOCUMENT_IDENTITY_NUMBER lines.text 1"],
    ],
    [
      "SEC-55 an identity number in pieces",
      { ...invoice, message: "Gjelder 018180 10083" },
      ["DOCUMENT_IDENTITY_NUMBER message"],
    ],
    [
      "a card number in a name",
      { ...sampleReceipt(NO), payerName: "Kari 4111 1111 1111 1111" },
      ["DOCUMENT_IDENTITY_NUMBER payerName"],
    ],
    ["a text without end", withLine({ text: "x".repeat(401) }), ["DOCUMENT_TEXT_TOO_LONG lines.text 1"]],
    ["a day that is none", { ...invoice, dueOn: "2026-02-30" }, ["DOCUMENT_DAY dueOn"]],
    ["a day in another form", withLine({ deliveredOn: "02.11.2026" }), ["DOCUMENT_DAY lines.deliveredOn 1"]],
    ["lines that are not the base", withLine({ netMinor: 85_001n }), ["DOCUMENT_SUM vat"]],
    ["more paid than asked", { ...invoice, paidMinor: 250_001n }, ["DOCUMENT_SUM paidMinor"]],
    [
      "a balance that is not the sum",
      { ...statement, closingMinor: statement.closingMinor + 1n },
      ["DOCUMENT_SUM closingMinor"],
    ],
    [
      "a payment of nothing",
      { ...sampleReceipt(NO), payments: [{ invoiceNumber: "1", amountMinor: 0n }] },
      ["DOCUMENT_AMOUNT amount"],
    ],
    [
      "a negative invoice",
      { ...invoice, roundingMinor: -300_000n },
      ["DOCUMENT_AMOUNT amount", "DOCUMENT_SUM paidMinor"],
    ],
    ["a slip of another market", { ...invoice, slip: sampleInvoice(IT).slip }, ["DOCUMENT_SLIP slip.kind"]],
    [
      "a wrong KID",
      { ...samplePaymentLetter(NO), slip: { ...invoice.slip, kid: "1047112601019" } as typeof invoice.slip },
      ["DOCUMENT_SLIP slip.kid"],
    ],
    [
      "a link without lock",
      { ...invoice, payLink: { url: "http://betal.example/p/1", checkCode: null } },
      ["DOCUMENT_LINK payLink"],
    ],
    [
      "a link that is none",
      { ...invoice, payLink: { url: "javascript:alert(1)", checkCode: null } },
      ["DOCUMENT_LINK payLink"],
    ],
    [
      "a check code of words",
      { ...invoice, payLink: { url: "https://betal.example/p/1", checkCode: "rotfylling" } },
      ["DOCUMENT_LINK payLink"],
    ],
    [
      "a logo with a script",
      { ...invoice, issuer: { ...issuer, logoSvg: "<svg><script/></svg>" } },
      ["DOCUMENT_LOGO issuer.logoSvg"],
    ],
    [
      "a colour that is code",
      { ...invoice, issuer: { ...issuer, accent: '#000") #panic("x' } },
      ["DOCUMENT_COLOUR issuer.accent"],
    ],
    [
      "more lines than anybody reads",
      sampleCollectiveInvoice({ ...NO, lines: MOST_LINES + 1 }),
      ["DOCUMENT_TOO_LONG lines"],
    ],
  ])("%s", (_, document, problems) => expect(found(document)).toEqual(problems));

  test("a link to a page that this machine serves passes without a lock: a demo's", () => {
    const payLink = { url: "http://127.0.0.1:3010/p/1", checkCode: null };
    expect(found({ ...sampleInvoice(NO), payLink })).toEqual([]);
  });

  test("as many lines as are allowed pass", () => {
    expect(found(sampleCollectiveInvoice({ ...NO, lines: MOST_LINES }))).toEqual([]);
  });

  test("the refusal tells all at once, in the reader's language, and repeats no value (SEC-63)", () => {
    const bad = { ...withLine({ text: "Pasient 01818010083" }), dueOn: "snart" };
    const refused = (() => {
      try {
        requireFit(bad);
      } catch (error) {
        return error;
      }
      return undefined;
    })() as Refusal;
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused.code).toBe("DOCUMENT_UNFIT");
    const said = sayIn(refused, "nb");
    expect(said.sentence).toBe("Dokumentet kan ikke lages: 2 ting er feil.");
    expect(said.problems.map((problem) => problem.sentence)).toEqual([
      "En tekst inneholder et fødselsnummer eller et kortnummer.",
      "En dato finnes ikke eller er ikke skrevet som ÅÅÅÅ-MM-DD.",
    ]);
    expect(JSON.stringify([refused.problems, said])).not.toMatch(/01818010083|snart/);
  });
});

describe("S0-06 a third party's document holds references and phrases only", () => {
  test.each<[string, object, string]>([
    ["a reference of words", { reference: "Rotfylling" }, "lines.reference"],
    ["a reference that counts", { reference: "KV-0000000001" }, "lines.reference"],
    ["a treatment hidden in the payer's reference", { payerReference: "Rotfylling tann 46" }, "lines.payerReference"],
    ["a name hidden in the payer's reference", { payerReference: "Kari Nordmann 117" }, "lines.payerReference"],
    ["a day instead of a month", { month: "2026-10-05" }, "lines.month"],
    ["a month that is none", { month: "2026-13" }, "lines.month"],
    ["a phrase of one's own", { phrase: "Rotfylling" }, "lines.phrase"],
  ])("%s", (_, change, field) => expect(found(withNeutral(change))).toEqual([`DOCUMENT_NOT_NEUTRAL ${field} 1`]));

  test.each([
    ["REQ 2026/1117", true],
    ["4500012", true],
    ["PO-4500012.1", true],
    ["Bestilling 12", true],
    ["Kari Nordmann", false],
    ["Nordmann", false],
    ["12 fylling tann", false],
    ["x".repeat(35), false],
    [`1${"x".repeat(34)}`, true],
    [`1${"x".repeat(35)}`, false],
    ["12\n46", false],
    ["", false],
  ])("payer's reference %j: %s", (text, fits) => expect(isPayerReference(text)).toBe(fits));
});

describe("what the law asks for", () => {
  test.each(countries)("%s: everything it names is looked for, and the samples show it", (country) => {
    for (const document of [
      sampleInvoice({ country }),
      sampleCreditNote({ country }),
      sampleCollectiveInvoice({ country }),
    ]) {
      expect(mustShow(document).length).toBeGreaterThan(8);
      expect(missingContent(document)).toEqual([]);
    }
  });

  test("Norway's list is its market pack's, with the paragraph", () => {
    const keys = mustShow(invoice).map((each) => each.key);
    expect(keys).toEqual(
      expect.arrayContaining(["sellerVatMark", "sellerCompanyRegister", "taxableAndExemptSummedApart", "deliveredAt"]),
    );
    expect(mustShow(invoice)[0]!.source).toContain("5-1-1");
  });

  test("the words of registration, in the country's own language", () => {
    const words = Object.fromEntries(
      countries.map((country) => [
        country,
        registrationWords(sampleInvoice({ country }).issuer.registration)
          .join(" · ")
          .replace(/\u00A0/g, " "),
      ]),
    );
    expect(words).toEqual({
      NO: "Org.nr. 923 456 783 MVA · Foretaksregisteret",
      SE: "Org.nr 556036-0793 · Momsreg.nr SE556036079301 · GODKÄND FÖR F-SKATT",
      DK: "CVR-nr. 13 58 56 28",
      IT: "P. IVA 01234567897 · Albo Odontoiatri Milano n. 4321",
      US: "Tax ID 91-1231231",
    });
  });

  test("who is not registered for tax or in the register does not say so", () => {
    const plain = {
      country: "NO",
      organisationNumber: "923456783",
      vatRegistered: false,
      inCompanyRegister: false,
    } as const;
    expect(registrationWords(plain).map((text) => text.replace(/\u00A0/g, " "))).toEqual(["Org.nr. 923 456 783"]);
    const swedish = {
      country: "SE",
      organisationNumber: "5560360793",
      vatRegistered: false,
      approvedForFTax: false,
    } as const;
    expect(registrationWords(swedish)).toEqual(["Org.nr 556036-0793"]);
  });

  test("the reason for no tax", () => {
    const on = Temporal.PlainDate.from("2026-11-23");
    expect(countries.map((country) => noTaxReason(country, "EXEMPT", on))).toEqual([
      marketPack("NO").vat.rule("EXEMPT", on)!.reason,
      "Undantag från skatteplikt, 10 kap. 6 § mervärdesskattelagen (2023:200)",
      "Momsfritaget, momslovens § 13, stk. 1, nr. 1",
      "Operazione esente art. 10 n. 18 DPR 633/72",
      null,
    ]);
    expect(noTaxReason("SE", "STANDARD", on)).toBeNull();
  });
});
