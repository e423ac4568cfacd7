import { raiseAlarm } from "../../controls/index.ts";
import { itemsById, ledgerById, post } from "../../ledger/index.ts";
import { recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";
import { creditDay } from "../credit-terms.ts";
import "../errors.ts";
import { insertRecovery, lossForUpdate } from "./store.ts";

export type RecoveryWish = {
  readonly lossId: string;
  /** The payer's credit, or the agency's, that the money stands as. */
  readonly creditItemId: string;
  /** Minor units; left out is as much of it as the loss still was. */
  readonly amountMinor?: bigint;
};

/**
 * Money that came for a loss after all takes off the account of losses (E34, DP-064), and head office is told. Never more than was lost. Throws
 * LOSS_NOT_FOUND, LOSS_RECOVERY_CREDIT, LOSS_RECOVERY_TOO_MUCH. Returns the id of the entry.
 */
export async function recoverLoss(tx: TenantTransaction, wish: RecoveryWish): Promise<string> {
  const first = await lossForUpdate(tx, wish.lossId);
  if (!first) throw refuse("LOSS_NOT_FOUND");
  const { ledgerId, itemId } = first;
  // Held together: two recoveries of one loss wait for each other, and neither spends the credit twice.
  const held = await itemsById(tx, [itemId, wish.creditItemId], true);
  const loss = (await lossForUpdate(tx, wish.lossId))!;
  const credit = held.find(({ id }) => id === wish.creditItemId);
  if (credit?.ledgerId !== ledgerId || credit.side !== "credit" || credit.kind !== "customerCredit")
    throw refuse("LOSS_RECOVERY_CREDIT");
  const leftMinor = loss.capitalMinor - loss.recoveredMinor;
  const mostMinor = leftMinor < credit.openMinor ? leftMinor : credit.openMinor;
  const amountMinor = wish.amountMinor ?? mostMinor;
  if (amountMinor <= 0n || amountMinor > mostMinor) throw refuse("LOSS_RECOVERY_TOO_MUCH", { mostMinor });
  const [id, entryId, day] = [tx.platform.ids.next(), tx.platform.ids.next(), await creditDay(tx, ledgerId)];
  const lossAccount = (await ledgerById(tx, ledgerId)).code("creditLoss");
  const posting = { debit: credit.account, credit: lossAccount, amountMinor, debitItemId: credit.id };
  const source = { kind: "writeOff", sourceKind: "lossRecovery", sourceId: id } as const;
  await post(tx, [{ id: entryId, ledgerId, bookedOn: day, ...source, postings: [posting] }]);
  await insertRecovery(tx, { id, lossId: loss.id, ledgerId, entryId, amountMinor, recoveredOn: day });
  await raiseAlarm(tx, {
    kind: "loss.recovered",
    subjectKind: "openItem",
    subjectId: itemId,
    dayOn: day,
    detail: { amountMinor },
  });
  await recordAudit(tx, {
    action: "loss.recovered",
    subjectKind: "openItem",
    subjectId: itemId,
    detail: { amountMinor },
  });
  return entryId;
}
