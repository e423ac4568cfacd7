import { writeCamt, type EntryDraft } from "@kvitt/format-iso20022";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createBankReaders } from "../src/app/readers/index.ts";
import { bankingChecks, importFile } from "../src/banking/index.ts";
import {
  claimSchema,
  invoicingChecks,
  receiveClaims,
  receiveSupplierInvoice,
  supplierInvoiceSchema,
} from "../src/invoicing/index.ts";
import { itemsByReference, ledgerChecks } from "../src/ledger/index.ts";
import { withTenant, type TenantTransaction } from "../src/platform/index.ts";
import { dayProof } from "../src/reports/index.ts";
import {
  ACCOUNT,
  breaches,
  bytes,
  exampleBatch,
  ledgerText,
  ocrFile,
  testBankAccount,
  testClinic,
  testPlatform,
  trialBalance,
  type TestClinic,
  type TestPlatform,
} from "../testkit/index.ts";

/**
 * October 2026 of a dental clinic that lets an operator take its payments, to the øre: seven fees, four payout files, the bank's statements, one fee
 * invoice. The clinic's books only.
 */

let platform: TestPlatform;
let clinic: TestClinic;
let statements = 0;
let happened = 0;
let balanceMinor = 0n;
const reader = createBankReaders();
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
const books = () => trialBalance(platform, clinic.context, clinic.ledgerId);

const FEES = [
  { number: "260101", kid: "1047112601018", amount: 245_000 },
  { number: "260102", kid: "1047122601024", amount: 118_000, child: true },
  { number: "260103", kid: "1047132601030", amount: 960_000 },
  { number: "260104", kid: "1047142601046", amount: 330_000 },
  { number: "260105", kid: "1047152601050", amount: 300_000, issued: "2026-10-06", due: "2026-10-20" },
  { number: "260106", kid: "1047162601066", amount: 475_000 },
  { number: "260107", kid: "1047172601072", amount: 200_000 },
];

function claimOf(fee: (typeof FEES)[number]) {
  const ref = `P${fee.kid.slice(0, 6)}`;
  return claimSchema.parse({
    externalId: `journal-${fee.number}`,
    kind: "INVOICE",
    number: fee.number,
    kid: fee.kid,
    issueDate: fee.issued ?? "2026-10-05",
    dueDate: fee.due ?? "2026-10-19",
    currency: "NOK",
    amountMinor: fee.amount,
    lines: [{ text: "Behandling", amountMinor: fee.amount, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref, name: `Pasient ${ref}`, birthDate: fee.child ? "2017-05-02" : "1984-03-09" },
    payer: { type: "PATIENT", ref, name: `Pasient ${ref}`, phone: fee.child ? null : "+4791234567" },
    ...(fee.child ? { guardian: { ref: `F${ref}`, name: "Forelder", phone: "+4798765432" } } : {}),
  });
}

const send = (numbers: readonly string[]) =>
  inTenant((tx) => receiveClaims(tx, clinic.ledgerId, FEES.filter((fee) => numbers.includes(fee.number)).map(claimOf)));
const load = async (data: Uint8Array) =>
  (await importFile(platform, clinic.context, reader, { channel: "directory", chunks: bytes(data) })).file;

/** The bank's statement of one day, written as the bank would. */
function statement(day: string, entries: readonly Omit<EntryDraft, "bookedOn">[]): Buffer {
  const on = Temporal.PlainDate.from(day);
  const opening = { signedMinor: balanceMinor, on };
  for (const entry of entries)
    balanceMinor += entry.signedMinor ?? (entry.transactions ?? []).reduce((sum, t) => sum + t.signedMinor, 0n);
  statements += 1;
  const id = `STM-${String(statements).padStart(4, "0")}`;
  const createdAt = `${day}T23:00:00+02:00`;
  const account = { iban: undefined, other: ACCOUNT, scheme: "BBAN" };
  return Buffer.from(
    writeCamt({
      kind: "camt.053",
      version: "08",
      msgId: id,
      createdAt,
      statements: [
        {
          id,
          electronicSequence: statements,
          createdAt,
          account,
          currency: "NOK",
          opening,
          closingOn: on,
          entries: entries.map((entry) => ({ ...entry, bookedOn: on })),
        },
      ],
    }),
  );
}
const payout = (serial: string, amountMinor: bigint) => ({
  signedMinor: amountMinor,
  acctSvcrRef: `UTB-${serial}`,
  additionalInfo: `KVITT UTB ${serial}`,
});

const FEE_INVOICE = supplierInvoiceSchema.parse({
  supplier: { orgNo: "987654325", name: "Kvitt Drift AS" },
  number: "2026-10",
  kid: "2026000017",
  issueDate: "2026-11-02",
  dueDate: "2026-11-16",
  currency: "NOK",
  totalMinor: 52_249,
  lines: [
    { role: "PAYMENT_COST", text: "Betalingsformidling", netMinor: 40_736, vatMinor: 0 },
    { role: "SERVICE_COST", text: "Administrasjon og SMS", netMinor: 9_210, vatMinor: 2_303 },
  ],
});

/** The month up to and with a day, hour by hour as it happens. */
const MONTH: readonly { at: string; happens: () => Promise<unknown> }[] = [
  { at: "2026-10-05T16:00", happens: () => send(["260101", "260102", "260103", "260104", "260106", "260107"]) },
  { at: "2026-10-06T05:00", happens: async () => load(await exampleBatch("1-2026-10-06")) },
  { at: "2026-10-06T09:00", happens: () => send(["260105"]) },
  { at: "2026-10-06T23:30", happens: () => load(statement("2026-10-06", [payout("00001", 1_798_000n)])) },
  { at: "2026-10-13T05:00", happens: async () => load(await exampleBatch("2-2026-10-13")) },
  { at: "2026-10-13T23:30", happens: () => load(statement("2026-10-13", [payout("00002", 300_000n)])) },
  { at: "2026-10-21T05:00", happens: async () => load(await exampleBatch("3-2026-10-21")) },
  { at: "2026-10-21T23:30", happens: () => load(statement("2026-10-21", [payout("00003", 480_000n)])) },
  { at: "2026-10-28T05:00", happens: async () => load(await exampleBatch("4-2026-10-28")) },
  { at: "2026-10-28T23:30", happens: () => load(statement("2026-10-28", [payout("00004", 50_000n)])) },
  { at: "2026-11-02T12:00", happens: () => inTenant((tx) => receiveSupplierInvoice(tx, clinic.ledgerId, FEE_INVOICE)) },
  {
    at: "2026-11-16T23:30",
    happens: () =>
      load(
        statement("2026-11-16", [
          {
            transactions: [{ signedMinor: -52_249n, acctSvcrRef: "BET-1", references: [{ reference: "2026000017" }] }],
            acctSvcrRef: "BET-1",
          },
        ]),
      ),
  },
];

async function live(upTo: string): Promise<void> {
  for (const { at, happens } of MONTH.slice(happened)) {
    if (at > upTo) return;
    platform.moveTo(at);
    await happens();
    happened += 1;
  }
}

/** Every line of the day's proof that does not hold, by name. */
async function unproven(day: string): Promise<unknown[]> {
  const proof = await inTenant((tx) => dayProof(tx, { ledgerId: clinic.ledgerId, day }));
  return proof.lines.filter((line) => line.differenceMinor !== 0n).map((line) => [line.name, line.differenceMinor]);
}

beforeAll(async () => {
  platform = await testPlatform("2026-10-05T08:00");
});
afterAll(() => platform.close());

beforeEach(async () => {
  await platform.close();
  platform = await testPlatform("2026-10-05T08:00");
  clinic = await testClinic(platform);
  await testBankAccount(platform, clinic);
  statements = 0;
  happened = 0;
  balanceMinor = 0n;
  return async () =>
    expect(await breaches(platform, clinic.context, [...ledgerChecks, ...bankingChecks, ...invoicingChecks])).toEqual(
      [],
    );
});

describe("the worked month, clinic's books", () => {
  test("S0-08..S0-17 from seven fees to a bank account reconciled to the øre", async () => {
    await live("2026-11-30");
    expect(await books()).toEqual({ "1920": 2_575_751n, "3200": -2_628_000n, "6790": 11_513n, "7770": 40_736n });
    expect(balanceMinor).toBe(2_575_751n);
    expect(await ledgerText(platform, clinic.context, clinic.ledgerId)).toEqual([
      "2026-10-05 invoice: 1500 < 3200 245000",
      "2026-10-05 invoice: 1500 < 3200 118000",
      "2026-10-05 invoice: 1500 < 3200 960000",
      "2026-10-05 invoice: 1500 < 3200 330000",
      "2026-10-05 invoice: 1500 < 3200 475000",
      "2026-10-05 invoice: 1500 < 3200 200000",
      "2026-10-06 payment: 1909 < 1500 245000",
      "2026-10-06 payment: 1909 < 1500 118000",
      "2026-10-06 payment: 1909 < 1500 960000",
      "2026-10-06 payment: 1909 < 1500 475000",
      "2026-10-06 invoice: 1500 < 3200 300000",
      "2026-10-06 statement: 1920 < 1909 1798000",
      "2026-10-13 payment: 1909 < 1500 300000",
      "2026-10-13 statement: 1920 < 1909 300000",
      "2026-10-21 payment: 1909 < 1500 330000",
      "2026-10-21 payment: 1909 < 1500 150000",
      "2026-10-21 statement: 1920 < 1909 480000",
      "2026-10-28 payment: 1909 < 1500 50000",
      "2026-10-28 statement: 1920 < 1909 50000",
      "2026-11-02 supplierInvoice: 7770 < 2400 40736",
      "2026-11-02 supplierInvoice: 6790 < 2400 11513",
      "2026-11-16 statement: 2400 < 1920 52249",
    ]);
  });

  test.each([
    ["2026-10-05", 2_328_000n, 0n],
    ["2026-10-06", 830_000n, 0n],
    ["2026-10-13", 530_000n, 0n],
    ["2026-10-21", 50_000n, 0n],
    ["2026-10-28", 0n, 0n],
  ])(
    "N-07 at the end of %s 1500 is %s, bank clearing 0, and the day proves itself",
    async (day, receivable, clearing) => {
      await live(`${day}T23:59`);
      const now = await books();
      expect([now["1500"] ?? 0n, now["1909"] ?? 0n]).toEqual([receivable, clearing]);
      expect(await unproven(day)).toEqual([]);
    },
  );

  test("nothing happens in the clinic's books on the days of F's reminder and late payment to the operator", async () => {
    await live("2026-11-02T23:59");
    const before = await books();
    await live("2026-11-15T23:59");
    expect(await books()).toEqual(before);
  });
});

describe("variations", () => {
  const creditA = () =>
    inTenant((tx) =>
      receiveClaims(tx, clinic.ledgerId, [
        claimSchema.parse({
          externalId: "journal-credit-1",
          kind: "CREDIT",
          credits: "journal-260101",
          issueDate: "2026-10-30",
          currency: "NOK",
          amountMinor: 20_000,
          lines: [{ text: "Korreksjon", amountMinor: 20_000, vatCode: "EXEMPT", vatMinor: 0 }],
        }),
      ]),
    );

  test("2 A is credited 200.00 after payout: the patient's credit, then the operator's debit note, then paid", async () => {
    await live("2026-10-28T23:59");
    platform.moveTo("2026-10-30T10:00");
    await creditA();
    expect(await books()).toMatchObject({ "2900": -20_000n, "3200": -2_608_000n });

    platform.moveTo("2026-11-02T12:00");
    const debitNote = {
      ...FEE_INVOICE,
      number: "D-1",
      kid: "2026000025",
      totalMinor: 20_000n,
      lines: [
        {
          role: "REPAID_CREDIT" as const,
          text: "Tilbakebetalt",
          netMinor: 20_000n,
          vatMinor: 0n,
          creditOfKid: "1047112601018",
        },
      ],
    };
    await inTenant((tx) => receiveSupplierInvoice(tx, clinic.ledgerId, debitNote));
    expect(await books()).toMatchObject({ "2400": -20_000n });
    expect(await books()).not.toHaveProperty("2900");

    platform.moveTo("2026-11-16T23:30");
    await load(
      statement("2026-11-16", [
        {
          transactions: [{ signedMinor: -20_000n, acctSvcrRef: "BET-2", references: [{ reference: "2026000025" }] }],
          acctSvcrRef: "BET-2",
        },
      ]),
    );
    expect(await books()).toEqual({ "1920": 2_608_000n, "3200": -2_608_000n });
    expect(await unproven("2026-11-16")).toEqual([]);
  });

  test("3 with `-` lines the next file takes A's credit back, and its batch is smaller by as much", async () => {
    await live("2026-10-28T23:59");
    platform.moveTo("2026-10-30T10:00");
    await creditA();
    platform.moveTo("2026-11-03T05:00");
    const next = claimOf({
      number: "260108",
      kid: "1047182601088",
      amount: 70_000,
      issued: "2026-10-30",
      due: "2026-11-13",
    });
    await inTenant((tx) => receiveClaims(tx, clinic.ledgerId, [next]));
    await load(
      ocrFile({
        transmission: 5,
        settledOn: "2026-11-03",
        serial: 5,
        payments: [
          { kid: "1047182601088", amountMinor: 70_000n },
          { kid: "1047112601018", amountMinor: 20_000n, sign: "-" },
        ],
      }),
    );
    await load(statement("2026-11-03", [payout("00005", 50_000n)]));
    expect((await books())["2900"]).toBeUndefined();
    expect((await books())["1909"]).toBeUndefined();
    expect(await unproven("2026-11-03")).toEqual([]);
  });

  test("5 a transfer that comes a day late leaves 4 800.00 on bank clearing over night, and one file is enough", async () => {
    await live("2026-10-21T12:00");
    expect((await books())["1909"]).toBe(480_000n);
    const proof = await inTenant((tx) => dayProof(tx, { ledgerId: clinic.ledgerId, day: "2026-10-21" }));
    expect(proof.lines.filter((line) => line.differenceMinor !== 0n)).toEqual([]);
    platform.moveTo("2026-10-22T23:30");
    await load(statement("2026-10-22", [payout("00003", 480_000n)]));
    expect((await books())["1909"]).toBeUndefined();
  });

  test("9 a claim financed at 80 per cent is settled by two lines with one KID", async () => {
    await send(["260106"]);
    platform.moveTo("2026-10-06T05:00");
    await load(
      ocrFile({
        transmission: 1,
        settledOn: "2026-10-06",
        payments: [{ kid: "1047162601066", amountMinor: 380_000n }],
      }),
    );
    expect((await inTenant((tx) => itemsByReference(tx, ["1047162601066"])))[0]!.openMinor).toBe(95_000n);
    platform.moveTo("2026-11-17T05:00");
    await load(
      ocrFile({ transmission: 2, settledOn: "2026-11-17", payments: [{ kid: "1047162601066", amountMinor: 95_000n }] }),
    );
    expect((await inTenant((tx) => itemsByReference(tx, ["1047162601066"])))[0]!.openMinor).toBe(0n);
  });

  test("10 the first file loaded twice posts nothing the second time", async () => {
    await live("2026-10-06T06:00");
    const before = await books();
    const again = await importFile(platform, clinic.context, reader, {
      channel: "directory",
      chunks: bytes(await exampleBatch("1-2026-10-06")),
    });
    expect(again.alreadyImported).toBe(true);
    expect(await books()).toEqual(before);
  });
});
