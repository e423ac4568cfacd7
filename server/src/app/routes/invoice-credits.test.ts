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
let reception: Ask;
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
const credit = (id: string, body: object, who = reception): Promise<Answer> =>
  who("POST", `/invoices/${id}/credits`, { body });
type Asked = { proposalId: string; roles: string[] };

async function approve(who: Ask, proposalId: string): Promise<Answer> {
  const { contentHash } = read<{ contentHash: string }>(await who("GET", `/proposals/${proposalId}`));
  return who("POST", `/proposals/${proposalId}/approval`, { body: { contentHash } });
}
const apply = (who: Ask, proposalId: string) => who("POST", `/proposals/${proposalId}/application`);

/** A credit that reception asks for and the manager approves, as booked: the id of its note. */
async function credited(id: string, body: object, by = manager): Promise<string> {
  const { proposalId } = read<Asked>(await credit(id, body));
  expect((await approve(by, proposalId)).status).toBe(200);
  expect(read(await apply(by, proposalId))).toMatchObject({ applied: 1 });
  const { items } = read<{ items: { resultId: string }[] }>(await by("GET", `/proposals/${proposalId}/lines`));
  return items[0]!.resultId;
}

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
  api = await openApi(platform);
  clinic = await testClinic(platform);
  await testBankAccount(platform, clinic);
  reception = await api.person(clinic.context, "reception", [clinic.clinicId]);
  manager = await api.person(clinic.context, "clinicManager", [clinic.clinicId]);
  cfo = await api.person(clinic.context, "cfo");
  ceo = await api.person(clinic.context, "ceo");
});
afterAll(async () => {
  expect(await breaches(platform, clinic.context, invoicingChecks)).toEqual([]);
  await api.close();
  await platform.close();
});

const MANAGER = ["clinicManager", "cfo", "ceo"];
const HEAD = ["cfo", "ceo"];

describe("a credit within the limit", () => {
  test("S2-24 SEC-12 SEC-13 exactly 5,000 kr: reception asks, nothing is booked, the clinic manager approves, then it is", async () => {
    const id = await invoiced(whole(5_000));
    const terms = read(await reception("GET", `/invoices/${id}/credit-terms`));
    const limits = { limitMinor: 500_000, withinMinor: 500_000, countedMinor: 0, windowDays: 30 };
    expect(terms).toMatchObject({ leftMinor: 500_000, ...limits, roles: MANAGER, rolesAbove: HEAD });
    const answer = await credit(id, { reason: "duplicate" });
    expect(answer.status).toBe(201);
    const { proposalId, roles } = read<Asked>(answer);
    expect(roles).toEqual(MANAGER);
    expect(await standing(id)).toMatchObject({
      openMinor: 500_000,
      waiting: [{ amountMinor: 500_000, expiresAt: null }],
    });
    expect(codeOf(await apply(manager, proposalId))).toEqual([409, "PROPOSAL_STATE"]);
    expect(codeOf(await approve(reception, proposalId))).toEqual([403, "NOT_ALLOWED"]);
    expect((await approve(manager, proposalId)).status).toBe(200);
    expect(await standing(id)).toMatchObject({ openMinor: 500_000 });
    expect((await apply(manager, proposalId)).status).toBe(200);
    expect(await standing(id)).toMatchObject({ state: "credited", openMinor: 0, creditedMinor: 500_000 });
  });

  test("DP-057 E9 a credit for a wrong invoice that is replaced has the same limit; what replaces it falls due by itself", async () => {
    const [wrong, right] = [await invoiced(whole(6_000)), await invoiced(whole(6_000))];
    expect(read<Asked>(await credit(wrong, { reason: "wrongPayer" })).roles).toEqual(HEAD);
    expect(read<Asked>(await credit(await invoiced(whole(400)), { reason: "wrongAmount" })).roles).toEqual(MANAGER);
    expect(await standing(right)).toMatchObject({ openMinor: 600_000, dueOn: "2026-09-28" });
  });

  test("A-10 the note stands on the invoice with its number and reason, and the invoice on the note", async () => {
    const id = await invoiced(whole(1_200));
    const noteId = await credited(id, { reason: "goodwill", words: "Lang ventetid", amountMinor: 20_000 });
    const { events, state, openMinor } = await standing(id);
    expect([state, openMinor]).toEqual(["overdue", 100_000]);
    const note = await standing(noteId);
    expect(note).toMatchObject({
      state: "creditNote",
      credits: { id },
      lines: [{ text: "Rotfylling", netMinor: 20_000 }],
    });
    expect(events).toMatchObject([
      { kind: "invoice", amountMinor: 120_000 },
      { kind: "creditNote", amountMinor: -20_000, number: note.number, creditNoteId: noteId, reason: "goodwill" },
    ]);
  });

  test("lines are credited by their amounts, and never more than is left", async () => {
    const id = await invoiced([
      { text: "Undersøkelse", minor: 60_000 },
      { text: "Røntgen", minor: 20_000 },
    ]);
    const noteId = await credited(id, { reason: "notDone", lines: [{ lineNo: 2, amountMinor: 20_000 }] });
    expect((await standing(noteId)).lines).toMatchObject([{ text: "Røntgen", netMinor: 20_000 }]);
    expect(codeOf(await credit(id, { reason: "notDone", amountMinor: 60_001 }))).toEqual([422, "CREDIT_TOO_LARGE"]);
    await credited(id, { reason: "notDone" });
    expect(codeOf(await credit(id, { reason: "notDone" }))).toEqual([409, "CREDIT_NOTHING_LEFT"]);
    expect(codeOf(await credit(noteId, { reason: "notDone" }))).toEqual([409, "INVOICE_NOT_CREDITABLE"]);
  });

  test("what was paid already goes to the payer's credit", async () => {
    const id = await invoiced(whole(800));
    const kid = makeKid(String(running).padStart(12, "0"), "mod10");
    const file = ocrFile({ transmission: 7, settledOn: "2026-10-05", payments: [{ kid, amountMinor: 80_000n }] });
    await importBytes(platform, clinic, createBankReaders(), file);
    expect(await standing(id)).toMatchObject({ state: "settled", paidMinor: 80_000 });
    await credited(id, { reason: "complaint" });
    expect(await standing(id)).toMatchObject({ openMinor: 0, creditedMinor: 80_000 });
  });
});

describe("a credit above the limit", () => {
  test("S2-26 N-08 E26 SEC-13 C-02 credits of one patient are counted together: the second goes to the CFO, who sees why", async () => {
    await credited(await invoiced(whole(3_000), "samme"), { reason: "goodwill" });
    const id = await invoiced(whole(2_001), "samme");
    expect(read(await manager("GET", `/invoices/${id}/credit-terms`))).toMatchObject({
      countedMinor: 300_000,
      roles: HEAD,
    });
    expect(read(await reception("GET", `/invoices/${id}/credit-terms`))).toMatchObject({
      countedMinor: 300_000,
      roles: MANAGER,
      withinMinor: 200_000,
    });
    const { proposalId, roles } = read<Asked>(await credit(id, { reason: "goodwill" }));
    expect(roles).toEqual(HEAD);
    expect(codeOf(await approve(manager, proposalId))).toEqual([403, "APPROVAL_ROLE"]);
    expect(read(await cfo("GET", `/proposals/${proposalId}/approval`))).toMatchObject({
      cause: "sum",
      sumMinor: 500_100,
      earlier: [{ amountMinor: 300_000, samePerson: true, sameOriginal: false }],
      given: [],
    });
    expect((await approve(cfo, proposalId)).status).toBe(200);
    expect((await apply(cfo, proposalId)).status).toBe(200);
    expect(await standing(id)).toMatchObject({ state: "credited", waiting: [] });
  });

  test("E25 3,000.00 and 2,000.00 of one patient are the manager's both, and what the CFO approved counts for nothing", async () => {
    await credited(await invoiced(whole(6_000), "grense"), { reason: "goodwill" }, cfo);
    await credited(await invoiced(whole(3_000), "grense"), { reason: "goodwill" });
    await credited(await invoiced(whole(2_000), "grense"), { reason: "goodwill" });
    const { roles } = read<Asked>(await credit(await invoiced(whole(1), "grense"), { reason: "goodwill" }));
    expect(roles).toEqual(HEAD);
  });

  test("E30 E31 SEC-12 one's own request goes to the next level, whatever the amount; nobody approves their own", async () => {
    const small = read<Asked>(await credit(await invoiced(whole(200)), { reason: "goodwill" }, manager));
    expect(small.roles).toEqual(HEAD);
    expect(codeOf(await approve(manager, small.proposalId))).toEqual([403, "PROPOSAL_OWN"]);
    const large = read<Asked>(await credit(await invoiced(whole(10_000)), { reason: "wrongAmount" }, cfo));
    expect(large.roles).toEqual(["ceo"]);
    expect(codeOf(await approve(cfo, large.proposalId))).toEqual([403, "PROPOSAL_OWN"]);
    const otherCfo = await api.person(clinic.context, "cfo");
    expect(codeOf(await approve(otherCfo, large.proposalId))).toEqual([403, "APPROVAL_ROLE"]);
    expect((await approve(ceo, large.proposalId)).status).toBe(200);
    const family = read<Asked>(await credit(await invoiced(whole(200)), { reason: "goodwill", ownInterest: true }));
    expect(family.roles).toEqual(HEAD);
  });

  test("DP-052 a state's share that Kvitt holds no part of counts by the asker's word, and stands on no note", async () => {
    const id = await invoiced(whole(4_800));
    const answer = await credit(id, { reason: "notDone", stateShareMinor: 40_000 });
    expect(read<Asked>(answer).roles).toEqual(HEAD);
    const { items } = read<{ items: { amountMinor: unknown }[] }>(
      await cfo("GET", `/proposals/${read<Asked>(answer).proposalId}/lines`),
    );
    expect(items).toMatchObject([{ amountMinor: 480_000 }]);
  });

  test("what was credited since it was proposed makes it stale, and its approval counts for nothing", async () => {
    const id = await invoiced(whole(4_500), "forbi");
    const { proposalId } = read<Asked>(await credit(id, { reason: "wrongAmount" }));
    await credited(id, { reason: "goodwill", amountMinor: 100_00 });
    expect((await approve(manager, proposalId)).status).toBe(200);
    expect(read(await apply(manager, proposalId))).toMatchObject({ applied: 0, stale: 1 });
    expect(await standing(id)).toMatchObject({ creditedMinor: 10_000 });
    expect(read(await reception("GET", `/invoices/${id}/credit-terms`))).toMatchObject({ countedMinor: 10_000 });
  });
});

describe("a limit that the tenant has set", () => {
  const settle = (creditLimitMinor: bigint | null) =>
    withTenant(platform, clinic.context, (tx) => changeTenant(tx, { creditLimitMinor }));
  afterAll(() => settle(null));

  test.each([
    [120_000n, 1_200, MANAGER],
    [120_000n, 1_201, HEAD],
    [800_000n, 8_000, MANAGER],
    [800_000n, 8_001, HEAD],
    [0n, 1, HEAD],
    [null, 5_000, MANAGER],
    [null, 5_001, HEAD],
  ])("SEC-13 under a limit of %s øre a credit of %s kr is approved by one of %s", async (limit, kroner, who) => {
    await settle(limit);
    const id = await invoiced(whole(kroner));
    expect(read(await reception("GET", `/invoices/${id}/credit-terms`))).toMatchObject({
      limitMinor: Number(limit ?? 500_000n),
    });
    expect(read<Asked>(await credit(id, { reason: "duplicate" })).roles).toEqual(who);
  });

  test("SEC-13 a limit below what was credited already leaves the manager nothing", async () => {
    await settle(null);
    await credited(await invoiced(whole(2_000), "senket"), { reason: "goodwill" });
    await settle(100_000n);
    const id = await invoiced(whole(1), "senket");
    expect(read(await reception("GET", `/invoices/${id}/credit-terms`))).toMatchObject({
      roles: HEAD,
      withinMinor: null,
    });
    expect(read<Asked>(await credit(id, { reason: "goodwill" })).roles).toEqual(HEAD);
  });
});

describe("who may", () => {
  test.each(["accountant", "auditor"] as const)("SEC-10 %s asks for no credit", async (role) => {
    const who = await api.person(clinic.context, role);
    const id = await invoiced(whole(10));
    expect(codeOf(await credit(id, { reason: "goodwill" }, who))).toEqual([403, "NOT_ALLOWED"]);
    expect(codeOf(await who("GET", `/invoices/${id}/credit-terms`))).toEqual([403, "NOT_ALLOWED"]);
  });

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
