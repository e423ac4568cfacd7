import { makeKid } from "@kvitt/values";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  breaches,
  ledgerText,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../../../testkit/index.ts";
import { approvePolicy, policyTemplates, setPolicy } from "../../collections/index.ts";
import { listAlarms } from "../../controls/index.ts";
import { claimSchema, invoicingChecks, receiveClaims } from "../../invoicing/index.ts";
import { itemsById, itemsByReference, ledgerById, ledgerChecks, post, type ItemKind } from "../../ledger/index.ts";
import { withTenant, type TenantTransaction } from "../../platform/index.ts";
import { dayProof } from "../../reports/index.ts";
import { noticeText, tellHeadOffice } from "../commands/head-office.ts";
import { codeOf, openApi, read, type Answer, type Api, type Ask } from "./asking.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let finance: Ask;
let cfo: Ask;
let ceo: Ask;
let practice: Ask;
let running = 500_000;
const DAY = "2026-10-06";
/** Øre on the wire. */
type WireMinor = number;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

type Bill = {
  readonly itemId: string;
  readonly reference: string;
  readonly number: string;
  readonly externalId: string;
};

async function billed(kronor: number, credits?: string): Promise<Bill> {
  const number = String(++running);
  const reference = makeKid(number.padStart(12, "0"), "mod10");
  const externalId = `journal-${number}`;
  const patient = { ref: `P${number}`, name: `Patient ${number}`, birthDate: "1984-03-09" };
  const claim = claimSchema.parse({
    externalId,
    kind: credits ? "CREDIT" : "INVOICE",
    ...(credits ? { credits } : { kid: reference, dueDate: "2026-06-28" }),
    number,
    issueDate: credits ? DAY : "2026-06-14",
    currency: "SEK",
    amountMinor: kronor * 100,
    lines: [{ text: "Rotfyllning", amountMinor: kronor * 100, vatCode: "EXEMPT", vatMinor: 0 }],
    patient,
    payer: { type: "PATIENT", ref: patient.ref, name: patient.name, phone: "+46701234567" },
  });
  return inTenant(async (tx) => {
    await receiveClaims(tx, clinic.ledgerId, [claim]);
    const [item] = await itemsByReference(tx, [reference], clinic.ledgerId);
    return { itemId: item?.id ?? "", reference, number, externalId };
  });
}

/** Something besides on a bill, or money on it: one entry. */
async function booked(bill: Bill, what: "payment" | "fee" | "interest", amountMinor: bigint): Promise<string> {
  return inTenant(async (tx) => {
    const ledger = await ledgerById(tx, clinic.ledgerId);
    const [item] = await itemsById(tx, [bill.itemId]);
    const [id, itemId] = [tx.platform.ids.next(), tx.platform.ids.next()];
    const entry = { id, ledgerId: ledger.id, kind: what, bookedOn: DAY, sourceKind: "test", sourceId: id } as const;
    const receivable = ledger.code("receivable");
    if (what === "payment") {
      const posting = {
        debit: ledger.code("bankClearing"),
        credit: receivable,
        amountMinor,
        creditItemId: bill.itemId,
      };
      await post(tx, [{ ...entry, postings: [posting] }]);
      return bill.itemId;
    }
    const income = ledger.code(what === "fee" ? "feeIncome" : "interestIncome");
    const { partyId } = item!;
    const hanging = { ledgerId: ledger.id, side: "receivable", kind: what as ItemKind, account: receivable } as const;
    const rest = { partyId, parentId: bill.itemId, documentId: null, reference: null, openedOn: DAY, dueOn: DAY };
    const postings = [{ debit: receivable, credit: income, amountMinor, debitItemId: itemId }];
    await post(tx, [{ ...entry, postings }], [{ id: itemId, ...hanging, ...rest, amountMinor }]);
    return itemId;
  });
}

/** Money of a payer that stands as their credit. */
async function creditOf(bill: Bill, amountMinor: bigint): Promise<string> {
  return inTenant(async (tx) => {
    const ledger = await ledgerById(tx, clinic.ledgerId);
    const [item] = await itemsById(tx, [bill.itemId]);
    const [id, itemId] = [tx.platform.ids.next(), tx.platform.ids.next()];
    const account = ledger.code("customerCredit");
    const of = { ledgerId: ledger.id, kind: "payment", bookedOn: DAY, sourceKind: "test", sourceId: id } as const;
    const credit = { ledgerId: ledger.id, side: "credit", kind: "customerCredit", account } as const;
    const rest = { partyId: item!.partyId, parentId: bill.itemId, documentId: null, reference: null, openedOn: DAY };
    const postings = [{ debit: ledger.code("bankClearing"), credit: account, amountMinor, creditItemId: itemId }];
    await post(tx, [{ id, ...of, postings }], [{ id: itemId, ...credit, ...rest, dueOn: DAY, amountMinor }]);
    return itemId;
  });
}

const openOf = async (itemId: string) => (await inTenant((tx) => itemsById(tx, [itemId])))[0]!.openMinor;
const report = (lines: readonly { reference: string; amountMinor: WireMinor }[], changes: object = {}) =>
  finance("POST", `/ledgers/${clinic.ledgerId}/loss-reports`, {
    body: { externalId: `rapport-${String(++running)}`, agency: "Exempel Inkasso", receivedOn: DAY, lines, ...changes },
  });
type Filed = { readonly id: string; readonly lines: readonly { readonly itemId: string | null }[] };
const filed = async (...bills: readonly Bill[]): Promise<string> =>
  read<Filed>(await report(bills.map(({ reference }) => ({ reference, amountMinor: 100 })))).id;
const propose = (body: object, who = finance): Promise<Answer> =>
  who("POST", `/ledgers/${clinic.ledgerId}/loss-proposals`, { body });
type Proposed = { readonly id: string; readonly contentHash: string; readonly totals: object };
const proposed = async (body: object): Promise<Proposed> => read<Proposed>(await propose(body));
const approve = (who: Ask, { id, contentHash }: Proposed) =>
  who("POST", `/proposals/${id}/approval`, { body: { contentHash } });
const apply = (who: Ask, { id }: Proposed) => who("POST", `/proposals/${id}/application`);
type Listed = { lossId: string; itemId: string; state: string; amountMinor: unknown };
const losses = async (query = ""): Promise<Listed[]> =>
  read<{ items: Listed[] }>(await finance("GET", `/ledgers/${clinic.ledgerId}/losses${query}`)).items;
const lossOf = async ({ itemId }: Bill) => (await losses()).find((loss) => loss.itemId === itemId);

/** A bill that was reported, lost and posted. */
async function lost(kronor: number): Promise<Bill & { readonly lossId: string }> {
  const bill = await billed(kronor);
  const made = await proposed({ reportId: await filed(bill) });
  await approve(cfo, made);
  expect(read(await apply(cfo, made))).toMatchObject({ applied: 1 });
  return { ...bill, lossId: (await lossOf(bill))!.lossId };
}

beforeAll(async () => {
  platform = await testPlatform(`${DAY}T08:00`);
  api = await openApi(platform);
  clinic = await testClinic(platform, { market: "SE" });
  finance = await api.person(clinic.context, "hqFinance");
  cfo = await api.person(clinic.context, "cfo");
  ceo = await api.person(clinic.context, "ceo");
  practice = await api.program(clinic.context, ["remittances:fetch"]);
  await inTenant(async (tx) => {
    const { policy: content, locks } = (await policyTemplates(tx, clinic.ledgerId)).at(-1)!;
    const wish = { scope: "chain", scopeId: null, name: "Kedjan", validFromOn: "2026-01-01", content, locks } as const;
    await approvePolicy(tx, await setPolicy(tx, wish));
  });
});
afterAll(async () => {
  expect(await breaches(platform, clinic.context, [...invoicingChecks, ...ledgerChecks])).toEqual([]);
  await api.close();
  await platform.close();
});

describe("a loss after failed collection", () => {
  test("E32 DP-060 DP-063 the agency got 1,000 of 4,000: 3,000 on 6351, unpaid fee and interest fall away, in four visible states", async () => {
    const bill = await billed(4_000);
    const [fee, interest] = [await booked(bill, "fee", 6_000n), await booked(bill, "interest", 1_234n)];
    await booked(bill, "payment", 100_000n);
    const made = await proposed({ reportId: await filed(bill) });
    expect(made.totals).toMatchObject({ losses: 1, amountMinor: 300_000 });
    expect(await lossOf(bill)).toMatchObject({ state: "proposed", lossId: null, amountMinor: 300_000 });
    expect(codeOf(await apply(cfo, made))).toEqual([409, "PROPOSAL_STATE"]);
    expect((await approve(cfo, made)).status).toBe(200);
    expect(await lossOf(bill)).toMatchObject({ state: "approved" });
    expect(await openOf(bill.itemId)).toBe(300_000n);
    expect(read(await apply(cfo, made))).toMatchObject({ applied: 1, appliedMinor: 300_000 });
    const text = await ledgerText(platform, clinic.context, clinic.ledgerId);
    expect(text.slice(-3)).toEqual([
      `${DAY} writeOff: 6351 < 1510 300000`,
      `${DAY} writeOff: 3540 < 1510 6000`,
      `${DAY} writeOff: 8313 < 1510 1234`,
    ]);
    expect(await Promise.all([bill.itemId, fee, interest].map(openOf))).toEqual([0n, 0n, 0n]);
    expect(await lossOf(bill)).toMatchObject({ state: "posted" });
    const told = read<{ items: { id: string; kind: string }[] }>(
      await practice("GET", `/ledgers/${clinic.ledgerId}/practice-credits`),
    );
    const { externalId, number, reference: kid } = bill;
    expect(told.items).toMatchObject([{ kind: "lossAfterCollection", externalId, number, kid, amountMinor: 300_000 }]);
    const items = [{ id: told.items[0]!.id, practiceId: "K-77" }];
    const confirm = () =>
      practice("POST", `/ledgers/${clinic.ledgerId}/practice-credits/confirmation`, { body: { items } });
    expect(read(await confirm())).toEqual({ confirmed: 1 });
    expect(read(await confirm())).toEqual({ confirmed: 0 });
    expect(await lossOf(bill)).toMatchObject({ state: "credited" });
    const { lines } = await inTenant((tx) => dayProof(tx, { ledgerId: clinic.ledgerId, day: DAY }));
    const receivables = lines.find(({ name }) => name === "receivables")!;
    expect(receivables.parts.find(({ name }) => name === "lost")).toMatchObject({ amountMinor: 307_234n });
    expect(receivables.holds).toBe(true);
  });

  test("H-09 a lost bill is lost and not settled, in the list, its filters and sums, on its page, in the search and the payer's timeline, until the money came after all", async () => {
    const bill = await lost(700);
    type Listing = { items: { id: string; number: string; state: string; lostMinor: unknown }[] };
    const list = async (state: string) => {
      const query = `?state=${state}&from=2026-06-14`;
      const { items } = read<Listing>(
        await finance("GET", `/ledgers/${clinic.ledgerId}/invoice-list${query}&limit=200`),
      );
      const sums = await finance("GET", `/ledgers/${clinic.ledgerId}/invoice-list/sums${query}`);
      expect(read(sums)).toMatchObject({ count: items.length });
      return items.find(({ number }) => number === bill.number);
    };
    expect(await list("settled")).toBeUndefined();
    const row = await list("lost");
    expect(row).toMatchObject({ state: "lost", lostMinor: 70_000 });
    const page = async () => read(await finance("GET", `/invoices/${row!.id}/standing`));
    expect(await page()).toMatchObject({ state: "lost", lostMinor: 70_000, openMinor: 0, losable: [] });
    const found = async () => {
      const { invoices } = read<{ invoices: { id: string; partyId: string; isLost: boolean }[] }>(
        await finance("GET", `/search?q=${bill.number}`),
      );
      const { partyId, isLost } = invoices.find(({ id }) => id === row!.id)!;
      type Told = { items: { id: string; isLost: boolean }[] };
      const told = read<Told>(await finance("GET", `/parties/${partyId}/timeline`)).items.find(
        ({ id }) => id === row!.id,
      );
      return [isLost, told?.isLost];
    };
    expect(await found()).toEqual([true, true]);
    const back = { creditItemId: await creditOf(bill, 70_000n) };
    expect((await finance("POST", `/losses/${bill.lossId}/recoveries`, { body: back })).status).toBe(201);
    expect(await list("lost")).toBeUndefined();
    expect(await list("settled")).toMatchObject({ state: "settled", lostMinor: 0 });
    expect(await page()).toMatchObject({ state: "settled" });
    expect(await found()).toEqual([false, false]);
  });

  test("E33 DP-062 SEC-14 5,000.01 waits for CFO or CEO, and so do 200.00; no manager, no accountant, not who proposed", async () => {
    const manager = await api.person(clinic.context, "clinicManager", [clinic.clinicId]);
    const accountant = await api.person(clinic.context, "accountant");
    for (const kronor of [5_001, 200]) {
      const bill = await billed(kronor);
      const made = await proposed({ reportId: await filed(bill) });
      expect(read(await cfo("GET", `/proposals/${made.id}/approval`))).toMatchObject({ roles: ["cfo", "ceo"] });
      expect(codeOf(await approve(manager, made))).toEqual([403, "NOT_ALLOWED"]);
      expect(codeOf(await approve(finance, made))).toEqual([403, "NOT_ALLOWED"]);
      expect(codeOf(await approve(accountant, made))).toEqual([403, "APPROVAL_ROLE"]);
      expect((await approve(ceo, made)).status).toBe(200);
    }
    expect(codeOf(await propose({ reportId: "01a10aa5-cb00-7001-bbd6-35d2a171431b" }, cfo))).toEqual([
      403,
      "NOT_ALLOWED",
    ]);
  });

  test("DP-062 losses of one report are approved in one act, each a line by itself; what was paid meanwhile is left out", async () => {
    const [one, two] = [await billed(700), await billed(800)];
    const made = await proposed({ reportId: await filed(one, two) });
    expect(made.totals).toMatchObject({ losses: 2, amountMinor: 150_000 });
    await approve(cfo, made);
    await booked(two, "payment", 10_000n);
    expect(read(await apply(cfo, made))).toMatchObject({ applied: 1, stale: 1 });
    expect(await Promise.all([one, two].map(({ itemId }) => openOf(itemId)))).toEqual([0n, 70_000n]);
  });

  test("a bill waits for one decision at a time, and is lost once", async () => {
    const bill = await billed(900);
    const reportId = await filed(bill);
    const made = await proposed({ reportId });
    expect(codeOf(await propose({ reportId }))).toEqual([409, "LOSS_WAITS"]);
    await approve(cfo, made);
    await Promise.all([apply(cfo, made), apply(ceo, made)]);
    expect((await losses()).filter(({ itemId }) => itemId === bill.itemId)).toHaveLength(1);
    expect(codeOf(await propose({ reportId }))).toEqual([409, "LOSS_NOTHING_LEFT"]);
  });
});

describe("the ground of a loss", () => {
  test("E35 an unknown case stands in suspense, head office is told, and the known ones go on", async () => {
    const bill = await billed(600);
    const lines = [
      { reference: bill.reference, amountMinor: 60_000 },
      { reference: "999", amountMinor: 1_000 },
    ];
    const answer = await report(lines);
    expect(answer.status).toBe(201);
    const { id, lines: kept } = read<Filed>(answer);
    expect(kept.map(({ itemId }) => itemId)).toEqual([bill.itemId, null]);
    const alarms = (await inTenant((tx) => listAlarms(tx))).filter(({ kind }) => kind === "loss.unknownCase");
    expect(alarms).toMatchObject([{ subjectId: id, detail: { count: 1, amountMinor: 1_000 } }]);
    expect((await proposed({ reportId: id })).totals).toMatchObject({ losses: 1 });
  });

  test("DP-061 the same report again is recognised, another under its id is refused", async () => {
    const { reference } = await billed(100);
    const externalId = "rapport-samma";
    const lines = [{ reference, amountMinor: 10_000 }];
    expect((await report(lines, { externalId })).status).toBe(201);
    expect((await report(lines, { externalId })).status).toBe(200);
    expect(codeOf(await report([{ reference, amountMinor: 1 }], { externalId }))).toEqual([409, "LOSS_REPORT_CHANGED"]);
    expect(codeOf(await report([...lines, ...lines]))).toEqual([422, "LOSS_REPORT_TWICE"]);
    expect(codeOf(await report(lines, { receivedOn: "2026-10-07" }))).toEqual([422, "LOSS_REPORT_DAY"]);
  });

  test("DP-061 no loss without the agency's word, but by head office's exceptions, in words", async () => {
    const [reported, other] = [await billed(300), await billed(300)];
    const reportId = await filed(reported);
    expect(codeOf(await propose({ reportId, itemIds: [other.itemId] }))).toEqual([409, "LOSS_NOT_REPORTED"]);
    expect((await propose({ itemIds: [other.itemId] })).status).toBe(422);
    expect((await propose({ exception: "debtRelief", itemIds: [other.itemId] })).status).toBe(422);
    const byHeadOffice = { exception: "deceasedWithoutAssets", words: "Bouppteckning utan tillgångar" };
    expect((await propose({ ...byHeadOffice, itemIds: [other.itemId] })).status).toBe(201);
    expect(await lossOf(other)).toMatchObject({ exception: "deceasedWithoutAssets", reportId: null });
  });

  test.each([
    [99, 201, undefined],
    [100, 409, "LOSS_ABOVE_MINIMUM"],
  ])(
    "DP-022 DP-061 below the policy's minimum for an agency are 99 kr, not 100: %s kr",
    async (kronor, status, code) => {
      const { itemId } = await billed(kronor);
      const answer = await propose({ exception: "belowAgencyMinimum", words: "Under gränsen", itemIds: [itemId] });
      expect([answer.status, read<{ code?: string }>(answer).code]).toEqual([status, code]);
    },
  );

  test("a fee is no bill, and another ledger's report says nothing here", async () => {
    const bill = await billed(400);
    const feeId = await booked(bill, "fee", 6_000n);
    const wish = { exception: "limitation", words: "Preskriberad", itemIds: [feeId] };
    expect(codeOf(await propose(wish))).toEqual([409, "LOSS_NO_BILL"]);
    expect(codeOf(await propose({ reportId: "01a10aa5-cb00-7001-bbd6-35d2a171431b" }))).toEqual([
      404,
      "LOSS_REPORT_NOT_FOUND",
    ]);
  });
});

describe("money that comes after all", () => {
  test("E34 DP-064 takes off the account of losses, at most what was lost, and head office is told", async () => {
    const loss = await lost(1_000);
    const creditItemId = await creditOf(loss, 150_000n);
    const recover = (body: object) => finance("POST", `/losses/${loss.lossId}/recoveries`, { body });
    expect((await recover({ creditItemId, amountMinor: 40_000 })).status).toBe(201);
    expect(codeOf(await recover({ creditItemId, amountMinor: 60_001 }))).toEqual([409, "LOSS_RECOVERY_TOO_MUCH"]);
    const both = await Promise.all([recover({ creditItemId }), recover({ creditItemId })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(await openOf(creditItemId)).toBe(50_000n);
    expect(await lossOf(loss)).toMatchObject({ recoveredMinor: 100_000 });
    expect((await inTenant((tx) => listAlarms(tx))).map(({ kind }) => kind)).toContain("loss.recovered");
    expect(codeOf(await recover({ creditItemId: loss.itemId }))).toEqual([409, "LOSS_RECOVERY_CREDIT"]);
  });
});

describe("head office is told by itself", () => {
  const october = "fromOn=2026-10-01&toOn=2026-10-31";
  type Credited = { kind: string; number: string; unapproved: boolean; patient: { name: string } | null };

  test("DP-058 SEC-13 the month's list has each credit and loss with patient, amount, who asked and who approved; the reading is kept", async () => {
    const loss = await lost(333);
    const items: Credited[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const answer = await cfo("GET", `/credits-and-losses?${october}&limit=2${cursor ? `&cursor=${cursor}` : ""}`);
      const found = read<{ items: Credited[]; nextCursor: string | null }>(answer);
      items.push(...found.items);
      cursor = found.nextCursor;
    }
    expect(new Set(items.map((row) => JSON.stringify(row))).size).toBe(items.length);
    expect(items.find(({ number }) => number === loss.number)).toMatchObject({
      kind: "loss",
      amountMinor: 33_300,
      patient: { name: `Patient ${loss.number}` },
      approvedAs: "cfo",
      madeByName: "hqFinance",
      approvedByName: "cfo",
      alone: false,
      unapproved: false,
    });
    const accountant = await api.person(clinic.context, "accountant");
    expect(codeOf(await accountant("GET", `/credits-and-losses?${october}`))).toEqual([403, "NOT_ALLOWED"]);
  });

  test("S2-25 N-08 DP-058 DP-059 the same day numbers and totals go out without names, once; what nobody approved here is flagged", async () => {
    const bill = await billed(250);
    await billed(150, bill.externalId);
    const listUrl = "https://kvitt.example/list";
    const recipients = ["ekonomi@kedjan.example", "cfo@kedjan.example"];
    expect((await cfo("PUT", "/head-office", { body: { recipients, listUrl } })).status).toBe(204);
    const sums = read<Record<string, { count: number }>>(await cfo("GET", `/credits-and-losses/sums?${october}`));
    expect(sums["unapproved"]).toEqual({ count: 1, amountMinor: 15_000 });
    const sent: { messageId: string; to: string; text: string; subject: string }[] = [];
    let outcome: "unknown" | "accepted" = "unknown";
    const mail = {
      handOver: (messages: readonly (typeof sent)[number][]) => {
        sent.push(...messages);
        return Promise.resolve(
          messages.map(({ messageId }) =>
            outcome === "unknown"
              ? { messageId, outcome: "unknown" as const }
              : { messageId, outcome: "accepted" as const, partnerReference: "1" },
          ),
        );
      },
    };
    const tell = () => tellHeadOffice(platform, clinic.context, DAY, mail);
    await expect(tell()).rejects.toMatchObject({ code: "NOTICE_NOT_SENT" });
    outcome = "accepted";
    await tell();
    await tell();
    expect(sent.map(({ to }) => to)).toEqual([...recipients, ...recipients]);
    expect(sent.slice(2).map(({ messageId }) => messageId)).toEqual(sent.slice(0, 2).map(({ messageId }) => messageId));
    expect(sent[0]!.text).toContain(`Förluster: ${String(sums["loss"]!.count)}, sammanlagt`);
    expect(sent[0]!.text).toContain("utan godkännande: 1, sammanlagt 150,00 SEK.");
    expect(sent[0]!.text).toContain(listUrl);
    expect(JSON.stringify(sent)).not.toContain("Patient");
    const flagged = (await inTenant((tx) => listAlarms(tx))).filter(({ kind }) => kind === "credit.unapproved");
    expect(flagged).toMatchObject([{ subjectId: clinic.ledgerId, detail: { count: 1, amountMinor: 15_000 } }]);
    const { items } = read<{ items: Credited[] }>(await cfo("GET", `/credits-and-losses?${october}&unapproved=yes`));
    expect(items).toMatchObject([{ kind: "credit", unapproved: true, approvedByName: null }]);
  });

  test.each(["nb", "sv", "da", "it", "en"] as const)(
    "DP-058 says nothing of what there was nothing of, in %s",
    (language) => {
      const none = { count: 0n, amountMinor: 0n };
      const sums = { credit: { count: 2n, amountMinor: 123_456n }, loss: none, lossRecovered: none, unapproved: none };
      const { subject, text } = noticeText({ dayOn: DAY, sums, listUrl: "https://kvitt.example" }, language, "SEK");
      expect(subject).toContain(DAY);
      expect(text.split("\n")).toHaveLength(2);
      expect(`${subject}${text}`).not.toMatch(/[{}]/);
    },
  );
});
