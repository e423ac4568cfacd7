import { hash } from "node:crypto";
import { ledgerById, post, type DateText } from "../../ledger/index.ts";
import { canonicalJson, recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";
import { creditDay } from "../credit-terms.ts";
import "../errors.ts";
import { owedBack } from "./owed-back.ts";
import { insertReclaim, reclaimByExternalId, selectParts, type StatePart, type StateReclaim } from "./store.ts";

/** The state wants back what it paid of a visit, as after a control that found no proof: a loss of the clinic's, kept from a later pay-out. */

export type ReclaimWish = {
  readonly ledgerId: string;
  /** The id of the state's decision. */
  readonly externalId: string;
  readonly visitId: string;
  readonly reclaimedOn: DateText;
  readonly amountMinor: bigint;
};

export type FiledReclaim = StateReclaim & { readonly isNew: boolean };

/** What the state has paid of a part and neither got back nor is owed back. */
export const paidOf = ({ amountMinor, openMinor, creditedMinor, reclaimedMinor }: StatePart): bigint => {
  const paidMinor = amountMinor - openMinor - creditedMinor - reclaimedMinor;
  return paidMinor > 0n ? paidMinor : 0n;
};

async function partFor(tx: TenantTransaction, { ledgerId, visitId, amountMinor }: ReclaimWish): Promise<StatePart> {
  const parts = await selectParts(tx, { ledgerId, visitIds: [visitId] }, true);
  if (parts.length === 0) throw refuse("STATE_VISIT_UNKNOWN", { visitId });
  const most = parts.toSorted((one, other) => (paidOf(one) < paidOf(other) ? 1 : -1))[0]!;
  if (paidOf(most) < amountMinor) throw refuse("STATE_RECLAIM_TOO_MUCH", { paidMinor: paidOf(most) });
  return most;
}

/**
 * Files a reclaim and books it: debit credit losses, credit what is owed back to the state. The same again is answered as before. Throws
 * STATE_RECLAIM_CHANGED, STATE_RECLAIM_TOO_MUCH, STATE_VISIT_UNKNOWN, STATE_PAYOUT_DAY for a day to come, PERIOD_CLOSED, LEDGER_NOT_FOUND.
 */
export async function fileReclaim(tx: TenantTransaction, wish: ReclaimWish): Promise<FiledReclaim> {
  const ledger = await ledgerById(tx, wish.ledgerId);
  const contentHash = hash("sha256", canonicalJson(wish), "buffer");
  const known = await reclaimByExternalId(tx, ledger.id, wish.externalId);
  if (known && !known.contentHash.equals(contentHash)) throw refuse("STATE_RECLAIM_CHANGED");
  if (known) return { ...known, isNew: false };
  const { externalId, reclaimedOn, amountMinor } = wish;
  if (reclaimedOn > (await creditDay(tx, ledger.id))) throw refuse("STATE_PAYOUT_DAY", { day: reclaimedOn });
  const part = await partFor(tx, wish);
  const [id, entryId] = [tx.platform.ids.next(), tx.platform.ids.next()];
  const owed = owedBack(part, tx.platform.ids.next(), reclaimedOn, amountMinor);
  const posting = { debit: ledger.code("creditLoss"), credit: owed.account, amountMinor, creditItemId: owed.id };
  const source = { kind: "writeOff", bookedOn: reclaimedOn, sourceKind: "stateReclaim", sourceId: id } as const;
  await post(tx, [{ id: entryId, ledgerId: ledger.id, ...source, postings: [posting] }], [owed]);
  const reclaim = {
    id,
    ledgerId: ledger.id,
    partId: part.id,
    externalId,
    reclaimedOn,
    amountMinor,
    itemId: owed.id,
    entryId,
    contentHash,
  };
  await insertReclaim(tx, reclaim);
  const detail = { amountMinor };
  await recordAudit(tx, { action: "state.reclaimFiled", subjectKind: "invoice", subjectId: part.invoiceId, detail });
  return { ...reclaim, isNew: true };
}
