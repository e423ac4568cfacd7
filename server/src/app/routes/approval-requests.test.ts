import { makeKid } from "@kvitt/values";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { claimSchema, listInvoices, receiveClaims } from "../../invoicing/index.ts";
import { changeTenant, listAuditEvents, withTenant, type TenantTransaction } from "../../platform/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";
import { initialsOf } from "./approval-request-fields.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let reception: Ask;
let manager: Ask;
let cfo: Ask;
let running = 700_000;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

async function invoiced(kroner: number, patient: string): Promise<string> {
  const number = String(++running);
  const name = `Kari ${patient}`;
  const claim = claimSchema.parse({
    externalId: `journal-${number}`,
    kind: "INVOICE",
    number,
    kid: makeKid(number.padStart(12, "0"), "mod10"),
    issueDate: "2026-09-14",
    dueDate: "2026-09-28",
    currency: "NOK",
    amountMinor: kroner * 100,
    lines: [{ text: "Rotfylling", amountMinor: kroner * 100, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: patient, name, birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: patient, name, phone: "+4791234567" },
  });
  return inTenant(async (tx) => {
    await receiveClaims(tx, clinic.ledgerId, [claim]);
    const all = await listInvoices(tx, { ledgerId: clinic.ledgerId, limit: 1_000 });
    return all.find((invoice) => invoice.number === number)!.id;
  });
}

async function asked(kroner: number, patient: string, who = reception): Promise<string> {
  const body = { reason: "goodwill", words: "Ventet en time" };
  const answer = await who("POST", `/invoices/${await invoiced(kroner, patient)}/credits`, { body });
  expect(answer.status).toBe(201);
  return read<{ proposalId: string }>(answer).proposalId;
}

type Row = {
  readonly id: string;
  readonly contentHash: string;
  readonly initials: string | null;
  readonly may: {
    readonly approve: boolean;
    readonly refuse: boolean;
    readonly nudge: boolean;
    readonly alone: boolean;
  };
  readonly [field: string]: unknown;
};
type Detail = Row & { readonly said: readonly object[]; readonly history: object; readonly earlier: readonly object[] };
const listed = async (who: Ask, view: string): Promise<readonly Row[]> =>
  read<{ items: Row[] }>(await who("GET", `/approval-requests?view=${view}&limit=200`)).items;
const idsOf = (rows: readonly Row[]) => rows.map(({ id }) => id);
const one = async (who: Ask, id: string) => read<Detail>(await who("GET", `/approval-requests/${id}`));
async function granted(who: Ask, id: string): Promise<void> {
  const { contentHash } = await one(who, id);
  expect((await who("POST", `/proposals/${id}/approval`, { body: { contentHash } })).status).toBe(200);
  expect((await who("POST", `/proposals/${id}/application`)).status).toBe(200);
}

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
  api = await openApi(platform);
  clinic = await testClinic(platform);
  reception = await api.person(clinic.context, "reception", [clinic.clinicId]);
  manager = await api.person(clinic.context, "clinicManager", [clinic.clinicId]);
  cfo = await api.person(clinic.context, "cfo");
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

describe("the list", () => {
  test("H-04 C-01 what waits for whom: a small credit for the manager, a large one for the CFO, each with initials, reason and the words of who asks", async () => {
    const [small, large] = [await asked(900, "Liten"), await asked(9_000, "Stor")];
    const mine = await listed(manager, "yours");
    expect(idsOf(mine)).toContain(small);
    expect(idsOf(mine)).not.toContain(large);
    expect(idsOf(await listed(manager, "waiting"))).toEqual(expect.arrayContaining([small, large]));
    expect(idsOf(await listed(cfo, "yours"))).toContain(large);
    expect(mine.find(({ id }) => id === small)).toMatchObject({
      request: "credit",
      initials: "K.L.",
      reason: "goodwill",
      words: "Ventet en time",
      amountMinor: 90_000,
      bills: 1,
      cause: "amount",
      mine: false,
      may: { approve: true, refuse: true, nudge: false, alone: false, standsInFor: null },
    });
    expect(await one(manager, large)).toMatchObject({ may: { approve: false }, roles: ["cfo", "ceo"] });
  });

  test("SEC-16 who sees people by their numbers sees no initials", async () => {
    const accountant = await api.person(clinic.context, "accountant");
    const id = await asked(100, "Ukjent");
    expect((await one(accountant, id)).initials).toBeNull();
  });

  test("C-03 reception sees what it asked for itself, with what became of it, and nobody else's", async () => {
    const other = await asked(500, "Annen", manager);
    const own = await asked(500, "Egen");
    await granted(manager, own);
    const sent = await listed(reception, "waiting");
    expect(idsOf(sent)).not.toContain(other);
    expect(sent.find(({ id }) => id === own)).toMatchObject({ mine: true, state: "applied" });
    expect(codeOf(await reception("GET", `/approval-requests/${other}`))).toEqual([404, "PROPOSAL_NOT_FOUND"]);
  });

  test.each([
    ["Kari Anne Nordmann", "K.N."],
    ["  åse  ", "Å."],
    ["", "."],
  ])("initials of %j are %s", (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});

describe("one request", () => {
  test("C-02 H-04 shows earlier credits that count with it, and what patient, clinic and person were granted in a year", async () => {
    const first = await asked(3_000, "Delt");
    await granted(manager, first);
    const second = await asked(3_000, "Delt");
    expect(await one(cfo, second)).toMatchObject({
      cause: "sum",
      roles: ["cfo", "ceo"],
      sumMinor: 600_000,
      earlier: [{ proposalId: first, amountMinor: 300_000, samePerson: true, sameOriginal: false }],
      history: { patient: { count: 1, amountMinor: 300_000 } },
    });
  });

  test("H-04 C-03 a question and its answer: the request waits on, and shows that it asks until it is answered", async () => {
    const id = await asked(700, "Spurt");
    const say = (who: Ask, kind: string, words: string) =>
      who("POST", `/approval-requests/${id}/remarks`, { body: { kind, words } });
    expect(codeOf(await say(reception, "question", "Når?"))).toEqual([403, "NOT_ALLOWED"]);
    expect((await say(manager, "question", "Hvorfor så mye?")).status).toBe(201);
    expect(await one(reception, id)).toMatchObject({ asks: true, remarks: 1, state: "open" });
    expect((await say(reception, "comment", "Han ventet i to timer")).status).toBe(201);
    const after = await one(manager, id);
    expect(after).toMatchObject({ asks: false, remarks: 2 });
    expect(after.said).toMatchObject([
      { kind: "question", words: "Hvorfor så mye?", mine: true },
      { kind: "comment", words: "Han ventet i to timer", byName: "reception", mine: false },
    ]);
    expect((await say(manager, "comment", "Født 01010750160")).status).toBe(422);
  });

  test("C-03 who asked reminds once in 24 hours; nobody else does, nor of what is decided", async () => {
    const id = await asked(700, "Minnet");
    const nudge = (who: Ask) => who("POST", `/approval-requests/${id}/nudge`);
    expect(codeOf(await nudge(manager))).toEqual([409, "REQUEST_NOT_YOURS"]);
    expect((await nudge(reception)).status).toBe(204);
    expect(codeOf(await nudge(reception))).toEqual([409, "REQUEST_NUDGED"]);
    expect(await one(manager, id)).toMatchObject({ nudges: 1 });
    await granted(manager, id);
    expect(codeOf(await nudge(reception))).toEqual([409, "REQUEST_NOT_WAITING"]);
  });

  test("H-04 a refusal has a reason that who asked reads; afterwards nobody approves it, and it counts for nothing", async () => {
    const id = await asked(4_000, "Nektet");
    const refuse = (who: Ask) => who("POST", `/proposals/${id}/refusal`, { body: { words: "Prisen var avtalt" } });
    expect(codeOf(await refuse(reception))).toEqual([403, "NOT_ALLOWED"]);
    expect((await refuse(manager)).status).toBe(204);
    expect(codeOf(await refuse(cfo))).toEqual([409, "PROPOSAL_STATE"]);
    const { contentHash } = await one(reception, id);
    expect(codeOf(await manager("POST", `/proposals/${id}/approval`, { body: { contentHash } }))).toEqual([
      409,
      "PROPOSAL_STATE",
    ]);
    expect(await one(reception, id)).toMatchObject({
      state: "withdrawn",
      refused: true,
      said: [{ kind: "refusal", words: "Prisen var avtalt", byName: "clinicManager" }],
    });
    expect(await one(manager, await asked(4_000, "Nektet"))).toMatchObject({ cause: "amount", sumMinor: 400_000 });
  });

  test("SEC-12 in one-person mode one's own request may be approved, and says that it is alone", async () => {
    const id = await asked(300, "Alene", manager);
    expect(await one(manager, id)).toMatchObject({ mine: true, may: { approve: false, alone: false } });
    const turn = (onePerson: boolean) => inTenant((tx) => changeTenant(tx, { onePerson }));
    await turn(true);
    expect(await one(manager, id)).toMatchObject({ mine: true, may: { approve: true, alone: true } });
    await turn(false);
  });
});

describe("head office", () => {
  test("H-09 SEC-13 S2-27 the list of credits goes along as a file with patients and amounts, behind sign-in, also as a PDF; the reading is kept", async () => {
    await granted(manager, await asked(1_100, "Fil"));
    const october = "/credits-and-losses/file?fromOn=2026-10-01&toOn=2026-10-31";
    const file = await cfo("GET", `${october}&format=csv&language=nb`);
    expect(file.status).toBe(200);
    expect(file.body).toMatch(/Credit note;.*;Kari Fil;1100,00/);
    const reading = await inTenant((tx) => listAuditEvents(tx, { action: "creditsAndLosses.listed" }, 1));
    expect(reading).toMatchObject([{ detail: { parties: expect.arrayContaining([expect.any(String)]) as unknown } }]);
    const pdf = await cfo("GET", `${october}&format=pdf&language=nb`);
    expect([pdf.status, pdf.headers["content-type"]]).toEqual([200, "application/pdf"]);
    expect((await manager("GET", october)).status).toBe(403);
  });
});
