import { invoicesById } from "../../invoicing/index.ts";
import { itemsById } from "../../ledger/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";

/** The invoice a claim stands on. */
export type Bill = { readonly invoiceId: string; readonly number: string };

/** Invoices of claims, by the claim's item; a part is of its whole's invoice. An item without one is not among them. */
export async function billsOf(tx: TenantTransaction, itemIds: readonly string[]): Promise<ReadonlyMap<string, Bill>> {
  const items = await itemsById(tx, [...new Set(itemIds)]);
  const wholes = await itemsById(tx, [...new Set(items.flatMap(({ parentId }) => parentId ?? []))]);
  const documentOf = new Map(wholes.map(({ id, documentId }) => [id, documentId]));
  const documents = items.flatMap(({ id, documentId, parentId }) => {
    const found = documentId ?? documentOf.get(parentId ?? "") ?? null;
    return found === null ? [] : [[id, found] as const];
  });
  const invoices = await invoicesById(tx, [...new Set(documents.map(([, id]) => id))]);
  return new Map(
    documents.flatMap(([itemId, id]) => {
      const invoice = invoices.get(id);
      return invoice ? [[itemId, { invoiceId: id, number: invoice.number }] as const] : [];
    }),
  );
}
