import { sql, type RawBuilder } from "kysely";
import type { Custody, DateText } from "../ledger/index.ts";
import { anyOf, type TenantTransaction } from "../platform/index.ts";
import { letterKeyOf } from "./letter-key.ts";
import type { LevelName } from "./policy-model.ts";
import type { HoldReason } from "./policy.ts";

/** What a run reads, one statement for each kind of fact, however many items it is about. */

/** Which items: all of a ledger, or of one party there, or with little left, that are open and past their due day, or those named. */
export type Asked =
  | { readonly ledgerId: string; readonly partyId?: string; readonly asOf: DateText; readonly atMostMinor?: bigint }
  | { readonly itemIds: readonly string[] };

export type ItemRow = {
  readonly id: string;
  readonly ledgerId: string;
  readonly kind: "invoice" | "instalment";
  readonly partyId: string;
  readonly parentId: string | null;
  readonly account: string;
  readonly reference: string | null;
  readonly openedOn: DateText;
  readonly dueOn: DateText;
  readonly amountMinor: bigint;
  readonly openMinor: bigint;
  readonly custody: Custody;
  readonly partyKind: "person" | "company";
  readonly birthYear: number | null;
  readonly hasOrgNo: boolean;
};

/**
 * Items as they are now, in the order of their payers so that a letter's parts stand together. With `lock` the rows are held until the
 * transaction ends: a payment then waits, and one that was faster is seen (the item is read as it left it).
 */
export async function itemRows(tx: TenantTransaction, asked: Asked, lock = false): Promise<ItemRow[]> {
  const which =
    "itemIds" in asked
      ? sql`i.id = ${anyOf(asked.itemIds)}`
      : sql`i.ledger_id = ${asked.ledgerId} and i.open_minor > 0 and i.due_on < ${asked.asOf}::date ${asked.partyId ? sql`and i.party_id = ${asked.partyId}` : sql``}
          ${asked.atMostMinor === undefined ? sql`` : sql`and i.open_minor <= ${asked.atMostMinor}`}`;
  const found = await sql<ItemRow>`
    select i.id, i.ledger_id as "ledgerId", i.kind, i.party_id as "partyId", i.parent_id as "parentId", i.account, i.reference,
      i.opened_on as "openedOn", i.due_on as "dueOn", i.amount_minor as "amountMinor", i.open_minor as "openMinor", i.custody,
      p.kind as "partyKind", p.birth_year as "birthYear", p.org_no is not null as "hasOrgNo"
    from open_item i join party p on p.tenant_id = i.tenant_id and p.id = i.party_id
    where i.tenant_id = ${tx.tenantId} and i.side = 'receivable' and i.kind in ('invoice', 'instalment') and ${which}
    order by ${lock ? sql`i.id for update of i` : sql`i.party_id, i.due_on, i.id`}`.execute(tx.db);
  return found.rows;
}

export type StepRow = {
  readonly id: string;
  readonly itemId: string;
  readonly level: LevelName;
  readonly round: number;
  readonly letterId: string | null;
  readonly takenOn: DateText;
  readonly targetOn: DateText;
  readonly lag: number;
  readonly amountMinor: bigint;
  readonly feeMinor: bigint;
  readonly feeItemId: string | null;
  readonly deadlineOn: DateText | null;
  readonly nextStepOn: DateText | null;
  readonly policyId: string;
  readonly proposalId: string;
  readonly takenBy: string;
  readonly dispatchKey: string | null;
  /** Of its letter's dispatch; null for a step that is no letter. */
  readonly dispatchState: "open" | "done" | "failed" | "cancelled" | null;
  /** The day the newest message that some channel has and that did not come back left; null: none did. */
  readonly leftOn: DateText | null;
  /** The day the dispatch ended without success. */
  readonly endedOn: DateText | null;
  /** The day a case came back from the agency, or never left: it is head office's again. */
  readonly cameBackOn: DateText | null;
  /** Of a case that the agency is done with: given up, or closed as paid; and the day. */
  readonly agencyEnded: "failed" | "paid" | null;
  readonly agencyEndedOn: DateText | null;
};

/** A letter as the decision asks for it. */
export type LetterStep = Pick<
  StepRow,
  "level" | "takenOn" | "feeMinor" | "deadlineOn" | "dispatchState" | "leftOn" | "endedOn"
>;

/**
 * What became of the letter of a step `s`: its dispatch `d`, and `m` with the day it left, by the calendar of `zone`. The name it has in delivery is
 * made first: behind row-level security no index is asked for what is still to be computed.
 */
export const letterOfStep = (tx: TenantTransaction, zone: string): RawBuilder<unknown> => sql`
  cross join lateral (select ${letterKeyOf(sql`s.letter_id`)} as dispatch_key offset 0) l
  left join dispatch d on d.tenant_id = s.tenant_id and d.key = l.dispatch_key
  left join lateral (
    select max((handed_over_at at time zone ${zone})::date) as left_on from message
    where tenant_id = ${tx.tenantId} and dispatch_id = d.id and state in ('accepted', 'delivered', 'seen')) m on true`;

/** Every step of items in the order they were taken, with what became of its letter, by the calendar of `zone`. */
export async function stepRows(tx: TenantTransaction, itemIds: readonly string[], zone: string): Promise<StepRow[]> {
  if (itemIds.length === 0) return [];
  const found = await sql<StepRow>`
    select s.id, s.item_id as "itemId", s.level, s.round, s.letter_id as "letterId", s.taken_on as "takenOn", s.target_on as "targetOn", s.lag,
      s.amount_minor as "amountMinor", s.fee_minor as "feeMinor", s.fee_item_id as "feeItemId", s.deadline_on as "deadlineOn",
      s.next_step_on as "nextStepOn", s.policy_id as "policyId", s.proposal_id as "proposalId", s.taken_by as "takenBy",
      l.dispatch_key as "dispatchKey", d.state as "dispatchState", m.left_on as "leftOn", (d.ended_at at time zone ${zone})::date as "endedOn",
      case when a.ended not in ('failed', 'paid') then a.ended_on end as "cameBackOn",
      case when a.ended in ('failed', 'paid') then a.ended end as "agencyEnded", case when a.ended in ('failed', 'paid') then a.ended_on end as "agencyEndedOn"
    from follow_up_step s
    left join agency_case a on a.tenant_id = s.tenant_id and a.step_id = s.id
    ${letterOfStep(tx, zone)}
    where s.tenant_id = ${tx.tenantId} and s.item_id = ${anyOf(itemIds)} order by s.item_id, s.id`.execute(tx.db);
  return found.rows;
}

export type DisputeRow = {
  readonly itemId: string;
  readonly openedOn: DateText;
  readonly answeredOn: DateText | null;
  readonly outcome: "rejected" | "upheld" | null;
};

/** The latest dispute of each item; one that waits for its answer before any other. */
export async function disputesOf(tx: TenantTransaction, itemIds: readonly string[]): Promise<DisputeRow[]> {
  const found = await sql<DisputeRow>`
    select distinct on (item_id) item_id as "itemId", opened_on as "openedOn", answered_on as "answeredOn", outcome from follow_up_dispute
    where tenant_id = ${tx.tenantId} and item_id = ${anyOf(itemIds)} order by item_id, (outcome is not null), id desc`.execute(
    tx.db,
  );
  return found.rows;
}

export type PromiseRow = { readonly itemId: string; readonly madeOn: DateText; readonly promisedOn: DateText };

export async function promisesOf(tx: TenantTransaction, itemIds: readonly string[]): Promise<PromiseRow[]> {
  const found = await sql<PromiseRow>`
    select item_id as "itemId", made_on as "madeOn", promised_on as "promisedOn" from follow_up_promise
    where tenant_id = ${tx.tenantId} and item_id = ${anyOf(itemIds)} order by item_id, id`.execute(tx.db);
  return found.rows;
}

export type HoldRow = {
  readonly itemId: string;
  readonly reason: HoldReason;
  readonly fromOn: DateText;
  /** The last day held: its end, or the day before it was ended early. */
  readonly endsOn: DateText;
};

/** Of each item the hold that lasts longest. One that was ended on its first day held nothing. */
export async function holdsOf(tx: TenantTransaction, itemIds: readonly string[]): Promise<HoldRow[]> {
  const found = await sql<HoldRow>`
    select distinct on (item_id) item_id as "itemId", reason, from_on as "fromOn", least(ends_on, ended_on - 1) as "endsOn" from follow_up_hold
    where tenant_id = ${tx.tenantId} and item_id = ${anyOf(itemIds)} and (ended_on is null or ended_on > from_on)
    order by item_id, least(ends_on, ended_on - 1) desc, id desc`.execute(tx.db);
  return found.rows;
}

export type Reversed = { readonly itemId: string; readonly on: DateText };

/** The latest day on which money that had been taken off an item was put back, since a day. */
export async function reversalsOf(
  tx: TenantTransaction,
  ledgerId: string,
  itemIds: readonly string[],
  since: DateText,
): Promise<Reversed[]> {
  const found = await sql<Reversed>`
    select p.debit_item_id as "itemId", max(e.booked_on) as on from entry e join posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id
    where e.tenant_id = ${tx.tenantId} and e.ledger_id = ${ledgerId} and e.booked_on >= ${since}::date and e.kind = 'reversal'
      and p.debit_item_id = ${anyOf(itemIds)} group by p.debit_item_id`.execute(tx.db);
  return found.rows;
}

export type Reduced = { readonly itemId: string; readonly on: DateText; readonly byCreditNote: boolean };

/** Of items that are settled: the latest day on which something was taken off them, the bank's own where it is a bank's (E2), and whether a credit note did it. */
export async function reductionsOf(tx: TenantTransaction, itemIds: readonly string[]): Promise<Reduced[]> {
  if (itemIds.length === 0) return [];
  const found = await sql<Reduced>`
    select distinct on (p.credit_item_id) p.credit_item_id as "itemId", coalesce(b.paid_on, b.settled_on, e.booked_on) as on,
      e.kind = 'creditNote' as "byCreditNote"
    from posting p join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
    left join bank_line b on b.tenant_id = e.tenant_id and e.source_kind = 'bankLine' and b.id = e.source_id
    where p.tenant_id = ${tx.tenantId} and p.credit_item_id = ${anyOf(itemIds)} order by p.credit_item_id, 2 desc, e.id desc`.execute(
    tx.db,
  );
  return found.rows;
}

export type CreditRow = { readonly partyId: string; readonly openMinor: bigint };

/** What parties have to their credit in a ledger. */
export async function creditsOf(
  tx: TenantTransaction,
  ledgerId: string,
  partyIds: readonly string[],
): Promise<CreditRow[]> {
  const found = await sql<CreditRow>`
    select party_id as "partyId", sum(open_minor)::bigint as "openMinor" from open_item
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and party_id = ${anyOf(partyIds)} and side = 'credit' and open_minor > 0
    group by party_id`.execute(tx.db);
  return found.rows;
}

export type DeliveredRow = { readonly itemId: string; readonly firstOn: DateText | null };

/** Of items whose invoice we send: the first day some channel took it; null while none has. Others are not among the rows. */
export async function deliveriesOf(
  tx: TenantTransaction,
  itemIds: readonly string[],
  zone: string,
): Promise<DeliveredRow[]> {
  const found = await sql<DeliveredRow>`
    select item_id as "itemId",
      (min(handed_over_at) filter (where state in ('accepted', 'delivered', 'seen')) at time zone ${zone})::date as "firstOn"
    from message where tenant_id = ${tx.tenantId} and item_id = ${anyOf(itemIds)} and kind = 'invoice' group by item_id`.execute(
    tx.db,
  );
  return found.rows;
}

export type PlanRow = { readonly itemId: string; readonly calledInOn: DateText | null };

/**
 * Of claims whose plan says that the whole rest falls due (E14), by the claim that was split: the day an instalment of it went to head office.
 * The plan is the split's entry that stands; what it says stands in its explanation.
 */
export async function callablePlansOf(tx: TenantTransaction, itemIds: readonly string[]): Promise<PlanRow[]> {
  if (itemIds.length === 0) return [];
  const found = await sql<PlanRow>`
    select e.source_id as "itemId", min(s.taken_on) as "calledInOn"
    from entry e
    left join entry r on r.tenant_id = e.tenant_id and r.reverses = e.id
    left join open_item i on i.tenant_id = e.tenant_id and i.parent_id = e.source_id and i.kind = 'instalment'
    left join follow_up_step s on s.tenant_id = i.tenant_id and s.item_id = i.id and s.level = 'headOffice'
    where e.tenant_id = ${tx.tenantId} and e.source_id = ${anyOf(itemIds)} and e.source_kind = 'openItem' and e.kind = 'split' and r.id is null
      and e.explanation -> 'inputs' ->> 'wholeRestFallsDue' = 'true'
    group by e.source_id`.execute(tx.db);
  return found.rows;
}

/** Which of these items are split into parts that have their own due days; a split that was taken back is none. */
export async function splitItems(tx: TenantTransaction, itemIds: readonly string[]): Promise<Set<string>> {
  const found = await sql<{ id: string }>`
    select distinct i.parent_id as id from open_item i
    join posting p on p.tenant_id = i.tenant_id and p.debit_item_id = i.id
    join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id and e.kind = 'split'
    left join entry r on r.tenant_id = e.tenant_id and r.reverses = e.id
    where i.tenant_id = ${tx.tenantId} and i.parent_id = ${anyOf(itemIds)} and i.kind = 'instalment' and r.id is null`.execute(
    tx.db,
  );
  return new Set(found.rows.map(({ id }) => id));
}
