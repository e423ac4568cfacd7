import { post, type EntryDraft, type NewItem } from "../ledger/index.ts";
import { invariant, type TenantTransaction } from "../platform/index.ts";
import {
  bookCreditNote,
  shareCredit,
  splitLines,
  totalsOf,
  type Books,
  type CreditShare,
  type CreditTarget,
} from "./books.ts";
import { lockCreditTargets } from "./credit-targets.ts";
import { documentHash, linesOf } from "./issue.ts";
import type { OwnNumbers } from "./numbering.ts";
import { insertClaimLines, insertInvoices, type ClaimInvoice } from "./store.ts";
import type { AmountLine, ClaimRow, InvoiceDraft } from "./types.ts";

/** A correction with the claim it corrects and the invoices that claim stands on. */
export type Correction = {
  readonly credit: ClaimRow;
  readonly invoices: readonly ClaimInvoice[];
  readonly issuedOn: string;
};

/** One credit note to be: a correction, one of the invoices it touches, and the lines that fall on it. */
export type CreditPart = {
  readonly correction: Correction;
  readonly invoice: ClaimInvoice;
  readonly lines: readonly AmountLine[];
  readonly first: boolean;
};

/** Corrections shared out over the invoices of the corrected claims; parts of nothing fall away. */
export function creditParts(corrections: readonly Correction[]): CreditPart[] {
  return corrections.flatMap((correction) => {
    const parts = splitLines(
      correction.credit.lines,
      correction.invoices.map((invoice) => invoice.claimMinor),
    );
    const some = correction.invoices
      .map((invoice, at) => ({ correction, invoice, lines: parts[at]! }))
      .filter(({ lines }) => lines.some((line) => line.amountMinor !== 0n || line.support));
    return some.map((part, at) => ({ ...part, first: at === 0 }));
  });
}

/** Does this note carry the number that the practice system gave its correction? */
export const hasGivenNumber = (part: CreditPart) => part.first && part.correction.credit.number !== null;

/**
 * Writes credit notes: debit income and VAT, credit the item as far as it is open, then the payer (FR-13). Of a bill that was split the parts
 * are reduced, the one due last first. A claim shared by guardians is credited by their shares. The first note carries the practice system's
 * number when it gave one. Returns the notes' ids.
 */
export async function creditClaims(
  tx: TenantTransaction,
  books: Books,
  seriesId: string,
  parts: readonly CreditPart[],
  numbers: OwnNumbers,
): Promise<string[]> {
  if (parts.length === 0) return [];
  const targetsOf = await lockCreditTargets(
    tx,
    parts.map((part) => part.invoice.invoiceId),
  );
  const drafts = parts.map((part) => creditNote(tx, part, numbers));
  const entries: EntryDraft[] = [];
  const credits: NewItem[] = [];
  for (const draft of drafts) {
    // What only the state pays takes nothing off the payer.
    if (draft.netMinor + draft.vatMinor === 0n) continue;
    const targets = targetsOf.get(draft.creditsId!);
    invariant(targets, "an invoice has its item");
    const shares = shareCredit(draft.netMinor + draft.vatMinor, targets);
    targetsOf.set(draft.creditsId!, shares.map(afterShare));
    const booked = bookCreditNote(books, draft, shares, () => tx.platform.ids.next());
    entries.push(booked.entry);
    credits.push(...booked.credits);
  }
  await insertInvoices(tx, books.ledgerId, seriesId, drafts, drafts.map(documentHash));
  await insertClaimLines(tx, drafts);
  await post(tx, entries, credits);
  return drafts.map((draft) => draft.id);
}

/** What is left of an item for the next note of the same invoice. */
function afterShare({ item, openMinor, paidMinor, offMinor, overMinor }: CreditShare): CreditTarget {
  const leftMinor = paidMinor - overMinor;
  return { item, openMinor: openMinor - offMinor, paidMinor: leftMinor > 0n ? leftMinor : 0n };
}

/** A credit note is paid to nobody, so it keeps the reference of what it corrects. */
function creditNote(tx: TenantTransaction, part: CreditPart, numbers: OwnNumbers): InvoiceDraft {
  const { correction, invoice, lines } = part;
  const { credit, issuedOn } = correction;
  const given = hasGivenNumber(part) ? { seriesNo: null, number: credit.number! } : numbers.next();
  return {
    id: tx.platform.ids.next(),
    kind: "creditNote",
    ...given,
    ...totalsOf(lines),
    partyId: invoice.partyId,
    patientId: credit.patientId,
    issuedOn,
    dueOn: issuedOn,
    reference: invoice.reference,
    creditsId: invoice.invoiceId,
    lines: linesOf(credit.id, lines),
  };
}
