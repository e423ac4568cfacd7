import type { DateText } from "../ledger/index.ts";

/** A payment put against the item of an invoice. */
export type Allocation = {
  readonly entryId: string;
  readonly entryLine: number;
  readonly documentId: string;
  readonly reference: string;
  readonly settledOn: DateText;
  readonly amountMinor: bigint;
};

/** A claim behind an invoice: what of the invoice is its, and the practice system's reference, if it gave one. */
export type ClaimShare = {
  readonly documentId: string;
  readonly claimId: string;
  readonly reference: string | null;
  readonly amountMinor: bigint;
};

/** A line of a remittance file. */
export type PaymentPart = {
  readonly entryId: string;
  readonly entryLine: number;
  readonly reference: string;
  readonly settledOn: DateText;
  readonly amountMinor: bigint;
};

/**
 * Shares payments out over the claims behind their invoices, in line order, going on where earlier files ended. A claim without a
 * reference of the practice system is reported under the invoice's own. The parts of a payment always sum to it: what the claims
 * cannot take goes to the last.
 */
export function shareOut(
  payments: readonly Allocation[],
  shares: readonly ClaimShare[],
  reported: ReadonlyMap<string, bigint>,
): PaymentPart[] {
  const byInvoice = Map.groupBy(shares, (share) => share.documentId);
  const used = new Map(reported);
  return payments.flatMap((payment) => {
    const from = used.get(payment.documentId) ?? 0n;
    used.set(payment.documentId, from + payment.amountMinor);
    return partsOfPayment(payment, byInvoice.get(payment.documentId) ?? [], from);
  });
}

function partsOfPayment(payment: Allocation, shares: readonly ClaimShare[], fromMinor: bigint): PaymentPart[] {
  const parts: PaymentPart[] = [];
  let skipMinor = fromMinor;
  let leftMinor = payment.amountMinor;
  for (const [at, share] of shares.entries()) {
    const last = at === shares.length - 1;
    const roomMinor = share.amountMinor > skipMinor ? share.amountMinor - skipMinor : 0n;
    skipMinor = skipMinor > share.amountMinor ? skipMinor - share.amountMinor : 0n;
    const amountMinor = last || roomMinor > leftMinor ? leftMinor : roomMinor;
    if (amountMinor > 0n) parts.push(partOf(payment, share.reference ?? payment.reference, amountMinor));
    leftMinor -= amountMinor;
  }
  return shares.length > 0 ? parts : [partOf(payment, payment.reference, payment.amountMinor)];
}

function partOf({ entryId, entryLine, settledOn }: Allocation, reference: string, amountMinor: bigint): PaymentPart {
  return { entryId, entryLine, reference, settledOn, amountMinor };
}
