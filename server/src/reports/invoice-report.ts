import { invoiceRowsOf, type InvoiceListFilter, type InvoiceRow, type InvoicesFound } from "../invoicing/index.ts";
import { partiesByCustomerNo, partiesNamed } from "../parties/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { rowsOf } from "./cursor.ts";
import { readQuery } from "./search-query.ts";

/** Customers that a list is narrowed to by a name: more say that the name says too little. */
const MOST_NAMED = 200;

/** What a text typed over the list of invoices means: a number, a reference, a customer's number, and for who sees people a name. */
export async function invoicesMeant(tx: TenantTransaction, typed: string, people: boolean): Promise<InvoicesFound> {
  const { text, named, number, reference, customerNo } = readQuery(typed);
  const numbered = customerNo === null ? undefined : await partiesByCustomerNo(tx, [customerNo]);
  const names = people && named ? (await partiesNamed(tx, text, MOST_NAMED)).ids : [];
  return {
    numbers: number ?? [],
    references: reference === null ? [] : [reference],
    partyIds: [...(numbered ?? new Map<bigint, string>()).values(), ...names],
  };
}

/** All rows of a filter, newest first, in flat memory. */
export function invoiceListRows(tx: TenantTransaction, filter: InvoiceListFilter): AsyncGenerator<InvoiceRow> {
  return rowsOf(tx, invoiceRowsOf(tx, filter));
}
