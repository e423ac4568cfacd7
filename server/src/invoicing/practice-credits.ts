import { sql } from "kysely";
import { itemsById, type DateText, type OpenItem } from "../ledger/index.ts";
import { column, eachRow, recordAudit, refuse, type TenantTransaction } from "../platform/index.ts";
import "./errors.ts";
import { invoicesById } from "./read-invoices.ts";

/**
 * What the practice system is to credit as well (DP-059, DP-060): credit notes and losses of Kvitt's own, fetched by it, and confirmed. What it has
 * confirmed is credited on both sides.
 */

export type PracticeCredit = {
  readonly id: string;
  readonly kind: "credit" | "lossAfterCollection";
  /** The practice system's own id of the claim; null where the bill gathers several. */
  readonly externalId: string | null;
  readonly number: string;
  readonly reference: string;
  readonly amountMinor: bigint;
  readonly madeOn: DateText;
  readonly confirmedAt: Temporal.Instant | null;
  /** The practice system's id of its credit. */
  readonly practiceId: string | null;
};

/** One to tell: a credit note of a claim, or a loss of a bill. */
export type ToTell =
  | {
      readonly kind: "credit";
      readonly noteId: string;
      readonly invoiceId: string;
      readonly externalId: string;
      readonly reference: string;
      readonly amountMinor: bigint;
    }
  | {
      readonly kind: "lossAfterCollection";
      readonly loss: { readonly id: string; readonly capitalMinor: bigint };
      readonly item: OpenItem;
    };

type Row = {
  readonly kind: PracticeCredit["kind"];
  readonly subjectId: string;
  readonly invoiceId: string;
  readonly externalId: string | null;
  readonly reference: string;
  readonly amountMinor: bigint;
};

/** By invoice, the practice system's id of its claim, where it is one. */
async function onlyClaims(tx: TenantTransaction, invoiceIds: readonly string[]): Promise<Map<string, string>> {
  const found = await sql<{ invoiceId: string; externalId: string }>`
    select l.invoice_id as "invoiceId", min(c.external_id) as "externalId" from invoice_line l
    join claim c on c.tenant_id = l.tenant_id and c.id = l.claim_id
    where l.tenant_id = ${tx.tenantId} and l.invoice_id = any (${column.uuid(invoiceIds)})
    group by l.invoice_id having count(distinct c.id) = 1`.execute(tx.db);
  return new Map(found.rows.map((row) => [row.invoiceId, row.externalId]));
}

/** The invoice of each lost bill: an instalment's is its parent's. An item without one is no practice system's. */
async function rowsOfLosses(
  tx: TenantTransaction,
  losses: readonly Extract<ToTell, { kind: "lossAfterCollection" }>[],
): Promise<Row[]> {
  const parents = await itemsById(
    tx,
    losses.flatMap(({ item }) => (item.documentId === null ? (item.parentId ?? []) : [])),
  );
  const parentOf = new Map(parents.map((parent) => [parent.id, parent]));
  const found = losses.flatMap(({ kind, loss, item }) => {
    const bill = item.documentId === null ? parentOf.get(item.parentId ?? "") : item;
    if (!bill?.documentId) return [];
    const { documentId: invoiceId, reference } = bill;
    return [{ kind, subjectId: loss.id, invoiceId, reference: reference ?? "", amountMinor: loss.capitalMinor }];
  });
  const claims = await onlyClaims(
    tx,
    found.map(({ invoiceId }) => invoiceId),
  );
  return found.map((row) => ({ ...row, externalId: claims.get(row.invoiceId) ?? null }));
}

/** Writes what the practice system is to be told, in the transaction that books it. */
export async function tellPractice(
  tx: TenantTransaction,
  ledgerId: string,
  madeOn: DateText,
  told: readonly ToTell[],
): Promise<void> {
  const credits = told
    .filter((one) => one.kind === "credit")
    .map(({ noteId, ...one }): Row => ({ ...one, subjectId: noteId }));
  const losses = await rowsOfLosses(
    tx,
    told.filter((one) => one.kind === "lossAfterCollection"),
  );
  const rows = [...credits, ...losses];
  if (rows.length === 0) return;
  const invoices = await invoicesById(tx, [...new Set(rows.map(({ invoiceId }) => invoiceId))]);
  const pick = <T>(of: (row: Row) => T) => rows.map(of);
  await sql`
    insert into practice_credit (tenant_id, ledger_id, made_on, made_at, id, kind, subject_id, invoice_id, external_id, number, reference, amount_minor)
    select ${tx.tenantId}, ${ledgerId}, ${madeOn}::date, ${tx.now.toString()}::timestamptz, ${eachRow(
      column.uuid(pick(() => tx.platform.ids.next())),
      column.text(pick((row) => row.kind)),
      column.uuid(pick((row) => row.subjectId)),
      column.uuid(pick((row) => row.invoiceId)),
      column.text(pick((row) => row.externalId)),
      column.text(pick((row) => invoices.get(row.invoiceId)!.number)),
      column.text(pick((row) => row.reference)),
      column.bigint(pick((row) => row.amountMinor)),
    )}`.execute(tx.db);
}

/** What a ledger's practice system is to credit, oldest first, a page at a time; only what it has not confirmed unless all is asked for. */
export async function practiceCredits(
  tx: TenantTransaction,
  {
    ledgerId,
    all = false,
    after,
    limit = 200,
  }: { readonly ledgerId: string; readonly all?: boolean; readonly after?: string; readonly limit?: number },
): Promise<PracticeCredit[]> {
  const found = await sql<PracticeCredit>`
    select id, kind, external_id as "externalId", number, reference, amount_minor as "amountMinor", made_on as "madeOn", confirmed_at as "confirmedAt", practice_id as "practiceId"
    from practice_credit where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId}
      ${all ? sql`` : sql`and confirmed_at is null`} ${after === undefined ? sql`` : sql`and id > ${after}::uuid`}
    order by id limit ${limit}`.execute(tx.db);
  return found.rows;
}

/**
 * The practice system says that it has credited these; again is as once. Throws PRACTICE_CREDIT_NOT_FOUND when one is none of the ledger's. Returns
 * how many were new.
 */
export async function confirmPracticeCredits(
  tx: TenantTransaction,
  ledgerId: string,
  confirmed: readonly { readonly id: string; readonly practiceId: string | null }[],
): Promise<number> {
  const ids = column.uuid(confirmed.map(({ id }) => id));
  const known = await sql<{ id: string }>`
    select id from practice_credit where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and id = any (${ids}) order by id for update`.execute(
    tx.db,
  );
  if (known.rows.length < new Set(confirmed.map(({ id }) => id)).size) throw refuse("PRACTICE_CREDIT_NOT_FOUND");
  const set = await sql`
    update practice_credit c set confirmed_at = ${tx.now.toString()}, practice_id = x.practice_id
    from unnest(${ids}, ${column.text(confirmed.map(({ practiceId }) => practiceId))}) as x (id, practice_id)
    where c.tenant_id = ${tx.tenantId} and c.ledger_id = ${ledgerId} and c.id = x.id and c.confirmed_at is null`.execute(
    tx.db,
  );
  const credits = Number(set.numAffectedRows ?? 0n);
  if (credits > 0)
    await recordAudit(tx, {
      action: "practiceCredit.acknowledged",
      subjectKind: "ledger",
      subjectId: ledgerId,
      detail: { lines: credits },
    });
  return credits;
}
