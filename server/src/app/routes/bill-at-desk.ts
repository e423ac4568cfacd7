import type { HandReceivers } from "../../delivery/index.ts";
import { receiversByHand } from "../../delivery/index.ts";
import { invoicesById, type InvoiceSummary } from "../../invoicing/index.ts";
import { itemsById, ledgerById, type OpenItem } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import { partiesById } from "../../parties/index.ts";
import { refuse, type TenantTransaction } from "../../platform/index.ts";

/** What the desk's routes know of a bill: its invoice, whom it speaks of, its day. */

/** The invoice that an item or its whole is of; undefined for one without. */
export async function invoiceOfItem(tx: TenantTransaction, itemId: string): Promise<InvoiceSummary | undefined> {
  const [item] = await itemsById(tx, [itemId]);
  const [whole] = item?.parentId ? await itemsById(tx, [item.parentId]) : [];
  const documentId = item?.documentId ?? whole?.documentId;
  return documentId ? (await invoicesById(tx, [documentId])).get(documentId) : undefined;
}

/** Whom a bill may be sent to, with the patient of its invoice among them. */
export async function receiversOfBill(
  tx: TenantTransaction,
  itemId: string,
): Promise<HandReceivers & { readonly patientId: string | null }> {
  const patientId = (await invoiceOfItem(tx, itemId))?.patientId ?? null;
  return { ...(await receiversByHand(tx, itemId, patientId)), patientId };
}

/** Refuses an item that is nobody's, or another clinic's. Throws PAYMENT_ITEM_NOT_FOUND. */
export async function requireItem(tx: TenantTransaction, itemId: string): Promise<OpenItem> {
  const [item] = await itemsById(tx, [itemId]);
  if (item?.side !== "receivable") throw refuse("PAYMENT_ITEM_NOT_FOUND");
  return item;
}

/** The day in a ledger's market. */
export async function todayOf(tx: TenantTransaction, ledgerId: string): Promise<string> {
  const { market } = await ledgerById(tx, ledgerId);
  return tx.platform.clock.today(marketPack(market).zones[0]!).toString();
}

/** Names of parties, for rows that name who got a message. */
export async function namesOf(tx: TenantTransaction, ids: readonly string[]): Promise<(id: string) => string> {
  const found = await partiesById(tx, [...new Set(ids)]);
  return (id) => found.get(id)?.name ?? "";
}
