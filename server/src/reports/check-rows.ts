import { sql } from "kysely";
import { column, type TenantTransaction } from "../platform/index.ts";

/** Something that has a page of its own, by its id. */
export type CheckSubject = { readonly kind: "invoice" | "bankFile" | "party" | "ledger"; readonly id: string };

/** A row that breaks a check: ids, codes, amounts; and what it is about, where that has a page. */
export type CheckRow = {
  readonly values: Readonly<Record<string, string | bigint | boolean | null>>;
  readonly subject: CheckSubject | null;
};

type Values = CheckRow["values"];
type Named = CheckSubject["kind"] | "item" | "bankLine" | "bankBatch";

/** What the `id` of a check's rows names; a check that is not here names something without a page, or nothing by `id`. */
const NAMED: Readonly<Record<string, Named>> = {
  "ledger.itemsEqualPostings": "item",
  "parties.customerNumbersGiven": "party",
  "banking.filesAddUp": "bankBatch",
  "banking.refusedFilesPostNothing": "bankFile",
  "banking.linesPostedOnce": "bankLine",
  "banking.pairsEqual": "bankBatch",
  "invoicing.documentsUnchanged": "invoice",
  "invoicing.invoicesAreItems": "invoice",
  "invoicing.creditNotesAreBooked": "invoice",
  "invoicing.linesAreInvoices": "invoice",
  "invoicing.partiesAndSeriesKnown": "invoice",
};

/** Fields that name the same thing in every check; the first that a row has is what it is about. */
const FIELDS: readonly (readonly [field: string, kind: Named])[] = [
  ["itemId", "item"],
  ["partyId", "party"],
  ["ledgerId", "ledger"],
];

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

function plain(value: unknown): Values[string] {
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint" || typeof value === "boolean") return value;
  if (typeof value === "number") return BigInt(value);
  return typeof value === "string" ? value : (value as { toString(): string }).toString();
}

function namedBy(check: string, values: Values): { kind: Named; id: string } | undefined {
  const ofId = NAMED[check];
  const fields = ofId ? [["id", ofId] as const, ...FIELDS] : FIELDS;
  const found = fields.find(([field]) => typeof values[field] === "string");
  return found && { kind: found[1], id: String(values[found[0]]) };
}

type Page = CheckSubject & { readonly from: string };

/** The page on which such things are seen: an item's invoice, a lump's file and a payment's. */
async function pagesOf(tx: TenantTransaction, kind: Named, ids: readonly string[]): Promise<readonly Page[]> {
  const wanted = column.uuid(ids);
  if (kind === "item") {
    const found = await sql<Page>`
      select i.id as from, 'invoice' as kind, v.id from open_item i join invoice v on v.tenant_id = i.tenant_id and v.id = i.document_id
      where i.tenant_id = ${tx.tenantId} and i.id = any (${wanted})`.execute(tx.db);
    return found.rows;
  }
  if (kind === "bankBatch") {
    const found = await sql<Page>`
      select id as from, 'bankFile' as kind, file_id as id from bank_batch where tenant_id = ${tx.tenantId} and id = any (${wanted})`.execute(
      tx.db,
    );
    return found.rows;
  }
  if (kind === "bankLine") {
    const found = await sql<Page>`
      select l.id as from, 'bankFile' as kind, b.file_id as id from bank_line l join bank_batch b on b.tenant_id = l.tenant_id and b.id = l.batch_id
      where l.tenant_id = ${tx.tenantId} and l.id = any (${wanted})`.execute(tx.db);
    return found.rows;
  }
  return ids.map((id) => ({ from: id, kind, id }));
}

/** The rows that break a check as the API names their fields, each with the page of what it is about. */
export async function checkRows(
  tx: TenantTransaction,
  check: string,
  breaches: readonly Readonly<Record<string, unknown>>[],
): Promise<CheckRow[]> {
  const rows = breaches.map((row) => {
    const values = Object.fromEntries(Object.entries(row).map(([name, value]) => [camel(name), plain(value)]));
    return { values, named: namedBy(check, values) };
  });
  const kinds = Map.groupBy(
    rows.flatMap(({ named }) => (named ? [named] : [])),
    ({ kind }) => kind,
  );
  const pages = new Map<string, CheckSubject>();
  for (const [kind, named] of kinds) {
    const ids = [...new Set(named.map(({ id }) => id))];
    for (const page of await pagesOf(tx, kind, ids)) pages.set(page.from, { kind: page.kind, id: page.id });
  }
  return rows.map(({ values, named }) => ({ values, subject: (named && pages.get(named.id)) ?? null }));
}
