import { sql } from "kysely";
import type { DateText } from "../../ledger/index.ts";
import { column, eachRow, type TenantTransaction } from "../../platform/index.ts";
import type { StateDraft } from "../books.ts";

/** Statements on the state's parts of invoices, its pay-outs and what it wants back. */

/** A visit's part of an invoice, with what was credited of it and what of its item is open. */
export type StatePart = {
  readonly id: string;
  readonly ledgerId: string;
  readonly invoiceId: string;
  readonly claimId: string;
  readonly patientId: string | null;
  readonly visitId: string;
  readonly itemId: string;
  readonly account: string;
  readonly patientMinor: bigint;
  readonly amountMinor: bigint;
  readonly openMinor: bigint;
  readonly creditedMinor: bigint;
  readonly reclaimedMinor: bigint;
  readonly openedOn: DateText;
};

/** An invoice with the state's parts about to be written. */
type Parted = {
  readonly draft: { readonly id: string; readonly patientId: string | null; readonly issuedOn: string };
  readonly claimId: string;
  readonly states: readonly StateDraft[];
};

export async function insertParts(tx: TenantTransaction, ledgerId: string, issues: readonly Parted[]): Promise<void> {
  const rows = issues.flatMap(({ draft, claimId, states }) => states.map((state) => ({ draft, claimId, state })));
  if (rows.length === 0) return;
  const pick = <T>(of: (row: (typeof rows)[number]) => T) => rows.map(of);
  await sql`
    insert into state_part (tenant_id, ledger_id, id, invoice_id, claim_id, patient_id, visit_id, item_id, patient_minor, amount_minor, opened_on)
    select ${tx.tenantId}, ${ledgerId}::uuid, ${eachRow(
      column.uuid(pick(({ state }) => state.id)),
      column.uuid(pick(({ draft }) => draft.id)),
      column.uuid(pick(({ claimId }) => claimId)),
      column.uuid(pick(({ draft }) => draft.patientId)),
      column.text(pick(({ state }) => state.visitId)),
      column.uuid(pick(({ state }) => state.itemId)),
      column.bigint(pick(({ state }) => state.patientMinor)),
      column.bigint(pick(({ state }) => state.stateMinor)),
      column.date(pick(({ draft }) => draft.issuedOn)),
    )}`.execute(tx.db);
}

const PARTS = sql`
  s.id, s.ledger_id as "ledgerId", s.invoice_id as "invoiceId", s.claim_id as "claimId", s.patient_id as "patientId", s.visit_id as "visitId",
  s.item_id as "itemId", i.account, s.patient_minor as "patientMinor", s.amount_minor as "amountMinor", i.open_minor as "openMinor",
  coalesce((select sum(c.amount_minor) from state_credit c where c.tenant_id = s.tenant_id and c.part_id = s.id), 0)::bigint as "creditedMinor",
  coalesce((select sum(r.amount_minor) from state_reclaim r where r.tenant_id = s.tenant_id and r.part_id = s.id), 0)::bigint as "reclaimedMinor",
  s.opened_on as "openedOn"`;

/** Of which parts: of these invoices or claims, or of these visits in a ledger. An invoice that was withdrawn has none any more. */
export type PartsAsked =
  | { readonly invoiceIds: readonly string[] }
  | { readonly claimIds: readonly string[] }
  | { readonly ledgerId: string; readonly visitIds: readonly string[] };

/** The parts, oldest first; with `lock` their items are held until the transaction ends. */
export async function selectParts(tx: TenantTransaction, asked: PartsAsked, lock = false): Promise<StatePart[]> {
  const which =
    "invoiceIds" in asked
      ? sql`s.invoice_id = any (${column.uuid(asked.invoiceIds)})`
      : "claimIds" in asked
        ? sql`s.claim_id = any (${column.uuid(asked.claimIds)})`
        : sql`s.ledger_id = ${asked.ledgerId} and s.visit_id = any (${column.text(asked.visitIds)})`;
  const found = await sql<StatePart>`
    select ${PARTS} from state_part s
    join open_item i on i.tenant_id = s.tenant_id and i.id = s.item_id
    join claim k on k.tenant_id = s.tenant_id and k.id = s.claim_id and not k.withdrawn
    where s.tenant_id = ${tx.tenantId} and ${which} order by s.opened_on, s.id ${lock ? sql`for update of i` : sql``}`.execute(
    tx.db,
  );
  return found.rows;
}

/** The income that each part was booked as, by its item: accounts with amounts. */
export async function incomesOf(
  tx: TenantTransaction,
  itemIds: readonly string[],
): Promise<Map<string, { account: string; amountMinor: bigint }[]>> {
  const found = await sql<{ itemId: string; account: string; amountMinor: bigint }>`
    select p.debit_item_id as "itemId", p.credit as account, p.amount_minor as "amountMinor" from posting p
    join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id and e.kind = 'invoice'
    where p.tenant_id = ${tx.tenantId} and p.debit_item_id = any (${column.uuid(itemIds)}) order by p.entry_id, p.line`.execute(
    tx.db,
  );
  return Map.groupBy(found.rows, ({ itemId }) => itemId);
}

export type StateCredit = {
  readonly id: string;
  readonly partId: string;
  readonly ledgerId: string;
  readonly noteId: string;
  readonly amountMinor: bigint;
  readonly entryId: string;
};

export async function insertStateCredits(tx: TenantTransaction, rows: readonly StateCredit[]): Promise<void> {
  if (rows.length === 0) return;
  const pick = <T>(of: (row: StateCredit) => T) => rows.map(of);
  await sql`
    insert into state_credit (tenant_id, id, part_id, ledger_id, note_id, amount_minor, entry_id)
    select ${tx.tenantId}, ${eachRow(
      column.uuid(pick((one) => one.id)),
      column.uuid(pick((one) => one.partId)),
      column.uuid(pick((one) => one.ledgerId)),
      column.uuid(pick((one) => one.noteId)),
      column.bigint(pick((one) => one.amountMinor)),
      column.uuid(pick((one) => one.entryId)),
    )}`.execute(tx.db);
}

export type StatePayout = {
  readonly id: string;
  readonly ledgerId: string;
  readonly externalId: string;
  readonly paidOn: DateText;
  readonly amountMinor: bigint;
  readonly itemId: string;
  readonly entryId: string;
  readonly contentHash: Buffer;
};
export type PayoutLine = { readonly visitId: string; readonly amountMinor: bigint };

export async function payoutByExternalId(
  tx: TenantTransaction,
  ledgerId: string,
  externalId: string,
): Promise<StatePayout | undefined> {
  const found = await sql<StatePayout>`
    select id, ledger_id as "ledgerId", external_id as "externalId", paid_on as "paidOn", amount_minor as "amountMinor", item_id as "itemId",
      entry_id as "entryId", content_hash as "contentHash"
    from state_payout where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and external_id = ${externalId}`.execute(
    tx.db,
  );
  return found.rows[0];
}

export async function insertPayout(
  tx: TenantTransaction,
  payout: StatePayout,
  lines: readonly PayoutLine[],
): Promise<void> {
  const { actor } = tx.context;
  await sql`
    insert into state_payout (tenant_id, id, ledger_id, external_id, paid_on, amount_minor, item_id, entry_id, content_hash, filed_by, filed_at)
    values (${tx.tenantId}, ${payout.id}, ${payout.ledgerId}, ${payout.externalId}, ${payout.paidOn}, ${payout.amountMinor}, ${payout.itemId},
            ${payout.entryId}, ${payout.contentHash}, ${`${actor.kind}:${actor.id}`}, ${tx.now.toString()})`.execute(
    tx.db,
  );
  await sql`
    insert into state_payout_line (tenant_id, payout_id, line_no, visit_id, amount_minor)
    select ${tx.tenantId}, ${payout.id}, ${eachRow(
      column.integer(lines.map((_, at) => at + 1)),
      column.text(lines.map((line) => line.visitId)),
      column.bigint(lines.map((line) => line.amountMinor)),
    )}`.execute(tx.db);
}

export type StateReclaim = Omit<StatePayout, "paidOn"> & { readonly partId: string; readonly reclaimedOn: DateText };

export async function reclaimByExternalId(
  tx: TenantTransaction,
  ledgerId: string,
  externalId: string,
): Promise<StateReclaim | undefined> {
  const found = await sql<StateReclaim>`
    select id, ledger_id as "ledgerId", part_id as "partId", external_id as "externalId", reclaimed_on as "reclaimedOn", amount_minor as "amountMinor",
      item_id as "itemId", entry_id as "entryId", content_hash as "contentHash"
    from state_reclaim where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and external_id = ${externalId}`.execute(
    tx.db,
  );
  return found.rows[0];
}

export async function insertReclaim(tx: TenantTransaction, reclaim: StateReclaim): Promise<void> {
  const { actor } = tx.context;
  await sql`
    insert into state_reclaim (tenant_id, id, ledger_id, part_id, external_id, reclaimed_on, amount_minor, item_id, entry_id, content_hash, filed_by, filed_at)
    values (${tx.tenantId}, ${reclaim.id}, ${reclaim.ledgerId}, ${reclaim.partId}, ${reclaim.externalId}, ${reclaim.reclaimedOn},
            ${reclaim.amountMinor}, ${reclaim.itemId}, ${reclaim.entryId}, ${reclaim.contentHash}, ${`${actor.kind}:${actor.id}`},
            ${tx.now.toString()})`.execute(tx.db);
}
