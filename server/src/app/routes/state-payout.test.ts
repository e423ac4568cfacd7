import { writeCamt } from "@kvitt/format-iso20022";
import { makeKid } from "@kvitt/values";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  breaches,
  importBytes,
  testClinic,
  testPlatform,
  trialBalance,
  type TestClinic,
  type TestPlatform,
} from "../../../testkit/index.ts";
import { suggestionsFor, workList } from "../../banking/index.ts";
import { itemsByReference } from "../../ledger/index.ts";
import { withTenant, type TenantTransaction } from "../../platform/index.ts";
import { dayProof } from "../../reports/index.ts";
import { allChecks } from "../commands/verify.ts";
import { createBankReaders } from "../readers/index.ts";
import { openApi, read, type Api, type Ask } from "./asking.fixture.ts";

/** The state's weekly pay-out as it comes: a specification by visit, and one line of the bank. */

const DAY = "2026-10-08";
let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let finance: Ask;
let practice: Ask;
let running = 800_000;

const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

/** Each clinic of its own: the weeks before must not explain this one's line. */
async function opened(): Promise<void> {
  clinic = await testClinic(platform, { market: "SE" });
  finance = await api.person(clinic.context, "hqFinance");
  practice = await api.program(clinic.context, ["claims:write"]);
  const admin = await api.person(clinic.context, "admin");
  const account = { number: "9912346", detailSource: "camt053", proofSource: "camt053" };
  expect((await admin("POST", `/ledgers/${clinic.ledgerId}/bank-accounts`, { body: account })).status).toBe(201);
}

beforeAll(async () => {
  platform = await testPlatform(`${DAY}T08:00`);
  api = await openApi(platform);
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

/** Bills of visits with these shares of the state's, in öre; the patient pays 1 000.00 of each. */
async function billed(shares: readonly number[]): Promise<string[]> {
  const visits: string[] = [];
  for (const share of shares) {
    const number = String(++running);
    const visitId = `besok-${number}`;
    const line = {
      ...{ text: "Tandvårdsåtgärd", amountMinor: 100_000, vatCode: "EXEMPT", vatMinor: 0, visitId },
      ...{ priceMinor: 100_000 + share, referencePriceMinor: 100_000 + share },
      stateShare: [
        { kind: "TE", amountMinor: share },
        { kind: "ATB", amountMinor: 0 },
      ],
    };
    const patient = { ref: `P${number}`, name: `Patient ${number}`, birthDate: "1984-03-09" };
    const body = {
      ...{ externalId: `journal-${number}`, kind: "INVOICE", number, kid: makeKid(number.padStart(12, "0"), "mod10") },
      ...{ issueDate: "2026-09-14", dueDate: "2026-10-14", currency: "SEK", amountMinor: 100_000, lines: [line] },
      ...{ patient, payer: { type: "PATIENT", ref: patient.ref, name: patient.name, phone: "+46701234567" } },
    };
    const answer = await practice("POST", `/ledgers/${clinic.ledgerId}/claims`, { body });
    expect(answer.status, answer.body).toBe(201);
    visits.push(visitId);
  }
  return visits;
}

/** Öre on the wire. */
type WireMinor = number;
type Paid = { readonly visitId: string; readonly amountMinor: WireMinor };
async function filed(externalId: string, lines: readonly Paid[]): Promise<void> {
  const body = { externalId, paidOn: DAY, lines };
  const answer = await finance("POST", `/ledgers/${clinic.ledgerId}/state-payouts`, { body });
  expect(answer.status, answer.body).toBe(201);
}

type Line = { readonly minor: bigint; readonly reference?: string; readonly text?: string };
async function bankSays({ minor, reference, text }: Line): Promise<unknown> {
  const on = Temporal.PlainDate.from(DAY);
  const createdAt = `${DAY}T23:00:00+02:00`;
  const transaction = {
    ...{ signedMinor: minor, acctSvcrRef: "S1-1-1", debtorName: "Försäkringskassan" },
    ...(reference ? { references: [{ reference }] } : {}),
    ...(text ? { texts: [text] } : {}),
  };
  const entries = [{ bookedOn: on, acctSvcrRef: "S1-1", transactions: [transaction] }];
  const account = { iban: undefined, other: "9912346", scheme: "BGNR" } as const;
  const opening = { signedMinor: 0n, on };
  const statements = [{ id: "S1", createdAt, account, currency: "SEK", opening, closingOn: on, entries }];
  const bytes = Buffer.from(
    writeCamt({ kind: "camt.053", version: "08", msgId: clinic.ledgerId, createdAt, statements }),
  );
  const { file } = await importBytes(platform, clinic, createBankReaders(), bytes);
  return file.totals;
}

const waiting = () => inTenant((tx) => workList(tx, { ledgerId: clinic.ledgerId }));
/** What the state owes: of visits by the board, of the deposit by its reference. */
async function owed(reference: string): Promise<readonly [visitsMinor: number, depositMinor: bigint]> {
  const board = read<{ items: { stateOpenMinor: WireMinor }[] }>(
    await finance("GET", `/ledgers/${clinic.ledgerId}/state-support`),
  );
  const [deposit] = await inTenant((tx) => itemsByReference(tx, [reference], clinic.ledgerId));
  return [board.items.reduce((sum, { stateOpenMinor }) => sum + stateOpenMinor, 0), deposit!.openMinor];
}

async function sound(): Promise<void> {
  expect(await breaches(platform, clinic.context, allChecks)).toEqual([]);
  const proof = await inTenant((tx) => dayProof(tx, { ledgerId: clinic.ledgerId, day: DAY }));
  expect(proof.holds).toBe(true);
}

const SHARES = [150_001, 95_000, 40_999] as const;

describe("N-15 N-21 the state pays several visits by one line of the bank", () => {
  test("S2-20 T2 the specification settles the visits, the line its sum; nothing of the state's stays open", async () => {
    await opened();
    const visits = await billed(SHARES);
    await filed(
      "FK-2026-41",
      visits.map((visitId, at) => ({ visitId, amountMinor: SHARES[at]! })),
    );
    expect(await owed("FK-2026-41")).toEqual([0, 286_000n]);
    expect(await bankSays({ minor: 286_000n, reference: "FK-2026-41" })).toMatchObject({
      byState: { matched: { lines: 1, minor: 286_000n } },
    });
    expect(await owed("FK-2026-41")).toEqual([0, 0n]);
    expect(await waiting()).toEqual([]);
    const balances = await trialBalance(platform, clinic.context, clinic.ledgerId);
    expect(balances).toMatchObject({ "1930": 286_000n, "1510": 300_000n });
    expect(balances).not.toHaveProperty("1680");
    await sound();
  });

  test("N-21 T2 the money is there before its specification, which takes the line off the work list", async () => {
    await opened();
    const visits = await billed(SHARES);
    expect(await bankSays({ minor: 286_000n, reference: "FK-2026-42" })).toMatchObject({
      byState: { unknown: { lines: 1 } },
    });
    await filed(
      "FK-2026-42",
      visits.map((visitId, at) => ({ visitId, amountMinor: SHARES[at]! })),
    );
    expect([await owed("FK-2026-42"), await waiting()]).toEqual([[0, 0n], []]);
    await sound();
  });

  test("T2 an öre too little leaves the öre with the state; a visit that is not in the specification stays open", async () => {
    await opened();
    const visits = await billed(SHARES);
    await filed(
      "FK-2026-43",
      visits.slice(0, 2).map((visitId, at) => ({ visitId, amountMinor: SHARES[at]! })),
    );
    await bankSays({ minor: 245_000n, reference: "FK-2026-43" });
    expect(await owed("FK-2026-43")).toEqual([40_999, 1n]);
    await sound();
  });

  test("N-21 a line that says nothing but who paid is suggested by its sum", async () => {
    await opened();
    const visits = await billed(SHARES);
    await filed(
      "FK-2026-44",
      visits.map((visitId, at) => ({ visitId, amountMinor: SHARES[at]! })),
    );
    await bankSays({ minor: 286_000n, text: "FÖRSÄKRINGSKASSAN" });
    const [line] = await waiting();
    const [best] = await inTenant((tx) => suggestionsFor(tx, line!.id));
    expect(best).toMatchObject({
      explanation: { rule: "suggest.sameAmount" },
      allocations: [{ amountMinor: 286_000n }],
    });
    await sound();
  });
});
