import { sql } from "kysely";
import { announce, column, type TenantTransaction } from "../platform/index.ts";
import type { OpenClaim } from "./suggest.ts";

/** Statements for the work list: what a person has to look at, and what it may be. */

export type WorkLine = {
  readonly id: string;
  readonly ledgerId: string;
  readonly settledOn: string;
  readonly amountMinor: bigint;
  readonly reference: string | null;
  readonly kind: string;
  readonly state: string;
  readonly explanation: Readonly<Record<string, unknown>>;
  readonly payerBlind: Buffer | null;
  readonly payerSealed: Buffer | null;
  readonly textSealed: Buffer | null;
};

const LINE_COLUMNS = sql`
  id, ledger_id as "ledgerId", settled_on as "settledOn", amount_minor as "amountMinor", reference, kind, state, explanation, payer_blind as "payerBlind", payer_sealed as "payerSealed", text_sealed as "textSealed"`;

/** Of a payment: what a person has to look at. */
export const WAITING: readonly string[] = [
  ...["over", "closed", "credited", "noReference", "badCheck", "unknown", "ambiguous", "otherOwner"],
  ...["possibleDuplicate", "held"],
];
/** As literals: the index of the work list holds these rows only. */
export const WAITING_STATES = sql.join(WAITING.map((state) => sql.lit(state)));

export type WorkCursor = { readonly settledOn: string; readonly id: string };

/** Lines that wait for a person, oldest first, after a cursor. */
export async function workLines(
  tx: TenantTransaction,
  filter: { ledgerId?: string; state?: string; after?: WorkCursor; limit: number },
): Promise<WorkLine[]> {
  const found = await sql<WorkLine>`
    select ${LINE_COLUMNS} from bank_line
    where tenant_id = ${tx.tenantId} and state in (${WAITING_STATES})
      ${filter.ledgerId ? sql`and ledger_id = ${filter.ledgerId}` : sql``} ${filter.state ? sql`and state = ${filter.state}` : sql``}
      ${filter.after ? sql`and (settled_on, id) > (${filter.after.settledOn}, ${filter.after.id})` : sql``}
    order by settled_on, id limit ${filter.limit}`.execute(tx.db);
  return found.rows;
}

export async function lineById(tx: TenantTransaction, id: string, lock: boolean): Promise<WorkLine | undefined> {
  const found =
    await sql<WorkLine>`select ${LINE_COLUMNS} from bank_line where tenant_id = ${tx.tenantId} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(
      tx.db,
    );
  return found.rows[0];
}

export async function setLineState(
  tx: TenantTransaction,
  id: string,
  state: string,
  explanation: string,
): Promise<void> {
  const set = await sql<{ ledgerId: string }>`
    update bank_line set state = ${state}, explanation = ${explanation}::jsonb where tenant_id = ${tx.tenantId} and id = ${id}
    returning ledger_id as "ledgerId"`.execute(tx.db);
  await announce(tx, "bankLine", id, set.rows[0]?.ledgerId);
}

/** Items that this line's money made and that still hold some of it: unallocated, or the payer's credit. */
export async function moneyOf(
  tx: TenantTransaction,
  lineId: string,
): Promise<{ id: string; account: string; openMinor: bigint; kind: string }[]> {
  const found = await sql<{ id: string; account: string; openMinor: bigint; kind: string }>`
    select id, account, open_minor as "openMinor", kind from open_item
    where tenant_id = ${tx.tenantId} and document_id = ${lineId} and side = 'credit' and open_minor > 0 order by id for update`.execute(
    tx.db,
  );
  return found.rows;
}

/** Parties whose items were settled by earlier payments from the same account. */
export async function payersBefore(tx: TenantTransaction, payerBlind: Buffer): Promise<string[]> {
  const found = await sql<{ partyId: string }>`
    select distinct i.party_id as "partyId" from bank_line l
    join entry e on e.tenant_id = l.tenant_id and e.source_kind = 'bankLine' and e.source_id = l.id and e.kind = 'payment'
    join posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id
    join open_item i on i.tenant_id = p.tenant_id and i.id = p.credit_item_id and i.side = 'receivable' and i.party_id is not null
    where l.tenant_id = ${tx.tenantId} and l.payer_blind = ${payerBlind} limit 10`.execute(tx.db);
  return found.rows.map((row) => row.partyId);
}

const CLAIM_COLUMNS = sql`
  i.id as "itemId", i.party_id as "partyId", i.reference, i.due_on as "dueOn", i.open_minor as "openMinor",
  case when i.kind = 'instalment' then (select w.reference from open_item w where w.tenant_id = i.tenant_id and w.id = i.parent_id) end as "wholeReference"`;

/**
 * Open claims of a ledger that could be meant: of these parties, of this amount, with one of these references or a part of what bears it, or with a
 * reference of this length that begins or ends alike.
 */
export async function candidateClaims(
  tx: TenantTransaction,
  ledgerId: string,
  facts: { amountMinor: bigint; partyIds: readonly string[]; references: readonly string[]; nearTo: string | null },
): Promise<OpenClaim[]> {
  const near = facts.nearTo && facts.nearTo.length >= 6 ? facts.nearTo : null;
  const half = near ? Math.floor(near.length / 2) : 0;
  const found = await sql<OpenClaim>`
    select ${CLAIM_COLUMNS} from open_item i
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and side = 'receivable' and open_minor > 0 and (
      open_minor = ${facts.amountMinor} or party_id = any (${column.uuid(facts.partyIds)}) or reference = any (${column.text(facts.references)})
      or (kind = 'instalment' and parent_id = any (array(
        select id from open_item where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and reference = any (${column.text(facts.references)}))))
      ${near ? sql`or (length(reference) = ${near.length} and (left(reference, ${half}) = ${near.slice(0, half)} or right(reference, ${near.length - half - 1}) = ${near.slice(half + 1)}))` : sql``})
    order by due_on, id limit 500`.execute(tx.db);
  return found.rows;
}

export type OpenStatement = {
  readonly id: string;
  readonly ledgerId: string;
  readonly bookedOn: string;
  readonly amountMinor: bigint;
  readonly bankRef: string | null;
  readonly state: string;
  readonly explanation: Readonly<Record<string, unknown>>;
  readonly textSealed: Buffer | null;
};

/** One line of an account statement, held until the transaction ends unless only looked at. */
export async function statementLineById(
  tx: TenantTransaction,
  id: string,
  lock = true,
): Promise<OpenStatement | undefined> {
  const found = await sql<OpenStatement>`
    select id, ledger_id as "ledgerId", booked_on as "bookedOn", amount_minor as "amountMinor", bank_ref as "bankRef", state, explanation, text_sealed as "textSealed" from statement_line
    where tenant_id = ${tx.tenantId} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(tx.db);
  return found.rows[0];
}

export async function setStatementLine(
  tx: TenantTransaction,
  id: string,
  state: "posted" | "open",
  explanation: string,
): Promise<void> {
  await sql`update statement_line set state = ${state}, explanation = ${explanation}::jsonb where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
}
