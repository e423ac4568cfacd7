import { parse } from "@kvitt/format-einvoice";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import { changeBankAccount, listBankAccounts } from "../../banking/index.ts";
import { layOutDocument } from "../../delivery/index.ts";
import { itemsByReference } from "../../ledger/index.ts";
import type { Refusal } from "../../platform/index.ts";
import {
  anonymousDocument,
  caseOfReference,
  changeIssuer,
  eInvoiceOf,
  invoiceById,
  invoiceDocument,
  keepEInvoice,
  printDocument,
  renderingsOf,
} from "../index.ts";
import { employed, openOffice, ownClaim, patientOf, sender, type Office } from "./documents.fixture.ts";

let platform: TestPlatform;
let office: Office;

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
  office = await openOffice(platform);
});
afterAll(() => platform.close());

const textOf = (document: Parameters<typeof layOutDocument>[0]) => JSON.stringify(layOutDocument(document));
const read = (xml: Uint8Array) => {
  const parsed = parse(xml);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.document;
};
const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: unknown) => (error as Refusal).code,
  );

describe("the invoice of a patient", () => {
  test("S0-07 it says what was done, what it costs and how to pay, and is the same whenever it is made", async () => {
    const [id] = await office.invoiced(ownClaim(1));
    const document = await office.work((tx) => invoiceDocument(tx, id!));
    const { reference } = await office.work((tx) => invoiceById(tx, id!));
    expect(document).toMatchObject({
      kind: "invoice",
      rendering: "patientItemised",
      language: "nb",
      issuer: { name: "Nordlys Tannklinikk AS", brand: "Nordlys Tannklinikk" },
      receiver: { name: "Åse Brønnum", address: { line1: "Fjordveien 3" } },
      patientName: null,
      slip: { kind: "kid", account: "86011117947", kid: reference },
      lines: [{ text: "Fylling, to flater", netMinor: 220_000n }, { vatMinor: 5_000n }],
      vat: [
        { vatCode: "EXEMPT", baseMinor: 220_000n, vatMinor: 0n },
        { vatCode: "STANDARD", baseMinor: 20_000n, vatMinor: 5_000n },
      ],
    });
    expect(textOf(document)).toContain("2\u00A0450,00");
    expect(await office.work((tx) => invoiceDocument(tx, id!))).toEqual(document);
  });

  test("its open item leads to it, and another language is another document", async () => {
    const [id] = await office.invoiced(ownClaim(2));
    const item = await office.work(async (tx) => {
      const { reference } = await invoiceById(tx, id!);
      return (await itemsByReference(tx, [reference]))[0]!;
    });
    const document = await office.work((tx) => invoiceDocument(tx, item.id, { language: "en" }));
    expect(document.language).toBe("en");
    expect(textOf(document)).toContain("Mahmoud Al-Hakim");
    expect(await codeOf(office.work((tx) => invoiceDocument(tx, platform.ids.next())))).toBe("INVOICE_NOT_FOUND");
  });

  test("FR-20 a guardian's names the child, and each guardian's shows that part", async () => {
    const child = { ref: "P900", name: "Lille Torsvik", birthDate: "2017-05-02" };
    const address = { line1: "Bakken 2", postCode: "5003", city: "Bergen" };
    const guardian = [
      { ref: "F1", name: "Mor Torsvik", phone: "+4791234561", address, shareBasisPoints: 5_000 },
      { ref: "F2", name: "Far Torsvik", phone: "+4791234562", address, shareBasisPoints: 5_000 },
    ];
    const payer = { type: "PATIENT", ref: "P900", name: "Lille Torsvik" };
    const ids = await office.invoiced(ownClaim(3, { externalId: "child", patient: child, payer, guardian }));
    const documents = await office.work(async (tx) => [
      await invoiceDocument(tx, ids[0]!),
      await invoiceDocument(tx, ids[1]!),
    ]);
    expect(documents).toMatchObject([
      { rendering: "patientItemised", receiver: { name: "Mor Torsvik" }, patientName: "Lille Torsvik" },
      { rendering: "patientItemised", receiver: { name: "Far Torsvik" }, patientName: "Lille Torsvik" },
    ]);
    for (const document of documents) expect(textOf(document)).toContain("1\u00A0225,00");
  });

  test("N-CONF-5 whoever keeps the books may have the same without treatments", async () => {
    const [id] = await office.invoiced(ownClaim(4));
    expect(await office.work((tx) => renderingsOf(tx, id!))).toEqual(["patientItemised", "payerAnonymous"]);
    const text = textOf(await office.work((tx) => anonymousDocument(tx, id!)));
    expect(text).not.toContain("Fylling");
    expect(text).toContain("2\u00A0450,00");
  });

  test("a right-to-left name is printed as it is written", async () => {
    const patient = { ...patientOf(5), ref: "P5-rtl", name: "סיגל כהן" };
    const payer = {
      type: "PATIENT",
      ref: "P5-rtl",
      name: "סיגל כהן",
      address: { line1: "Fjordveien 3", postCode: "5003", city: "Bergen" },
    };
    const [id] = await office.invoiced(ownClaim(5, { patient, payer }));
    expect(textOf(await office.work((tx) => invoiceDocument(tx, id!)))).toContain("סיגל כהן");
  });

  test("an address without post code is refused with its field, and no document is made", async () => {
    const [id] = await office.invoiced(
      ownClaim(6, { externalId: "no-code", patient: { ...patientOf(6), ref: "P6x" } }),
    );
    const { partyId } = await office.work((tx) => invoiceById(tx, id!));
    await office.moved(partyId, { line1: "Fjordveien 3", postCode: "", city: "Bergen" });
    const printing = printDocument(platform, office.context, async (tx) => ({
      ledgerId: office.ledgerId,
      subjectId: id!,
      document: await invoiceDocument(tx, id!),
    }));
    await expect(printing).rejects.toMatchObject({
      code: "DOCUMENT_UNFIT",
      problems: [{ code: "DOCUMENT_CONTENT", field: "buyerAddressOrOrganisationNumber" }],
    });
  });
});

describe("the invoice of a third party", () => {
  test("S0-06 printed and structured say the same, and nothing of the patient", async () => {
    const [id] = await office.invoiced(employed(1, { thirdPartyReference: "REQ 2026/117" }));
    expect(await office.work((tx) => renderingsOf(tx, id!))).toEqual(["payerAnonymous"]);
    const document = await office.work((tx) => invoiceDocument(tx, id!));
    const made = await office.work((tx) => eInvoiceOf(tx, id!));
    const invoice = read(made.xml);
    expect(document).toMatchObject({
      rendering: "payerAnonymous",
      receiver: { name: "Havn Rederi AS", organisationNumber: "974760673" },
      buyerReference: "REQ 2026/117",
      lines: [
        { month: "2026-09", phrase: "healthcareOnRequisition", netMinor: 100_001n, payerReference: "REQ 2026/117" },
      ],
    });
    expect(made).toMatchObject({
      kind: "invoice",
      sender: { scheme: "0192", id: "923456783" },
      receiver: { scheme: "0192", id: "974760673" },
    });
    expect(invoice).toMatchObject({ buyerReference: "REQ 2026/117", totals: { payableMinor: 100_001n } });
    expect(invoice.payments[0]).toMatchObject({ account: "86011117947" });
    expect(invoice.objectReference).toBe(
      "lines" in document ? (document.lines[0] as { reference: string }).reference : "",
    );
    for (const text of [textOf(document), Buffer.from(made.xml).toString()]) {
      expect(text).not.toMatch(/Brønnum|Åse|Rotfylling|tann 3|articain|P101711|opus|2026-09-12|12\.09/i);
    }
  });

  test("FR-41 a payer without a reference of its own gets ours, which only the clinic can look up", async () => {
    const [id] = await office.invoiced(employed(2));
    const { buyerReference, lines } = read((await office.work((tx) => eInvoiceOf(tx, id!))).xml);
    expect(buyerReference).toMatch(/^KV-\w{5}-\w{5}$/);
    expect(lines[0]!.objectReference).toBe(buyerReference);
    const again = read((await office.work((tx) => eInvoiceOf(tx, id!))).xml);
    expect(again.buyerReference).toBe(buyerReference);
    const { lines: own, partyId } = await office.work((tx) => invoiceById(tx, id!));
    const found = await office.work((tx) => caseOfReference(tx, buyerReference!.toLowerCase().replace("-", " ")));
    expect(found).toEqual({ subjectId: own[0]!.claimId, payerId: partyId });
    expect(await office.work((tx) => caseOfReference(tx, "KV-22222-22222"))).toBeUndefined();
  });

  test.each([
    ["a treatment", "Rotfylling 36"],
    ["a name", "Brønnum 1"],
    ["a journal number", "REQ 101711"],
  ])("S0-07 %s hidden in the payer's reference stops printing and sending", async (_, thirdPartyReference) => {
    const claim = employed(1, { externalId: `hidden-${thirdPartyReference}`, thirdPartyReference });
    const [id] = await office.invoiced(claim);
    expect(await codeOf(office.work((tx) => eInvoiceOf(tx, id!)))).toBe("THIRD_PARTY_REFERENCE_LEAKS");
    expect(await codeOf(office.work((tx) => invoiceDocument(tx, id!)))).toBe("THIRD_PARTY_REFERENCE_LEAKS");
  });

  test("S0-07 words in a reference that stand in no record are refused too, by form", async () => {
    const [id] = await office.invoiced(
      employed(3, { externalId: "words", thirdPartyReference: "krone og bro i overkjeven" }),
    );
    await expect(office.work((tx) => eInvoiceOf(tx, id!))).rejects.toMatchObject({
      code: "E_INVOICE_REFUSED",
      problems: [
        { code: "DOCUMENT_NOT_NEUTRAL", field: "buyerReference" },
        { code: "DOCUMENT_NOT_NEUTRAL", field: "lines.payerReference", line: 1 },
      ],
    });
  });

  test("FR-41 number and KID of the practice system, which may hold a patient's number, are not told", async () => {
    const [id] = await office.invoiced(
      employed(4, { externalId: "theirs", number: "260101", kid: "1047112601018", dueDate: "2026-10-19" }),
    );
    expect(await codeOf(office.work((tx) => eInvoiceOf(tx, id!)))).toBe("THIRD_PARTY_FOREIGN_NUMBER");
    expect(await codeOf(office.work((tx) => invoiceDocument(tx, id!)))).toBe("THIRD_PARTY_FOREIGN_NUMBER");
  });

  test("a person gets no e-invoice of this kind; a payer without address does, and no paper", async () => {
    const [own] = await office.invoiced(ownClaim(7, { externalId: "own-7" }));
    expect(await codeOf(office.work((tx) => eInvoiceOf(tx, own!)))).toBe("E_INVOICE_NOT_THIRD_PARTY");
    const payer = { type: "BUSINESS", name: "Uten Adresse AS", orgNo: "889640782" };
    const [id] = await office.invoiced(employed(5, { externalId: "no-address", payer }));
    const { buyer } = read((await office.work((tx) => eInvoiceOf(tx, id!))).xml);
    expect(buyer.address).toEqual({ country: "NO" });
  });

  test("exempt care of a clinic in no register is outside the act", async () => {
    const bare = await openOffice(platform, {
      issuer: { registration: { country: "NO", vatRegistered: false, inCompanyRegister: false } },
    });
    const [id] = await bare.invoiced(employed(1));
    expect(read((await bare.work((tx) => eInvoiceOf(tx, id!))).xml).vat[0]!.vat).toEqual({ category: "O" });
  });
});

describe("collective invoices", () => {
  const gathered = (n: number, changes = {}) => employed(n, { kind: "BUSINESS_LINE", ...changes });

  test("S0-06 one line a case, in no order of visits; each case keeps its reference", async () => {
    const [id] = await office.invoiced(gathered(11), gathered(12), gathered(13, { thirdPartyReference: "REK-77" }));
    const document = await office.work((tx) => invoiceDocument(tx, id!));
    expect(document).toMatchObject({
      kind: "collectiveInvoice",
      from: "2026-09-01",
      to: "2026-09-30",
      buyerReference: null,
    });
    const references = document.lines.map((line) => (line as { reference: string }).reference);
    expect(references).toHaveLength(3);
    expect(references).toEqual(references.toSorted());
    const invoice = read((await office.work((tx) => eInvoiceOf(tx, id!))).xml);
    expect(invoice.lines.map((line) => line.objectReference)).toEqual(references);
    expect(invoice.lines.flatMap((line) => line.orderLine ?? [])).toEqual(["REK-77"]);
    expect(invoice.period).toEqual({ from: "2026-09-01", to: "2026-09-30" });
    const shown = await office.work((tx) => invoiceById(tx, id!));
    const texts = shown.lines.map((line) => line.text);
    const own = texts.flatMap((text) => (text!.startsWith("KV-") ? text!.split(" ")[0]! : []));
    expect(own).toHaveLength(2);
    expect(references).toEqual(expect.arrayContaining(own));
  });

  test("X-29 300 cases become two invoices, each fit to be sent", async () => {
    const many = await openOffice(platform);
    const ids = await many.invoiced(...Array.from({ length: 300 }, (_, n) => gathered(1_000 + n)));
    expect(ids).toHaveLength(2);
    const lines = await Promise.all(
      ids.map(async (id) => read((await many.work((tx) => eInvoiceOf(tx, id))).xml).lines.length),
    );
    expect(lines.toSorted((one, other) => one - other)).toEqual([100, 200]);
  });

  test("tax that was rounded case by case stands as rounding, and the sum is the books'", async () => {
    const vet = await openOffice(platform, { kind: "veterinary" });
    const line = (n: number) =>
      gathered(n, {
        amountMinor: 10_002,
        lines: [{ text: "Vaksine", amountMinor: 10_002, vatCode: "STANDARD", vatMinor: 2_000 }],
      });
    const [id] = await vet.invoiced(line(1), line(2), line(3));
    const { totals } = read((await vet.work((tx) => eInvoiceOf(tx, id!))).xml);
    expect(totals).toMatchObject({ payableMinor: 30_006n, taxInclusiveMinor: 30_008n, roundingMinor: -2n });
  });
});

describe("credit notes", () => {
  test("S0-02 a case keeps its reference when it is credited, and the note names the invoice", async () => {
    const [id] = await office.invoiced(employed(21));
    const before = read((await office.work((tx) => eInvoiceOf(tx, id!))).xml);
    const [note] = await office.invoiced(
      employed(21, {
        externalId: "credit-21",
        kind: "CREDIT",
        credits: "opus-778821",
        issueDate: "2026-10-06",
        dueDate: "2026-10-06",
        amountMinor: 60_021,
        lines: [{ text: "Rotfylling tann 35", amountMinor: 60_021, vatCode: "EXEMPT", vatMinor: 0 }],
      }),
    );
    const made = await office.work((tx) => eInvoiceOf(tx, note!));
    const credit = read(made.xml);
    expect(made.kind).toBe("creditNote");
    expect(credit.billingReferences).toEqual([{ number: before.number, issuedOn: before.issuedOn }]);
    expect(credit.lines[0]).toMatchObject({ objectReference: before.objectReference, netMinor: 60_021n });
    expect(await office.work((tx) => invoiceDocument(tx, note!))).toMatchObject({
      kind: "creditNote",
      rendering: "payerAnonymous",
      settlement: "againstInvoice",
      credits: [{ number: before.number }],
    });
  });
});

describe("what a document needs of the clinic", () => {
  test("the account was open when the document was issued; one that closes before the due day gives way", async () => {
    const other = await openOffice(platform);
    const [id] = await other.invoiced(ownClaim(1));
    const [account] = await other.work(listBankAccounts);
    await other.work((tx) => changeBankAccount(tx, account!.id, { closedFromOn: "2026-10-10" }));
    expect(await other.work((tx) => invoiceDocument(tx, id!))).toMatchObject({ slip: { account: account!.number } });
    await other.work((tx) => changeBankAccount(tx, account!.id, { closedFromOn: "2026-10-06" }));
    expect(await codeOf(other.work((tx) => invoiceDocument(tx, id!)))).toBe("ISSUER_ACCOUNT_MISSING");
  });

  test("without a sender nothing is made", async () => {
    const nobody = await openOffice(platform, { issuer: null });
    const [id] = await nobody.invoiced(ownClaim(1));
    expect(await codeOf(nobody.work((tx) => invoiceDocument(tx, id!)))).toBe("ISSUER_NOT_SET");
  });
});

describe("documents are kept", () => {
  test("X-11 the same document is the same file; another sender makes another", async () => {
    const own = await openOffice(platform);
    const [id] = await own.invoiced(ownClaim(1));
    const print = () =>
      printDocument(platform, own.context, async (tx) => ({
        ledgerId: own.ledgerId,
        subjectId: id!,
        document: await invoiceDocument(tx, id!),
      }));
    const [first, second] = [await print(), await print()];
    expect(first.bytes.subarray(0, 8).toString()).toBe("%PDF-1.7");
    expect(second.id).toBe(first.id);
    expect(second.bytes.equals(first.bytes)).toBe(true);
    await own.work((tx) => changeIssuer(tx, own.ledgerId, { ...sender, phone: "22 11 11 11" }));
    expect((await print()).id).not.toBe(first.id);
  });

  test("an e-invoice is kept once, as it was sent", async () => {
    const [id] = await office.invoiced(employed(31));
    const keep = () => office.work(async (tx) => keepEInvoice(tx, await eInvoiceOf(tx, id!)));
    const [first, second] = [await keep(), await keep()];
    expect(second.id).toBe(first.id);
    expect(first.bytes.toString()).toContain("urn:cen.eu:en16931:2017");
  });
});
