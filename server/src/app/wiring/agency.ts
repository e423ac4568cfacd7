import type { FileFailure, InvoiceNumbers, LostClaims } from "../../collections/index.ts";
import { fileReport, lossRows, recoverLoss, type LossRow } from "../../invoicing/index.ts";
import { itemsById } from "../../ledger/index.ts";
import { refuse, type TenantTransaction } from "../../platform/index.ts";
import { billsOf } from "../routes/bills.ts";

/** What invoicing knows that hand-over to an agency needs: numbers of invoices, losses, and where a failed collection is filed. */

export const invoiceNumbers: InvoiceNumbers = async (tx, itemIds) => {
  const bills = await billsOf(tx, itemIds);
  return new Map([...bills].map(([itemId, { number }]) => [itemId, number]));
};

/** The report by which a loss can be proposed (S2-28, DP-060); told twice it is filed once. */
export const fileFailure: FileFailure = async (tx, { reference, amountMinor, ...report }) => {
  await fileReport(tx, { ...report, lines: [{ reference, amountMinor }] });
};

/** The posted loss of a claim that something may still come for, the latest first. */
async function lossesOf(tx: TenantTransaction, itemId: string): Promise<LossRow[]> {
  const [item] = await itemsById(tx, [itemId]);
  if (item === undefined) return [];
  const rows = await lossRows(tx, item.ledgerId, { limit: 10_000 });
  return rows.filter((row) => row.itemId === itemId && row.lossId !== null && row.recoveredMinor < row.amountMinor);
}

/** Money that comes after the loss takes off it (E34, DP-064). */
export const lostClaims: LostClaims = {
  leftOf: async (tx, itemId) => {
    const [loss] = await lossesOf(tx, itemId);
    return loss === undefined ? 0n : loss.amountMinor - loss.recoveredMinor;
  },
  recover: async (tx, itemId, creditItemId) => {
    const [loss] = await lossesOf(tx, itemId);
    if (!loss?.lossId) throw refuse("LOSS_NOT_FOUND");
    await recoverLoss(tx, { lossId: loss.lossId, creditItemId });
  },
};
