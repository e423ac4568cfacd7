import fc from "fast-check";
import { expect, test } from "vitest";
import {
  claimTypes,
  noticeFlags,
  ocrTransactionTypes,
  recordLayouts,
  type RecordKind,
  registrationTypes,
} from "./index.ts";

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const count = (length: number) => fc.integer({ min: 0, max: 10 ** length - 1 });
const keyOf = (table: object) => fc.constantFrom(...Object.keys(table));
const day = fc
  .integer({ min: 0, max: 36_000 })
  .map((days) => Temporal.PlainDate.from("1980-01-01").add({ days }).toString());
const amount = fc.bigInt({ min: 0n, max: 2n ** 53n - 1n });
const kid = fc.stringMatching(/^([0-9]{1,24}[0-9-])?$/);
const text = (length: number) =>
  fc
    .array(fc.constantFrom(...Array.from(" -/.,ABCæøåÆØÅ019?")), { maxLength: length })
    .map((letters) => letters.join("").trimEnd());

const numbered = { transactionNumber: count(7) };
const startAvtaleGiro = { assignmentNumber: digits(7), account: digits(11) };
const closing = { transactions: count(8), records: count(8), totalMinor: amount };
const range = { earliestOn: fc.option(day), latestOn: fc.option(day) };
const claim1 = { ...numbered, dueOn: day, amountMinor: amount, kid };
const claim2 = { ...numbered, shortName: text(10), externalReference: text(25) };
const ocrItem = { ...numbered, transactionType: keyOf(ocrTransactionTypes) };

const fields: Readonly<Record<RecordKind, Record<string, fc.Arbitrary<unknown>>>> = {
  startTransmission: { transmitter: digits(8), transmissionNumber: digits(7), recipient: digits(8) },
  endTransmission: { ...closing, generatedOn: fc.option(day) },
  startOcr: { agreementId: digits(9), ...startAvtaleGiro },
  amountItem1: {
    ...ocrItem,
    settledOn: day,
    centreId: text(2).map((letters) => letters.padEnd(2)),
    dayCode: digits(2),
    partialSettlement: count(1),
    serialNumber: count(5),
    sign: fc.constantFrom("0", "-"),
    amountMinor: amount,
    kid,
    cardIssuer: digits(2),
  },
  amountItem2: {
    ...ocrItem,
    formNumber: digits(10),
    archiveReference: digits(9),
    bankOn: fc.option(day),
    debitAccount: digits(11),
  },
  amountItem3: { ...ocrItem, freeText: text(40) },
  endOcr: { ...closing, ...range, generatedOn: fc.option(day) },
  startClaims: startAvtaleGiro,
  claimItem1: { ...claim1, transactionType: keyOf(claimTypes) },
  claimItem2: { ...claim2, transactionType: keyOf(claimTypes) },
  specification: { ...numbered, lineNumber: count(3), column: count(1), text: text(40) },
  endClaims: { ...closing, ...range },
  startCancellations: startAvtaleGiro,
  cancellationItem1: { ...claim1, transactionType: fc.constant("93") },
  cancellationItem2: { ...claim2, transactionType: fc.constant("93") },
  endCancellations: { ...closing, ...range },
  startAgreements: startAvtaleGiro,
  agreement: { ...numbered, registrationType: keyOf(registrationTypes), kid, writtenNotice: keyOf(noticeFlags) },
  endAgreements: { transactions: count(8), records: count(8) },
};

/** The layouts share their shape, but each takes its own record type. */
interface AnyLayout {
  read(bytes: Uint8Array): unknown;
  write(record: unknown): Uint8Array;
}

test.each(Object.keys(recordLayouts) as RecordKind[])("%s: what is written reads back as it was", (kind) => {
  const layout: AnyLayout = recordLayouts[kind];
  fc.assert(
    fc.property(fc.record(fields[kind]), (record) => {
      const bytes = layout.write(record);
      expect(bytes).toHaveLength(80);
      expect(layout.read(bytes)).toEqual({ ok: true, record: { ...record }, breaches: [] });
    }),
  );
});
