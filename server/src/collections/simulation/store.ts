import { sql } from "kysely";
import type { DateText } from "../../ledger/index.ts";
import type { DebtorKind } from "../../markets/index.ts";
import { toJson, type TenantTransaction } from "../../platform/index.ts";
import type { LevelName } from "../policy-model.ts";
import type { Behaviour, FactGroup } from "./model.ts";
import type { Told } from "./tally.ts";

/** Every statement of the simulation: what past invoices were like, and what is kept of each question. */

export type Period = { readonly fromOn: DateText; readonly throughOn: DateText };
/** Past invoices that are alike, and what really became of them. */
export type Past = { readonly group: FactGroup; readonly actual: Told };

type PastRow = {
  readonly issuedOn: DateText;
  readonly dueOn: DateText;
  readonly partyKind: "person" | "company";
  readonly paidOn: DateText | null;
  readonly lost: boolean;
  readonly level: LevelName | null;
  readonly letterOn: DateText | null;
  readonly steps: readonly LevelName[] | null;
  readonly count: number;
  readonly sumMinor: bigint;
  readonly feesMinor: bigint;
};

const plainDate = (text: DateText) => Temporal.PlainDate.from(text);
const daysFrom = (from: DateText, to: DateText) => plainDate(from).until(plainDate(to)).days;

function behaviourOf({ paidOn, lost, level, letterOn, dueOn }: PastRow): Behaviour {
  if (paidOn === null) return { kind: "never", lost };
  if (level === null || letterOn === null) return { kind: "byItself", days: daysFrom(dueOn, paidOn) };
  return { kind: "afterLevel", level, days: daysFrom(letterOn, paidOn) };
}

function pastOf(row: PastRow): Past {
  const { issuedOn, dueOn, partyKind, paidOn, count, sumMinor, feesMinor, steps } = row;
  const debtor: DebtorKind = partyKind === "company" ? "business" : "consumer";
  const behaviour = behaviourOf(row);
  const group = { issuedOn: plainDate(issuedOn), dueOn: plainDate(dueOn), debtor, behaviour, count, sumMinor };
  const days = paidOn === null ? null : daysFrom(issuedOn, paidOn);
  return {
    group,
    actual: { group, steps: steps ?? [], feesMinor, paidOn: paidOn === null ? null : plainDate(paidOn), days },
  };
}

/** Invoices of a period with how each ended: paid by money, lost, or open. What was credited or split into instalments is another thing. */
const ended = (tx: TenantTransaction, ledgerId: string, { fromOn, throughOn }: Period) => sql`
  select i.id, i.opened_on, i.due_on, i.amount_minor, p.kind as party_kind, e.lost, e.otherwise,
    case when i.open_minor = 0 and not e.lost then e.paid_on end as paid_on
  from open_item i
  join party p on p.tenant_id = i.tenant_id and p.id = i.party_id
  left join lateral (
    select max(x.booked_on) as paid_on, coalesce(bool_or(n.kind = 'writeOff'), false) as lost,
      coalesce(bool_or(n.kind in ('creditNote', 'split')), false) as otherwise
    from posting x join entry n on n.tenant_id = x.tenant_id and n.id = x.entry_id
    where x.tenant_id = i.tenant_id and x.credit_item_id = i.id) e on true
  where i.tenant_id = ${tx.tenantId} and i.ledger_id = ${ledgerId} and i.side = 'receivable' and i.kind = 'invoice'
    and i.opened_on between ${fromOn}::date and ${throughOn}::date`;

/**
 * A ledger's invoices of a period, those alike as one row: the database groups them, so that a million are some ten thousand rows here. Amounts
 * are kept apart at `bounds`, where a policy treats less otherwise. A letter's day is the day its step was taken.
 */
export async function pastInvoices(
  tx: TenantTransaction,
  ledgerId: string,
  period: Period,
  bounds: readonly bigint[],
): Promise<Past[]> {
  const apart = [...new Set(bounds)].toSorted((a, b) => (a < b ? -1 : 1)).map(String);
  const found = await sql<PastRow>`
    select i.opened_on as "issuedOn", i.due_on as "dueOn", i.party_kind as "partyKind", i.paid_on as "paidOn", i.lost, s.level,
      s.letter_on as "letterOn", s.steps, count(*)::int as count, sum(i.amount_minor)::bigint as "sumMinor",
      coalesce(sum(s.fees_minor), 0)::bigint as "feesMinor"
    from (${ended(tx, ledgerId, period)}) i
    left join lateral (
      select array_agg(t.level order by t.taken_on, t.id) as steps, sum(t.fee_minor) as fees_minor,
        (array_agg(t.level order by t.taken_on desc, t.id desc) filter (where t.letter_id is not null and t.taken_on <= i.paid_on))[1] as level,
        max(t.taken_on) filter (where t.letter_id is not null and t.taken_on <= i.paid_on) as letter_on
      from follow_up_step t where t.tenant_id = ${tx.tenantId} and t.item_id = i.id) s on true
    where not i.otherwise
    group by i.opened_on, i.due_on, i.party_kind, i.paid_on, i.lost, s.level, s.letter_on, s.steps,
      width_bucket(i.amount_minor, ${`{${apart.join(",")}}`}::bigint[])`.execute(tx.db);
  return found.rows.map(pastOf);
}

/** How many invoices of the period are left out: credited, or split into instalments. */
export async function leftOut(tx: TenantTransaction, ledgerId: string, period: Period): Promise<number> {
  const found = await sql<{ count: number }>`
    select count(*)::int as count from (${ended(tx, ledgerId, period)}) i where i.otherwise`.execute(tx.db);
  return found.rows[0]!.count;
}

export type SimulationRow = Period & {
  readonly id: string;
  readonly draft: unknown;
  readonly done: number;
  readonly total: number;
  readonly result: unknown;
};

const ROW = sql`id, draft, from_on as "fromOn", through_on as "throughOn", done, total, result`;

/** Keeps a question; null where the same one is kept already. */
export async function insertSimulation(
  tx: TenantTransaction,
  asked: Period & { readonly inputsHash: Buffer; readonly draft: unknown; readonly total: number },
): Promise<string | null> {
  const { actor } = tx.context;
  const found = await sql<{ id: string }>`
    insert into follow_up_simulation (tenant_id, id, inputs_hash, draft, from_on, through_on, done, total, made_by, made_at)
    values (${tx.tenantId}, ${tx.platform.ids.next()}, ${asked.inputsHash}, ${toJson(asked.draft)}::jsonb, ${asked.fromOn}, ${asked.throughOn},
      0, ${asked.total}, ${`${actor.kind}:${actor.id}`}, ${tx.now.toString()})
    on conflict (tenant_id, inputs_hash) do nothing returning id`.execute(tx.db);
  return found.rows[0]?.id ?? null;
}

export async function simulationByHash(tx: TenantTransaction, inputsHash: Buffer): Promise<string> {
  const found = await sql<{ id: string }>`
    select id from follow_up_simulation where tenant_id = ${tx.tenantId} and inputs_hash = ${inputsHash}`.execute(
    tx.db,
  );
  return found.rows[0]!.id;
}

export async function simulationRow(tx: TenantTransaction, id: string): Promise<SimulationRow | undefined> {
  const found = await sql<SimulationRow>`
    select ${ROW} from follow_up_simulation where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  return found.rows[0];
}

export async function setProgress(tx: TenantTransaction, id: string, done: number): Promise<void> {
  await sql`update follow_up_simulation set done = ${done} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
}

export async function setResult(tx: TenantTransaction, id: string, result: unknown): Promise<void> {
  await sql`
    update follow_up_simulation set done = total, result = ${toJson(result)}::jsonb
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}
