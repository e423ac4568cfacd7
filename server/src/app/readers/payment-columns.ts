import type { IncomingPayment } from "./port-types.ts";

const FINGERPRINT_LENGTH = 16;

/** The columns that cross as plain arrays. */
const names = [
  "batchKey",
  "account",
  "identity",
  "settledOn",
  "paidOn",
  "direction",
  "kind",
  "reference",
  "referenceProblem",
  "parts",
  "payerAccount",
  "payerName",
  "text",
  "suggestedReferences",
] as const satisfies readonly (keyof IncomingPayment)[];
type Name = (typeof names)[number];

/** Payments as columns: one buffer for each kind of number, one array for each kind of text. */
export type PaymentColumns = {
  readonly fingerprints: Uint8Array<ArrayBuffer>;
  readonly lineNos: Uint32Array<ArrayBuffer>;
  readonly amounts: BigInt64Array<ArrayBuffer>;
  readonly charges: BigInt64Array<ArrayBuffer>;
  readonly others: { readonly [K in Name]: readonly IncomingPayment[K][] };
};

/** The memory to be handed over. */
export function buffersOf({ fingerprints, lineNos, amounts, charges }: PaymentColumns): ArrayBuffer[] {
  return [fingerprints.buffer, lineNos.buffer, amounts.buffer, charges.buffer];
}

function columnsOf(payments: readonly IncomingPayment[]): PaymentColumns["others"] {
  const columns: Partial<Record<Name, readonly unknown[]>> = {};
  for (const name of names) columns[name] = payments.map((one) => one[name]);
  return columns as PaymentColumns["others"];
}

/** Payments to columns. */
export function pack(payments: readonly IncomingPayment[]): PaymentColumns {
  const fingerprints = new Uint8Array(payments.length * FINGERPRINT_LENGTH);
  payments.forEach(({ fingerprint }, at) => fingerprints.set(fingerprint, at * FINGERPRINT_LENGTH));
  return {
    fingerprints,
    lineNos: Uint32Array.from(payments, ({ lineNo }) => lineNo),
    amounts: BigInt64Array.from(payments, ({ amountMinor }) => amountMinor),
    charges: BigInt64Array.from(payments, ({ chargeMinor }) => chargeMinor),
    others: columnsOf(payments),
  };
}

/** Columns to payments; the fingerprints are views of the columns' memory. */
export function unpack({ fingerprints, lineNos, amounts, charges, others }: PaymentColumns): IncomingPayment[] {
  const bytes = Buffer.from(fingerprints.buffer, fingerprints.byteOffset, fingerprints.byteLength);
  return Array.from(lineNos, (lineNo, at) => {
    const texts = Object.fromEntries(names.map((name) => [name, others[name][at]])) as Pick<IncomingPayment, Name>;
    return {
      ...texts,
      lineNo,
      fingerprint: bytes.subarray(at * FINGERPRINT_LENGTH, (at + 1) * FINGERPRINT_LENGTH),
      amountMinor: amounts[at]!,
      chargeMinor: charges[at]!,
    };
  });
}
