import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createVippsServer, createVippsSimulator, demoUnit } from "@kvitt/simulator-vipps";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { allChecks } from "../src/app/commands/verify.ts";
import { cancelPaymentOrder, waitingOrders, type BankFileReader, type Payee } from "../src/banking/index.ts";
import { approveProposal } from "../src/controls/index.ts";
import { claimSchema, exportRemittance, receiveClaims } from "../src/invoicing/index.ts";
import { itemsByReference } from "../src/ledger/index.ts";
import { netsReader } from "../src/partners/nets/index.ts";
import { openVipps } from "../src/partners/vipps/index.ts";
import {
  applyRefunds,
  applyRepayments,
  bookChargeback,
  customerCredits,
  proposeRefund,
  proposeRepayment,
  refreshAttempt,
  repairRefunds,
  startAttempt,
  type Attempt,
  type Rails,
} from "../src/payments/index.ts";
import { systemContext, withTenant, type TenantTransaction } from "../src/platform/index.ts";
import {
  dayProof,
  invoiceStanding,
  proofRange,
  PROOF_PARTS,
  proofRows,
  timeline,
  type DayProof,
} from "../src/reports/index.ts";
import {
  ACCOUNT,
  breaches,
  importBytes,
  ocrFile,
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../testkit/index.ts";

/** Days on which money is taken by the wallet, refunded, disputed, won again and repaid by bank: every equation of every day comes to nothing. */

const KIDS = ["1047112601018", "1047122601024", "1047132601030"] as const;
const OWED = [100_000, 50_000, 40_000] as const;

let platform: TestPlatform;
let clinic: TestClinic;
let simulator: ReturnType<typeof createVippsSimulator>;
let server: ReturnType<typeof createVippsServer>;
let wallets: Rails;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
const cfo = () => systemContext(clinic.tenantId, "cfo");

function claimOf(at: 0 | 1 | 2, changes: Record<string, unknown> = {}) {
  const amountMinor = (changes["amountMinor"] as number | undefined) ?? OWED[at];
  return claimSchema.parse({
    externalId: `journal-${String(at)}`,
    kind: "INVOICE",
    currency: "NOK",
    number: `26010${String(at + 1)}`,
    kid: KIDS[at],
    issueDate: "2026-10-05",
    dueDate: "2026-10-19",
    amountMinor,
    lines: [{ text: "Behandling", amountMinor, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: "P104711", name: "Kari Eksempel", birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: "P104711", name: "Kari Eksempel", phone: "+4791234567" },
    ...changes,
  });
}

beforeEach(async () => {
  platform = await testPlatform("2026-10-05T19:00");
  clinic = await testClinic(platform, { settings: { remittanceRecipient: "00900001" } });
  await testBankAccount(platform, clinic);
  await inTenant((tx) => receiveClaims(tx, clinic.ledgerId, [claimOf(0), claimOf(1), claimOf(2)]));
  simulator = createVippsSimulator();
  server = createVippsServer(simulator);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  wallets = walletsAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await platform.close();
});

function walletsAt(baseUrl: string): Rails {
  const service = openVipps({
    baseUrl,
    system: { name: "kvitt", version: "0.1.0", pluginName: "kvitt-wallet", pluginVersion: "0.1.0" },
    reach: {
      fetch,
      clock: { epochMilliseconds: () => simulator.now(), pause: (ms) => simulator.advance(ms) },
      deadline: (ms) => AbortSignal.timeout(ms),
    },
  });
  const unit = {
    merchantSerialNumber: demoUnit.msn,
    clientId: demoUnit.clientId,
    clientSecret: demoUnit.clientSecret,
    subscriptionKey: demoUnit.subscriptionKeys[0]!,
  };
  const wallet = service.wallet(unit, { url: "https://pay.example.test/hooks/vipps", secrets: [] });
  return (ledgerId) => (ledgerId === clinic.ledgerId ? wallet : undefined);
}

const item = async (at: 0 | 1 | 2) => (await inTenant((tx) => itemsByReference(tx, [KIDS[at]])))[0]!;

/** Takes a bill by the wallet. */
async function taken(at: 0 | 1 | 2): Promise<Attempt> {
  const attempt = await startAttempt(platform, clinic.context, wallets, {
    itemId: (await item(at)).id,
    way: "vipps",
    approach: { by: "web", returnUrl: "https://pay.example.test/r/6kP2s" },
    description: "Faktura",
    language: "nb",
  });
  simulator.act(simulator.find({ reference: attempt.reference })!, "approve");
  return refreshAttempt(platform, clinic.context, wallets, attempt.id);
}

async function refunded(attempt: Attempt, amountMinor: bigint): Promise<void> {
  const wish = { attemptId: attempt.id, amountMinor, reason: "notDone", words: null } as const;
  const { id } = await inTenant((tx) => proposeRefund(tx, wish));
  await withTenant(platform, cfo(), (tx) => approveProposal(tx, id, ["cfo"]));
  await applyRefunds(platform, cfo(), id);
  await repairRefunds(platform, clinic.context, wallets);
}

const disputed = (attempt: Attempt, minor: bigint) => inTenant((tx) => bookChargeback(tx, attempt.id, minor));
const credited = (at: 0 | 1 | 2, amount: number) =>
  inTenant((tx) =>
    receiveClaims(tx, clinic.ledgerId, [
      claimOf(at, {
        externalId: `credit-${String(at)}`,
        kind: "CREDIT",
        credits: `journal-${String(at)}`,
        amountMinor: amount,
        ...{ number: null, kid: null, issueDate: null, dueDate: null },
      }),
    ]),
  );
const byBank = (at: 0 | 1 | 2, amountMinor: bigint, settledOn: string) =>
  importBytes(
    platform,
    clinic,
    netsReader(),
    ocrFile({ transmission: 1, settledOn, payments: [{ kid: KIDS[at], amountMinor }] }),
  );

/** Orders all of the payer's credit paid out by the bank; gives the order's reference. */
async function ordered(): Promise<{ readonly id: string; readonly reference: string }> {
  const payee: Payee = { name: "Kari Eksempel", account: "1503 20 80119", town: "Oslo", country: "NO" };
  const [credit] = await inTenant((tx) => customerCredits(tx, { ledgerId: clinic.ledgerId, limit: 1 }));
  const wish = { creditItemId: credit!.itemId, reason: "paidTwice", words: null, payee } as const;
  const { id } = await inTenant((tx) => proposeRepayment(tx, wish));
  await withTenant(platform, cfo(), (tx) => approveProposal(tx, id, ["cfo"]));
  await applyRepayments(platform, cfo(), id);
  return (await inTenant((tx) => waitingOrders(tx, clinic.ledgerId)))[0]!;
}

/** The bank's statement of a day, as banking gets it from whoever read the file. */
function statement(day: string, openingMinor: bigint, lines: readonly { minor: bigint; endToEndId?: string }[]) {
  const closingMinor = lines.reduce((sum, { minor }) => sum + minor, openingMinor);
  const summary = { account: ACCOUNT, statementKey: `S-${day}`, openingMinor, closingMinor, toOn: day };
  const none = { valueOn: day, references: [], isCharge: false, text: null, batchKey: null };
  const reader: BankFileReader = {
    recognise: () => "camt053",
    validate: async () => ({
      ok: true,
      problems: [],
      problemCount: 0,
      senderKey: null,
      contentSha256: Buffer.from(`content-${day}`),
      normalisedSha256: Buffer.from(`normal-${day}`),
      partKeys: [],
      batches: [],
      statements: [summary],
    }),
    payments: async function* () {},
    statements: async function* () {
      yield {
        ...summary,
        sequenceNo: null,
        fromOn: day,
        lines: lines.map(({ minor, endToEndId }, at) => ({
          ...none,
          lineNo: at + 1,
          lineKey: `L-${day}-${String(at)}`,
          bookedOn: day,
          amountMinor: minor,
          bankRef: `B-${day}-${String(at)}`,
          endToEndId: endToEndId ?? null,
        })),
      };
    },
    describe: async () => "A statement",
  };
  return importBytes(platform, clinic, reader, Buffer.from(`statement of ${day}`));
}

const proof = (day: string) => inTenant((tx) => dayProof(tx, { ledgerId: clinic.ledgerId, day }));
const sentences = (of: DayProof) => of.lines.map(({ sentence }) => sentence);
const verified = async () => expect(await breaches(platform, clinic.context, allChecks)).toEqual([]);
const standing = async (at: 0 | 1 | 2) => {
  const { documentId } = await item(at);
  return inTenant((tx) => invoiceStanding(tx, documentId!));
};

/** All rows behind each part add up to it, page by page. */
async function expectRows(of: DayProof): Promise<void> {
  const parts = new Map(of.lines.flatMap((line) => line.parts).map((part) => [part.name, part]));
  for (const part of PROOF_PARTS) {
    const rows = await inTenant((tx) => proofRows(tx, { ledgerId: clinic.ledgerId, day: of.day, part, limit: 500 }));
    const sum = rows.reduce((total, { amountMinor }) => total + amountMinor, 0n);
    expect(sum, `${of.day} ${part}`).toBe(parts.get(part)?.amountMinor ?? 0n);
  }
}

describe("the day's proof with money taken and given back", () => {
  test("N-07 S0-16 FR-69 captures, a refund, a dispute lost and won, a repayment: every equation of every day comes to nothing, in words", async () => {
    const first = await taken(0);
    const second = await taken(1);
    expect(sentences(await proof("2026-10-05"))).toEqual([
      "Open yesterday 0.00 + issued 1900.00 - settled 1500.00 - credited 0.00 - lost 0.00 = open today 400.00: holds.",
      "Open items 400.00 = receivable account 400.00: holds.",
      "With partners yesterday 0.00 + taken 1500.00 - refunded 0.00 - charged back 0.00 + won back 0.00 - paid out 0.00 = with partners today 1500.00: holds.",
      "Bank lines in 0.00 = settled 0.00 + customer credit 0.00 + unallocated 0.00: holds.",
      "Bank clearing 0.00 = unpaired lumps 0.00: holds.",
      "Bank account 0.00 = closing balance 0.00: holds.",
    ]);

    platform.moveTo("2026-10-06T08:00");
    await refunded(first, 30_000n);
    await disputed(second, 50_000n);
    await byBank(2, 45_000n, "2026-10-06");
    const order = await ordered();
    expect(sentences(await proof("2026-10-06"))).toEqual([
      "Open yesterday 400.00 + issued 0.00 + given back 800.00 - settled 400.00 - credited 0.00 - lost 0.00 = open today 800.00: holds.",
      "Open items 800.00 = receivable account 800.00: holds.",
      "With partners yesterday 1500.00 + taken 0.00 - refunded 300.00 - charged back 500.00 + won back 0.00 - paid out 0.00 = with partners today 700.00: holds.",
      "Bank lines in 450.00 = settled 400.00 + customer credit 50.00 + unallocated 0.00: holds.",
      "Bank clearing 450.00 = unpaired lumps 450.00 (1, the oldest 0 days): holds.",
      "Repayments under way yesterday 0.00 + ordered 50.00 - taken back 0.00 - paid by the bank 0.00 = under way today 50.00: holds.",
      "Bank account 0.00 = closing balance 0.00: holds.",
    ]);

    platform.moveTo("2026-10-07T08:00");
    await disputed(second, 0n);
    await statement("2026-10-07", 0n, [{ minor: 45_000n }, { minor: -5_000n, endToEndId: order.reference }]);
    const last = await proof("2026-10-07");
    expect(sentences(last)).toContain(
      "Repayments under way yesterday 50.00 + ordered 0.00 - taken back 0.00 - paid by the bank 50.00 = under way today 0.00: holds.",
    );
    expect(sentences(last)).toContain(
      "With partners yesterday 700.00 + taken 0.00 - refunded 0.00 - charged back 0.00 + won back 500.00 - paid out 0.00 = with partners today 1200.00: holds.",
    );
    const range = await inTenant((tx) =>
      proofRange(tx, { ledgerId: clinic.ledgerId, from: "2026-10-04", to: "2026-10-08" }),
    );
    expect(range.map(({ holds, lines }) => [holds, lines.length])).toEqual([
      [true, 5],
      [true, 6],
      [true, 7],
      [true, 7],
      [true, 6],
    ]);
    for (const day of ["2026-10-05", "2026-10-06", "2026-10-07", "2026-10-08"]) await expectRows(await proof(day));
    await verified();
  });

  test("N-07 an order that is taken back is under way no more", async () => {
    await byBank(2, 45_000n, "2026-10-05");
    const order = await ordered();
    platform.moveTo("2026-10-06T08:00");
    await inTenant((tx) => cancelPaymentOrder(tx, order.id));
    const day = await proof("2026-10-06");
    expect(day.lines.find(({ name }) => name === "repayments")).toMatchObject({
      holds: true,
      sentence: expect.stringContaining("- taken back 50.00 -") as string,
    });
    expect(day.holds).toBe(true);
    await expectRows(day);
    await verified();
  });

  test("N-07 a planted øre on a capture, a refund or an order turns its own equation red, and only that", async () => {
    const first = await taken(0);
    await refunded(first, 30_000n);
    await byBank(2, 45_000n, "2026-10-05");
    await ordered();
    const plant = (table: "payment_movement" | "money_back" | "payment_order", minor: number) =>
      inTenant((tx) =>
        sql`update ${sql.table(table)} set amount_minor = amount_minor + ${minor} where tenant_id = ${tx.tenantId}`.execute(
          tx.db,
        ),
      );
    const red = async () =>
      (await proof("2026-10-05")).lines
        .filter(({ holds }) => !holds)
        .map(({ name, differenceMinor }) => [name, differenceMinor]);
    await plant("payment_movement", 1);
    expect(await red()).toEqual([["partners", -1n]]);
    await plant("payment_movement", -1);
    await plant("money_back", 1);
    expect(await red()).toEqual([["partners", 1n]]);
    await plant("money_back", -1);
    await plant("payment_order", 1);
    expect(await red()).toEqual([["repayments", -1n]]);
    await plant("payment_order", -1);
    expect(await red()).toEqual([]);
  });
});

describe("an invoice whose money went back", () => {
  test("FR-69 A-10 refunded without a credit note it is owed again, and paid is what stayed", async () => {
    const attempt = await taken(0);
    expect(await standing(0)).toMatchObject({ state: "settled", paidMinor: 100_000n });
    await refunded(attempt, 30_000n);
    expect(await standing(0)).toMatchObject({
      state: "partlyPaid",
      openMinor: 30_000n,
      paidMinor: 70_000n,
      events: [
        { kind: "invoice", back: null },
        { kind: "payment", amountMinor: -100_000n, backMinor: 0n, back: null },
        { kind: "refund", amountMinor: 30_000n, backMinor: 30_000n, back: "refund" },
      ],
    });
    platform.moveTo("2026-10-20T08:00");
    expect(await standing(0)).toMatchObject({ state: "overdue", dueOn: "2026-10-19" });
  });

  test("FR-13 FR-69 refunded from the credit of a credit note it stays credited, and nothing of it is paid", async () => {
    const attempt = await taken(0);
    await credited(0, 100_000);
    expect(await standing(0)).toMatchObject({ state: "credited", paidMinor: 100_000n, creditedMinor: 100_000n });
    await refunded(attempt, 100_000n);
    expect(await standing(0)).toMatchObject({
      state: "credited",
      openMinor: 0n,
      paidMinor: 0n,
      events: expect.arrayContaining([
        expect.objectContaining({ kind: "refund", amountMinor: 0n, backMinor: 100_000n }),
      ]) as unknown,
    });
    const { partyId, documentId } = await item(0);
    const [newest] = await inTenant((tx) => timeline(tx, partyId!, { limit: 1 }));
    expect(newest).toMatchObject({ code: "entry.refund", amountMinor: 100_000n, links: { invoiceIds: [documentId] } });
    await verified();
  });

  test("SEC-14 a dispute lost opens it, a dispute won settles it; what came meanwhile is the payer's", async () => {
    const attempt = await taken(1);
    await disputed(attempt, 50_000n);
    expect(await standing(1)).toMatchObject({ state: "open", openMinor: 50_000n, paidMinor: 0n });
    await disputed(attempt, 0n);
    expect(await standing(1)).toMatchObject({ state: "settled", openMinor: 0n, paidMinor: 50_000n });
    expect((await standing(1)).events.map(({ back }) => back)).toEqual([null, null, "chargeback", "chargebackWon"]);
    await disputed(attempt, 50_000n);
    await byBank(1, 50_000n, "2026-10-05");
    await disputed(attempt, 0n);
    expect(await standing(1)).toMatchObject({ state: "settled", openMinor: 0n, paidMinor: 50_000n });
    const { partyId } = await item(1);
    const codes = (await inTenant((tx) => timeline(tx, partyId!, { limit: 3 }))).map(({ code }) => code);
    expect(codes).toEqual(["entry.chargebackWon", "entry.payment", "entry.chargeback"]);
    await verified();
  });

  test("S0-12 money that a payer's bank took and gave again is told to the practice system once", async () => {
    const attempt = await taken(1);
    await disputed(attempt, 50_000n);
    await disputed(attempt, 0n);
    const file = await inTenant((tx) =>
      exportRemittance(tx, clinic.ledgerId, { fromOn: "2026-10-05", toOn: "2026-10-05" }),
    );
    expect(file).toMatchObject({ lines: 1, totalMinor: 50_000n });
  });
});
