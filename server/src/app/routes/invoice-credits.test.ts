import { makeKid } from "@kvitt/values";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  breaches,
  importBytes,
  ocrFile,
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../../../testkit/index.ts";
import { claimSchema, invoicingChecks, listInvoices, receiveClaims } from "../../invoicing/index.ts";
import { changeTenant, withTenant } from "../../platform/index.ts";
import { createBankReaders } from "../readers/index.ts";
import { codeOf, openApi, read, type Answer, type Api, type Ask } from "./asking.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let manager: Ask;
let cfo: Ask;
let ceo: Ask;
let running = 300_000;

type Line = { readonly text: string; readonly minor: number };

/** An invoice of a patient of its own, unless one is named. */
async function invoiced(lines: readonly Line[], patient = `P${String(running)}`): Promise<string> {
  const number = String(++running);
  const amountMinor = lines.reduce((sum, line) => sum + line.minor, 0);
  const claim = claimSchema.parse({
    externalId: `journal-${number}`,
    kind: "INVOICE",
    number,
    kid: makeKid(number.padStart(12, "0"), "mod10"),
    issueDate: "2026-09-14",
    dueDate: "2026-09-28",
    currency: "NOK",
    amountMinor,
    lines: lines.map(({ text, minor }) => ({ text, amountMinor: minor, vatCode: "EXEMPT", vatMinor: 0 })),
    patient: { ref: patient, name: `Pasient ${patient}`, birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: patient, name: `Pasient ${patient}`, phone: "+4791234567" },
  });
  return withTenant(platform, clinic.context, async (tx) => {
    await receiveClaims(tx, clinic.ledgerId, [claim]);
    const all = await listInvoices(tx, { ledgerId: clinic.ledgerId, limit: 1_000 });
    return all.find((invoice) => invoice.number === number)!.id;
  });
}

const whole = (kroner: number): Line[] => [{ text: "Rotfylling", minor: kroner * 100 }];
type Standing = {
  state: string;
  openMinor: unknown;
  paidMinor: unknown;
  creditedMinor: unknown;
  number: string;
  events: {
    kind: string;
    amountMinor: unknown;
    number: string | null;
    creditNoteId: string | null;
    reason: string | null;
  }[];
  waiting: { proposalId: string; amountMinor: unknown }[];
  lines: { text: string | null; netMinor: unknown }[];
  credits: { id: string } | null;
};
const standing = async (id: string, who = manager) => read<Standing>(await who("GET", `/invoices/${id}/standing`));
const credit = (id: string, body: object, who = manager): Promise<Answer> =>
  who("POST", `/invoices/${id}/credits`, { body });
type Credited = { proposalId: string; needsApproval: boolean; creditNoteId: string | null };

async function approve(who: Ask, proposalId: string): Promise<Answer> {
  const { contentHash } = read<{ contentHash: string }>(await who("GET", `/proposals/${proposalId}`));
  return who("POST", `/proposals/${proposalId}/approval`, { body: { contentHash } });
}

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
  api = await openApi(platform);
  clinic = await testClinic(platform);
  await testBankAccount(platform, clinic);
  manager = await api.person(clinic.context, "clinicManager", [clinic.clinicId]);
  cfo = await api.person(clinic.context, "cfo");
  ceo = await api.person(clinic.context, "ceo");
});
afterAll(async () => {
  expect(await breaches(platform, clinic.context, invoicingChecks)).toEqual([]);
  await api.close();
  await platform.close();
});

describe("a credit within the limit", () => {
  test("S2-24 SEC-13 exactly 5,000 kr is granted by the clinic manager alone, and booked at once", async () => {
    const id = await invoiced(whole(5_000));
    const terms = read(await manager("GET", `/invoices/${id}/credit-terms`));
    expect(terms).toMatchObject({ leftMinor: 500_000, limitMinor: 500_000, creditedMinor: 0, aloneMinor: 500_000 });
    const answer = await credit(id, { reason: "duplicate" });
    expect(answer.status).toBe(201);
    const { needsApproval, creditNoteId } = read<Credited>(answer);
    expect(needsApproval).toBe(false);
    expect(await standing(id)).toMatchObject({ state: "credited", openMinor: 0, creditedMinor: 500_000 });
    const note = await standing(creditNoteId!);
    expect(note).toMatchObject({
      state: "creditNote",
      credits: { id },
      lines: [{ text: "Rotfylling", netMinor: 500_000 }],
    });
  });

  test("A-10 the note stands on the invoice with its number and reason, and the invoice on the note", async () => {
    const id = await invoiced(whole(1_200));
    const { creditNoteId } = read<Credited>(
      await credit(id, { reason: "goodwill", words: "Lang ventetid", amountMinor: 20_000 }),
    );
    const { events, state, openMinor } = await standing(id);
    expect([state, openMinor]).toEqual(["overdue", 100_000]);
    const note = await standing(creditNoteId!);
    expect(events).toMatchObject([
      { kind: "invoice", amountMinor: 120_000 },
      { kind: "creditNote", amountMinor: -20_000, number: note.number, creditNoteId, reason: "goodwill" },
    ]);
  });

  test("lines are credited by their amounts, and never more than is left", async () => {
    const id = await invoiced([
      { text: "Undersøkelse", minor: 60_000 },
      { text: "Røntgen", minor: 20_000 },
    ]);
    const { creditNoteId } = read<Credited>(
      await credit(id, { reason: "notDone", lines: [{ lineNo: 2, amountMinor: 20_000 }] }),
    );
    expect((await standing(creditNoteId!)).lines).toMatchObject([{ text: "Røntgen", netMinor: 20_000 }]);
    expect(codeOf(await credit(id, { reason: "notDone", amountMinor: 60_001 }))).toEqual([422, "CREDIT_TOO_LARGE"]);
    expect((await credit(id, { reason: "notDone" })).status).toBe(201);
    expect(codeOf(await credit(id, { reason: "notDone" }))).toEqual([409, "CREDIT_NOTHING_LEFT"]);
    expect(codeOf(await credit(creditNoteId!, { reason: "notDone" }))).toEqual([409, "INVOICE_NOT_CREDITABLE"]);
  });

  test("what was paid already goes to the payer's credit", async () => {
    const id = await invoiced(whole(800));
    const kid = makeKid(String(running).padStart(12, "0"), "mod10");
    const file = ocrFile({ transmission: 7, settledOn: "2026-10-05", payments: [{ kid, amountMinor: 80_000n }] });
    await importBytes(platform, clinic, createBankReaders(), file);
    expect(await standing(id)).toMatchObject({ state: "settled", paidMinor: 80_000 });
    expect((await credit(id, { reason: "complaint" })).status).toBe(201);
    expect(await standing(id)).toMatchObject({ openMinor: 0, creditedMinor: 80_000 });
  });
});

describe("a credit above the limit", () => {
  test("SEC-13 C-02 credits of one patient within 30 days are counted together: the second waits for somebody else", async () => {
    await credit(await invoiced(whole(3_000), "samme"), { reason: "goodwill" });
    const id = await invoiced(whole(2_001), "samme");
    expect(read(await manager("GET", `/invoices/${id}/credit-terms`))).toMatchObject({
      creditedMinor: 300_000,
      aloneMinor: 200_000,
    });
    const answer = read<Credited>(await credit(id, { reason: "goodwill" }));
    expect(answer).toMatchObject({ needsApproval: true, creditNoteId: null });
    expect(await standing(id)).toMatchObject({ openMinor: 200_100, waiting: [{ amountMinor: 200_100 }] });
    expect(codeOf(await approve(manager, answer.proposalId))).toEqual([403, "NOT_ALLOWED"]);
    expect((await approve(cfo, answer.proposalId)).status).toBe(200);
    expect((await cfo("POST", `/proposals/${answer.proposalId}/application`)).status).toBe(200);
    expect(await standing(id)).toMatchObject({ state: "credited", waiting: [] });
  });

  test("SEC-12 who made it never approves it, whatever their role; another does", async () => {
    const id = await invoiced(whole(9_000));
    const { proposalId, needsApproval } = read<Credited>(await credit(id, { reason: "wrongAmount" }, cfo));
    expect(needsApproval).toBe(true);
    expect(codeOf(await approve(cfo, proposalId))).toEqual([403, "PROPOSAL_OWN"]);
    expect((await approve(ceo, proposalId)).status).toBe(200);
  });

  test("what was credited since it was proposed makes it stale", async () => {
    const id = await invoiced(whole(8_000));
    const { proposalId } = read<Credited>(await credit(id, { reason: "wrongAmount" }));
    await credit(id, { reason: "goodwill", amountMinor: 100_00 });
    await approve(cfo, proposalId);
    expect(read(await cfo("POST", `/proposals/${proposalId}/application`))).toMatchObject({ applied: 0, stale: 1 });
    expect(await standing(id)).toMatchObject({ creditedMinor: 10_000 });
  });
});

describe("a limit that the tenant has set", () => {
  const settle = (creditLimitMinor: bigint | null) =>
    withTenant(platform, clinic.context, (tx) => changeTenant(tx, { creditLimitMinor }));
  afterAll(() => settle(null));

  test.each([
    [120_000n, 1_200, false],
    [120_000n, 1_201, true],
    [800_000n, 8_000, false],
    [800_000n, 8_001, true],
    [0n, 1, true],
    [null, 5_000, false],
    [null, 5_001, true],
  ])("SEC-13 under a limit of %s øre a credit of %s kr waits for somebody else: %s", async (limit, kroner, waits) => {
    await settle(limit);
    const id = await invoiced(whole(kroner));
    const limitMinor = Number(limit ?? 500_000n);
    expect(read(await manager("GET", `/invoices/${id}/credit-terms`))).toMatchObject({
      limitMinor,
      aloneMinor: limitMinor,
    });
    expect(read<Credited>(await credit(id, { reason: "duplicate" })).needsApproval).toBe(waits);
  });

  test("SEC-13 a limit below what was credited already leaves nothing to grant alone", async () => {
    await settle(null);
    await credit(await invoiced(whole(2_000), "senket"), { reason: "goodwill" });
    await settle(100_000n);
    const id = await invoiced(whole(1), "senket");
    expect(read(await manager("GET", `/invoices/${id}/credit-terms`))).toMatchObject({ aloneMinor: 0 });
    expect(read<Credited>(await credit(id, { reason: "goodwill" })).needsApproval).toBe(true);
  });
});

describe("who may", () => {
  test.each(["reception", "hqFinance", "accountant", "auditor"] as const)(
    "SEC-10 %s grants no credit",
    async (role) => {
      const who = await api.person(clinic.context, role, role === "reception" ? [clinic.clinicId] : undefined);
      const id = await invoiced(whole(10));
      expect(codeOf(await credit(id, { reason: "goodwill" }, who))).toEqual([403, "NOT_ALLOWED"]);
      expect(codeOf(await who("GET", `/invoices/${id}/credit-terms`))).toEqual([403, "NOT_ALLOWED"]);
    },
  );

  test("SEC-16 the accountant sees neither names nor what was treated", async () => {
    const accountant = await api.person(clinic.context, "accountant");
    const id = await invoiced(whole(10));
    const shown = read(await accountant("GET", `/invoices/${id}/standing`));
    expect(shown).toMatchObject({ payer: { name: null }, patient: { name: null }, lines: [{ text: null }] });
  });
});

describe("the list", () => {
  const list = async (query: string, who = manager) =>
    read<{ items: { number: string; state: string; partyName: string | null }[]; nextCursor: string | null }>(
      await who("GET", `/ledgers/${clinic.ledgerId}/invoice-list?${query}`),
    );
  const sums = async (query: string) =>
    read<{ count: number; openMinor: unknown; totalMinor: unknown; overdueMinor: unknown }>(
      await manager("GET", `/ledgers/${clinic.ledgerId}/invoice-list/sums?${query}`),
    );

  test("newest first, a page after the other, each invoice once", async () => {
    const all = (await list("limit=100")).items.map((row) => row.number);
    const paged: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const found = await list(`limit=4${cursor ? `&cursor=${cursor}` : ""}`);
      paged.push(...found.items.map((row) => row.number));
      cursor = found.nextCursor;
    }
    expect(paged).toEqual(all);
    expect(all.length).toBeGreaterThan(8);
  });

  test("each state gives its own rows, and the sums are the rows'", async () => {
    for (const state of ["open", "overdue", "settled", "credited"]) {
      const rows = (await list(`limit=100&state=${state}`)).items;
      expect(rows.length, state).toBe((await sums(`state=${state}`)).count);
      expect(rows.length, state).toBeGreaterThan(0);
    }
    expect((await list("limit=100&state=overdue")).items.every((row) => row.state === "overdue")).toBe(true);
    expect((await sums("state=settled")).openMinor).toBe(0);
    expect((await sums("from=2026-10-01&kind=invoice")).count).toBe(0);
  });

  test("W-08 looked for among all, a state gives the same rows as among the next ones", async () => {
    const beginning = ["9999-12-31", "ffffffff-ffff-ffff-ffff-ffffffffffff", "far"];
    const cursor = Buffer.from(JSON.stringify(beginning)).toString("base64url");
    for (const query of [
      "",
      "&state=open",
      "&state=overdue",
      "&state=settled",
      "&state=credited",
      "&state=open&kind=invoice",
    ])
      expect(await list(`limit=100${query}&cursor=${cursor}`), query).toEqual(await list(`limit=100${query}`));
  });

  test("found by number, KID, customer number and, for who sees people, name", async () => {
    await invoiced(whole(77), "Østli");
    const number = String(running);
    const kid = makeKid(number.padStart(12, "0"), "mod10");
    for (const q of [number, kid, encodeURIComponent("ostli")])
      expect((await list(`q=${q}`)).items.map((row) => row.number)).toEqual([number]);
    const accountant = await api.person(clinic.context, "accountant");
    expect((await list(`q=${encodeURIComponent("ostli")}`, accountant)).items).toEqual([]);
    expect((await list(`q=${number}`, accountant)).items).toMatchObject([{ number, partyName: null }]);
  });

  test.each(["csv", "xlsx", "json"])("A-09 the filter is taken away as %s", async (format) => {
    const answer = await manager("GET", `/ledgers/${clinic.ledgerId}/reports/invoices?state=open&format=${format}`);
    expect(answer.status).toBe(200);
    expect(answer.body.length).toBeGreaterThan(200);
    expect(answer.body).not.toMatch(/Pasient|Rotfylling/);
  });
});
