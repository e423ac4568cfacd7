import {
  closedDays,
  itemsById,
  ledgerById,
  post,
  type EntryDraft,
  type Ledger,
  type NewItem,
} from "../ledger/index.ts";
import { marketPack, type AccountRole } from "../markets/index.ts";
import { announce, invariant, type TenantTransaction } from "../platform/index.ts";
import type { Attempt, Way } from "./types.ts";

/**
 * What a partner owes us from the moment it took the payer's money until the bank shows it. Money that passes from account to account at once
 * is on its way too until the statement shows it; not `bankClearing`, which the day's proof explains by the lumps of bank files alone.
 */
const CLEARING: Readonly<Record<Way, AccountRole>> = {
  vipps: "vippsClearing",
  card: "cardClearing",
  swish: "instantClearing",
  partPayment: "partnerClearing",
};

/** The account on which stands what a way's partner owes the clinic. */
export const clearingRole = (way: Way): AccountRole => CLEARING[way];

/** The source of a capture's entry: its movement. Twice is once by the ledger's own key. */
export const CAPTURE_SOURCE = "paymentMovement";

/** Today where the ledger is kept, or the first open day after a closed period: the money has come, whatever is closed. */
async function dayOf(tx: TenantTransaction, ledger: Ledger): Promise<string> {
  const today = tx.platform.clock.today(marketPack(ledger.market).zones[0]!).toString();
  return (await closedDays(tx, [ledger.id])).firstOpenDay(ledger.id, today);
}

function creditOf(
  attempt: Attempt,
  ledger: Ledger,
  partyId: string,
  id: string,
  amountMinor: bigint,
  day: string,
): NewItem {
  return {
    id,
    ledgerId: ledger.id,
    side: "credit",
    kind: "customerCredit",
    account: ledger.code("customerCredit"),
    partyId,
    parentId: attempt.itemId,
    documentId: null,
    reference: null,
    openedOn: day,
    dueOn: day,
    amountMinor,
  };
}

/**
 * Books money that a partner has taken from the payer: debit the partner's clearing account, credit the item as far as it is open. What
 * came in another way between the last look and the taking makes the rest the payer's credit (FR-69).
 */
export async function bookCapture(
  tx: TenantTransaction,
  attempt: Attempt,
  movementId: string,
  takenMinor: bigint,
): Promise<void> {
  const ledger = await ledgerById(tx, attempt.ledgerId);
  const [item] = await itemsById(tx, [attempt.itemId], true);
  invariant(item, "an attempt is for an item");
  const paidMinor = item.openMinor < takenMinor ? item.openMinor : takenMinor;
  const bookedOn = await dayOf(tx, ledger);
  const debit = ledger.code(CLEARING[attempt.way]);
  const rest = takenMinor - paidMinor;
  const credit =
    rest > 0n ? creditOf(attempt, ledger, item.partyId!, tx.platform.ids.next(), rest, bookedOn) : undefined;
  const entry: EntryDraft = {
    id: tx.platform.ids.next(),
    ledgerId: ledger.id,
    kind: "payment",
    bookedOn,
    sourceKind: CAPTURE_SOURCE,
    sourceId: movementId,
    explanation: {
      rule: "payments.captured",
      version: 1,
      inputs: { way: attempt.way, reference: attempt.reference, takenMinor, openMinor: item.openMinor },
      wouldChange: "Another amount open when the money was taken.",
    },
    postings: [
      ...(paidMinor > 0n ? [{ debit, credit: item.account, amountMinor: paidMinor, creditItemId: item.id }] : []),
      ...(credit ? [{ debit, credit: credit.account, amountMinor: rest, creditItemId: credit.id }] : []),
    ],
  };
  await post(tx, [entry], credit ? [credit] : []);
  await announce(tx, "invoices", ledger.id, ledger.id);
}
