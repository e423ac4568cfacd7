import { expect, test } from "vitest";
import { sample } from "../testkit/samples.ts";
import { type OcrOrder, type OcrOrderPayment, parse, writeOcr } from "./index.ts";

const payment = {
  settledOn: "2026-10-06",
  batchNumber: 1,
  amountMinor: 245_000n,
  kid: "1047112601018",
  archiveReference: "000000101",
  bankOn: "2026-10-05",
} as const satisfies OcrOrderPayment;

/** The first payout of the worked month. */
const order = {
  transmissionNumber: 1,
  recipient: "00900001",
  generatedOn: "2026-10-06",
  totalMinor: 1_798_000n,
  assignments: [
    {
      agreementId: "009000001",
      account: "86011117947",
      payments: [
        payment,
        { ...payment, amountMinor: 118_000n, kid: "1047122601024", archiveReference: "000000102" },
        { ...payment, amountMinor: 960_000n, kid: "1047132601030", archiveReference: "000000103" },
        { ...payment, amountMinor: 475_000n, kid: "1047162601066", archiveReference: "000000104" },
      ],
    },
  ],
} as const satisfies OcrOrder;

function withPayments(payments: readonly OcrOrderPayment[], totalMinor = payments[0]?.amountMinor ?? 0n): OcrOrder {
  return { ...order, totalMinor, assignments: [{ ...order.assignments[0], payments }] };
}

function refusals(wrong: OcrOrder): string[] {
  const result = writeOcr(wrong);
  return result.ok ? [] : result.refusals.map(({ code }) => code);
}

test("S0-12 the first payout of the worked month is written as its sample stands", () => {
  const result = writeOcr(order);
  expect(result.ok && result.bytes).toEqual(sample("front-example-batch-1-2026-10-06.txt"));
});

test("the third payout: known debit accounts, its own day and serial number", () => {
  const third = { ...payment, settledOn: "2026-10-21", batchNumber: 3, bankOn: "2026-10-20" };
  const result = writeOcr({
    ...withPayments([
      {
        ...third,
        amountMinor: 330_000n,
        kid: "1047142601046",
        archiveReference: "000000106",
        debitAccount: "12345678903",
      },
      {
        ...third,
        amountMinor: 150_000n,
        kid: "1047172601072",
        archiveReference: "000000107",
        debitAccount: "99991042764",
      },
    ]),
    transmissionNumber: 3,
    generatedOn: "2026-10-21",
    totalMinor: 480_000n,
  });
  expect(result.ok && result.bytes).toEqual(sample("front-example-batch-3-2026-10-21.txt"));
});

test("writing twice gives the same bytes", () => {
  expect(writeOcr(order)).toEqual(writeOcr(order));
});

test("the serial number is the last five digits of the batch number", () => {
  const result = writeOcr(withPayments([{ ...payment, batchNumber: 1_200_034 }]));
  const [assignment] = result.ok ? result.file.assignments : [];
  expect(assignment?.kind === "ocr" && assignment.transactions[0]?.item1.serialNumber).toBe(34);
});

test("a credit note is subtracted, a reversal and a free text keep their place", () => {
  const result = writeOcr(
    withPayments(
      [
        payment,
        { ...payment, sign: "-", amountMinor: 45_000n, archiveReference: "000000102" },
        { ...payment, type: "18", amountMinor: 9_000n, archiveReference: "000000103" },
        { ...payment, type: "21", amountMinor: 1_000n, archiveReference: "000000104", kid: "", freeText: "Åse" },
      ],
      210_000n,
    ),
  );
  const parsed = result.ok ? parse(result.bytes) : expect.fail();
  expect(parsed.verdict).toMatchObject({ controlTotalMinor: 210_000n, ledgerTotalMinor: 192_000n, records: 13 });
});

test.each<[string, OcrOrder, string[]]>([
  ["a total that is not the payout's", { ...order, totalMinor: 1_798_001n }, ["TOTAL_DIFFERS"]],
  [
    "an account whose last digit is wrong",
    { ...order, assignments: [{ ...order.assignments[0], account: "86011117948" }] },
    ["ACCOUNT_CHECK"],
  ],
  ["an amount of zero", withPayments([{ ...payment, amountMinor: 0n }]), ["AMOUNT"]],
  ["a negative amount", withPayments([{ ...payment, amountMinor: -1n }]), ["AMOUNT", "TOTAL_DIFFERS"]],
  ["a total below zero", withPayments([{ ...payment, sign: "-" }], -245_000n), ["TOTAL_DIFFERS"]],
  ["a KID with a letter", withPayments([{ ...payment, kid: "12A4566" }]), ["KID"]],
  ["no KID", withPayments([{ ...payment, kid: "" }]), ["KID"]],
  ["a KID of 26 digits", withPayments([{ ...payment, kid: "1".repeat(26) }]), ["KID"]],
  ["money with a KID as type 21", withPayments([{ ...payment, type: "21", freeText: "Kari" }]), ["TEXT_AND_TYPE"]],
  ["a free text on a type 10", withPayments([{ ...payment, freeText: "Kari" }]), ["TEXT_AND_TYPE"]],
  ["a type 20 without text", withPayments([{ ...payment, type: "20", kid: "" }]), ["KID", "TEXT_AND_TYPE"]],
  ["one archive reference twice", withPayments([payment, payment], 490_000n), ["REPEATED"]],
  ["no payments", withPayments([], 0n), ["EMPTY"]],
  ["no assignments", { ...order, assignments: [], totalMinor: 0n }, ["EMPTY"]],
  [
    "an archive reference of eight digits",
    withPayments([{ ...payment, archiveReference: "00000101" }]),
    ["DOES_NOT_FIT"],
  ],
  ["a transmission number of eight digits", { ...order, transmissionNumber: 10_000_000 }, ["DOES_NOT_FIT"]],
  ["an amount above 2^53 - 1", withPayments([{ ...payment, amountMinor: 2n ** 53n }]), ["DOES_NOT_FIT"]],
  ["a day that does not exist", withPayments([{ ...payment, settledOn: "2026-02-30" }]), ["DOES_NOT_FIT"]],
  [
    "a free text the file cannot carry",
    withPayments([{ ...payment, type: "21", kid: "", freeText: "Łukasz" }]),
    ["DOES_NOT_FIT"],
  ],
])("not written: %s", (_title, wrong, codes) => {
  expect(refusals(wrong)).toEqual(codes);
});
