import { makeKid } from "@kvitt/values";
import type * as z from "zod";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  importBytes,
  ocrFile,
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../../../testkit/index.ts";
import { workList, solveBankLine, undoSolution } from "../../banking/index.ts";
import { claimSchema, listInvoices, receiveClaims } from "../../invoicing/index.ts";
import { listAuditEvents, withTenant, type TenantTransaction } from "../../platform/index.ts";
import { createBankReaders } from "../readers/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let otherClinic: TestClinic;
let finance: Ask;
let reception: Ask;

const kidOf = (no: number) => makeKid(String(no).padStart(12, "0"), "mod10");
const [KARI, OLA, FAR] = [kidOf(1001), kidOf(1002), kidOf(1003)];
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>): Promise<T> =>
  withTenant(platform, clinic.context, work);

type Claim = z.output<typeof claimSchema>;
function claimOf(number: string, kid: string, minor: number, name: string, more: object = {}): Claim {
  return claimSchema.parse({
    externalId: `opus-${number}`,
    kind: "INVOICE",
    number,
    kid,
    issueDate: "2026-09-01",
    dueDate: "2026-09-15",
    currency: "NOK",
    amountMinor: minor,
    lines: [{ text: "Behandling", amountMinor: minor, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: kid, name, birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: kid, name, phone: "+4791234567" },
    ...more,
  });
}

const take = (ledgerId: string, ...claims: Claim[]) => inTenant((tx) => receiveClaims(tx, ledgerId, claims));

const pay = (transmission: number, kid: string, amountMinor: bigint) =>
  importBytes(
    platform,
    clinic,
    createBankReaders(),
    ocrFile({ transmission, settledOn: "2026-10-05", payments: [{ kid, amountMinor }] }),
  );

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T05:00");
  api = await openApi(platform);
  clinic = await testClinic(platform);
  otherClinic = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId });
  await testBankAccount(platform, clinic);
  const later = { issueDate: "2026-10-01", dueDate: "2026-10-20" };
  await take(clinic.ledgerId, claimOf("260101", KARI, 124_050, "Kari Østergård"));
  await take(clinic.ledgerId, claimOf("260102", OLA, 90_000, "Ola Østby", later));
  await take(otherClinic.ledgerId, claimOf("260103", FAR, 124_050, "Fjern Østli"));
  await pay(1, KARI, 24_050n);
  finance = await api.person(clinic.context, "hqFinance");
  reception = await api.person(clinic.context, "reception", [clinic.clinicId]);
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

type Found = {
  parties: { id: string; name: string; matched: string }[];
  invoices: { number: string; matched: string }[];
  payments: { amountMinor: unknown; matched: string }[];
};
const ask = async (who: Ask, q: string) => read<Found>(await who("GET", `/search?q=${encodeURIComponent(q)}`));
const shortly = (found: Found) => [
  ...found.parties.map((each) => `${each.matched}: ${each.name}`),
  ...found.invoices.map((each) => `${each.matched}: invoice ${each.number}`),
  ...found.payments.map((each) => `${each.matched}: payment ${String(each.amountMinor)}`),
];
const idOf = async (name: string) => (await ask(finance, name)).parties[0]!.id;

describe("one box for everything", () => {
  test.each<[string, string[]]>([
    ["ostergard", ["name: Kari Østergård"]],
    ["ostregard", ["nearName: Kari Østergård"]],
    ["91234567", ["phone: Kari Østergård", "phone: Ola Østby", "phone: Fjern Østli"]],
    ["260101", ["number: invoice 260101"]],
    [KARI, ["reference: invoice 260101", "reference: payment 24050"]],
    [`${KARI.slice(0, 4)} ${KARI.slice(4)}`, ["reference: invoice 260101", "reference: payment 24050"]],
    ["240,50", ["amount: payment 24050"]],
    ["900,00", ["amount: invoice 260102"]],
    ["1 240,50 kr", ["amount: invoice 260101", "amount: invoice 260103"]],
    ["ingen her", []],
  ])("D-01 K-03 %s", async (q, expected) => expect(shortly(await ask(finance, q)).sort()).toEqual(expected.sort()));

  test("D-01 five digits find whoever's telephone ends with them, and a customer number its customer", async () => {
    expect((await ask(finance, "34567")).parties.map((each) => each.matched)).toEqual([
      "phoneTail",
      "phoneTail",
      "phoneTail",
    ]);
    const [kari] = (await ask(finance, "ostergard")).parties;
    const customerNo = String((kari as unknown as { customerNo: number }).customerNo);
    expect(shortly(await ask(finance, customerNo.padStart(2, "0")))).toContain("customerNo: Kari Østergård");
  });

  test("an invoice says what is left to pay on it and who owes it", async () => {
    expect((await ask(finance, "260101")).invoices[0]).toMatchObject({
      openMinor: 100_000,
      currency: "NOK",
      partyName: "Kari Østergård",
    });
  });

  test("at most eight of each", async () => {
    for (let at = 0; at < 9; at++) {
      const payer = { type: "PATIENT", ref: kidOf(2000 + at), name: `Mange Like ${at}`, phone: "+4790000001" };
      await take(clinic.ledgerId, claimOf(`2702${at}0`, kidOf(2000 + at), 77_700, payer.name, { payer }));
    }
    const found = await ask(finance, "mange like");
    expect(found.parties).toHaveLength(8);
    expect((await ask(finance, "777")).invoices).toHaveLength(8);
  });

  test("SEC-09 reception finds only what its clinic deals with, and no bank lines", async () => {
    expect(shortly(await ask(reception, "ost")).sort()).toEqual(["name: Kari Østergård", "name: Ola Østby"]);
    expect(shortly(await ask(reception, "1240,50"))).toEqual(["amount: invoice 260101"]);
    expect(shortly(await ask(reception, "260103"))).toEqual([]);
    expect(shortly(await ask(reception, KARI))).toEqual(["reference: invoice 260101"]);
    expect((await ask(reception, "34567")).parties).toHaveLength(2);
  });

  test("SEC-16 the accountant finds invoices and payments, no people and no names", async () => {
    const accountant = await api.person(clinic.context, "accountant");
    expect(await ask(accountant, "ostergard")).toEqual({ parties: [], invoices: [], payments: [] });
    const found = await ask(accountant, KARI);
    expect(found.invoices).toMatchObject([{ number: "260101", partyName: null }]);
    expect(found.payments).toHaveLength(1);
  });

  test("SEC-05 another tenant finds nothing of this one", async () => {
    const stranger = await testClinic(platform);
    const asker = await api.person(stranger.context, "hqFinance");
    for (const q of ["ostergard", "91234567", "34567", "260101", KARI, "1240,50"])
      expect(await ask(asker, q)).toEqual({ parties: [], invoices: [], payments: [] });
  });

  test("SEC-75 who was shown is kept, what was typed is not", async () => {
    const kari = await idOf("ostergard");
    const [event] = await inTenant((tx) => listAuditEvents(tx, { action: "search.found" }, 1));
    expect(event!.detail).toEqual({ parties: [kari] });
  });
});

type Event = {
  code: string;
  amountMinor: unknown;
  facts: Record<string, string>;
  links: Record<string, unknown>;
};
type Page = { items: Event[]; nextCursor: string | null };

describe("the party card", () => {
  test("D-02 owed, overdue, next due, masked contacts and flags in one answer", async () => {
    const card = read(await finance("GET", `/parties/${await idOf("ostergard")}/card`));
    expect(card).toMatchObject({
      name: "Kari Østergård",
      roles: ["patient", "payer"],
      asOf: "2026-10-06",
      balances: [
        {
          currency: "NOK",
          owedMinor: 100_000,
          overdueMinor: 100_000,
          oldestOverdueOn: "2026-09-15",
          nextDueOn: null,
          nextDueMinor: 0,
          creditMinor: 0,
        },
      ],
      behind: [],
      preferences: { invoiceMode: "single", collectivePeriod: null, delivery: null },
      contacts: [{ kind: "phone", purpose: "payment", masked: "••• 34 567" }],
      flags: ["overdue"],
    });
    expect(JSON.stringify(card)).not.toContain("91234567");
    const ola = read(await finance("GET", `/parties/${await idOf("ostby")}/card`));
    expect(ola).toMatchObject({
      balances: [{ owedMinor: 90_000, overdueMinor: 0, nextDueOn: "2026-10-20", nextDueMinor: 90_000 }],
      flags: [],
    });
  });

  test("D-02 a child's card shows the guardian who pays, and what the guardian owes", async () => {
    const guardian = { ref: "g1", name: "Mor Barnesen", phone: "+4792222222" };
    const child = { ref: "c1", name: "Lille Barnesen", birthDate: "2019-05-01" };
    const payer = { type: "PATIENT", ref: "c1", name: "Lille Barnesen" };
    await take(
      clinic.ledgerId,
      claimOf("280001", kidOf(3001), 50_000, "Lille Barnesen", { patient: child, payer, guardian }),
    );
    const card = read<{ behind: object[] }>(await reception("GET", `/parties/${await idOf("lille barnesen")}/card`));
    expect(card.behind).toMatchObject([
      {
        name: "Mor Barnesen",
        kind: "guardian",
        pays: true,
        shareBasisPoints: 10_000,
        balances: [{ owedMinor: 50_000 }],
      },
    ]);
    expect(card).toMatchObject({ balances: [], flags: ["notReachable"] });
  });

  test("SEC-09 a party of another clinic is not found, whatever is asked of it", async () => {
    const far = await idOf("fjern");
    for (const part of ["card", "timeline"])
      expect(codeOf(await reception("GET", `/parties/${far}/${part}`))).toEqual([404, "PARTY_NOT_FOUND"]);
    const note = await reception("POST", `/parties/${far}/notes`, { body: { text: "Nei" } });
    expect(codeOf(note)).toEqual([404, "PARTY_NOT_FOUND"]);
  });
});

describe("the timeline", () => {
  const timelineOf = async (partyId: string, more = "") =>
    read<Page>(await finance("GET", `/parties/${partyId}/timeline${more}`));

  test("invoice, payment, allocation taken back, note and contact change stand newest first, with their links", async () => {
    const partyId = await idOf("ostergard");
    platform.moveTo("2026-10-06T05:00");
    await pay(2, kidOf(999), 30_000n);
    const [line] = await inTenant((tx) => workList(tx, { ledgerId: clinic.ledgerId, limit: 5 }));
    const explanation = { rule: "test", version: 1, inputs: {} };
    platform.moveTo("2026-10-06T05:01");
    const entryId = await inTenant((tx) =>
      solveBankLine(tx, line!.id, { placings: [], restToPartyId: partyId, explanation }),
    );
    platform.moveTo("2026-10-06T05:02");
    await inTenant((tx) => undoSolution(tx, entryId));
    platform.moveTo("2026-10-06T05:03");
    const phone = { kind: "phone", purpose: "payment", value: "+4799887766" };
    await finance("POST", `/parties/${partyId}/contact-points`, { body: phone });
    platform.moveTo("2026-10-06T05:04");
    const made = await reception("POST", `/parties/${partyId}/notes`, { body: { text: "Ringer tilbake i morgen" } });
    expect(made.status).toBe(201);
    const { items } = await timelineOf(partyId);
    expect(items.map((each) => [each.code, each.amountMinor])).toEqual([
      ["note.written", null],
      ["contact.set", null],
      ["entry.reversal", 30_000],
      ["entry.allocation", -30_000],
      ["entry.payment", -24_050],
      ["invoice.issued", 124_050],
      ["contact.set", null],
    ]);
    expect(items[0]!.facts).toMatchObject({ text: "Ringer tilbake i morgen" });
    expect(items[1]!.facts).toEqual({ kind: "phone", purpose: "payment", masked: "••• 87 766" });
    expect(items[2]).toMatchObject({ facts: { reversedKind: "allocation" }, links: { reversesId: entryId } });
    expect(items[3]!.links).toMatchObject({ entryId, bankLineId: line!.id });
    const [invoice] = await inTenant((tx) => listInvoices(tx, { partyId }));
    expect(items[4]!.links).toMatchObject({ invoiceIds: [invoice!.id] });
    expect(items[5]).toMatchObject({ facts: { number: "260101", dueOn: "2026-09-15" } });
  });

  test("page by page it is the same list", async () => {
    const partyId = await idOf("ostergard");
    const whole = (await timelineOf(partyId)).items;
    const paged: Event[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page: Page = await timelineOf(partyId, `?limit=2${cursor ? `&cursor=${cursor}` : ""}`);
      paged.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(whole);
  });

  test("SEC-55 a note with an identity number is refused and not repeated; one too long or empty too", async () => {
    const partyId = await idOf("ostergard");
    const write = (text: string) => finance("POST", `/parties/${partyId}/notes`, { body: { text } });
    const refused = await write("Født 238277 10091");
    expect(refused.status).toBe(422);
    expect(refused.body).not.toContain("10091");
    expect((await write("x".repeat(2_001))).status).toBe(422);
    expect((await write("  ")).status).toBe(422);
    expect((await write("x".repeat(2_000))).status).toBe(201);
  });

  test("SEC-75 the reading of card and timeline and the writing of a note are kept, the note's text is not", async () => {
    const partyId = await idOf("ostergard");
    await finance("GET", `/parties/${partyId}/card`);
    await timelineOf(partyId);
    const events = await inTenant((tx) => listAuditEvents(tx, { subjectId: partyId }, 200));
    expect(events.map((event) => event.action)).toEqual(
      expect.arrayContaining(["party.read", "party.timelineRead", "party.noteWritten"]),
    );
    expect(JSON.stringify(events.map((event) => event.detail))).not.toContain("Ringer");
  });
});
