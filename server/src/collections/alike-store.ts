/** Claims that differ only in payer and amount, each kind of them as one row. */
import { sql } from "kysely";
import { waysOf } from "../delivery/index.ts";
import type { DateText } from "../ledger/index.ts";
import { column, type TenantTransaction } from "../platform/index.ts";
import { letterOfStep, type LetterStep } from "./facts-store.ts";
import type { LevelName } from "./policy-model.ts";
import type { OverdueOf } from "./ports.ts";

/** Lists are texts with commas between, in one order. `places` count a ledger's claims in the order of their payers. */
export type AlikeRow = {
  /** Something is known of each of these that is not among the days and ways below: they are looked at one by one. */
  readonly isApart: boolean;
  readonly openedOn: DateText;
  readonly dueOn: DateText;
  /** Whether their invoice is sent by us, and the first day some channel took it; null while none has. */
  readonly isSent: boolean;
  readonly deliveredOn: DateText | null;
  readonly partyKind: "person" | "company";
  readonly hasOrgNo: boolean;
  readonly hasPhone: boolean;
  readonly hasEmail: boolean;
  readonly hasAddress: boolean;
  /** The letters that were sent about each. */
  readonly letters: readonly LetterStep[];
  readonly claims: number;
  readonly openMinor: bigint;
  readonly itemIds: string;
  readonly opensMinor: string;
  readonly places: string;
};

export type AlikeQuestion = OverdueOf & {
  readonly zone: string;
  readonly adultAge: number;
  /** Reversals since this day still matter. */
  readonly reversedSince: DateText;
  /** What little is left may be rounded off. */
  readonly atMostMinor: bigint;
  /** Items and payers that others know something of. */
  readonly apart: readonly string[];
};

/** Items of a ledger that something has happened to since they were invoiced, beside payments and reminders. */
const touched = (tx: TenantTransaction, { ledgerId, reversedSince, apart }: AlikeQuestion) => {
  const ofLedger = sql`tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId}`;
  return sql`
    select item_id as id from follow_up_dispute where ${ofLedger}
    union select item_id from follow_up_promise where ${ofLedger}
    union select item_id from follow_up_hold where ${ofLedger}
    union select parent_id from open_item where ${ofLedger} and kind = 'instalment' and parent_id is not null
    union
    select p.debit_item_id from entry e join posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id
    where e.tenant_id = ${tx.tenantId} and e.ledger_id = ${ledgerId} and e.booked_on >= ${reversedSince}::date and e.kind = 'reversal'
      and p.debit_item_id is not null
    union select unnest(${column.uuid(apart)})`;
};

/** Payers who have something to their credit in a ledger, or terms of their own. */
const favoured = (tx: TenantTransaction, { ledgerId, apart }: AlikeQuestion) => sql`
  select party_id as id from open_item
  where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and side = 'credit' and open_minor > 0 and party_id is not null
  union select unnest(${column.uuid(apart)})`;

/** The letters about item `i`, oldest first, as one text; and whether it has been where no letter goes. */
const letters = (tx: TenantTransaction, zone: string) => sql`(
  select string_agg(concat_ws('|', s.level, s.taken_on, s.fee_minor, coalesce(s.deadline_on::text, ''), coalesce(d.state, ''), coalesce(m.left_on::text, ''),
      coalesce((d.ended_at at time zone ${zone})::date::text, '')), ',' order by s.id) as told,
    coalesce(bool_or(s.letter_id is null), false) as went_on
  from follow_up_step s ${letterOfStep(tx, zone)}
  where s.tenant_id = ${tx.tenantId} and s.item_id = i.id)`;

type Row = Omit<AlikeRow, "letters"> & { readonly told: string | null };

function lettersIn(told: string | null): LetterStep[] {
  if (told === null) return [];
  return told.split(",").map((letter): LetterStep => {
    const [level, takenOn, feeMinor, deadlineOn, state, leftOn, endedOn] = letter.split("|");
    return {
      ...{ level: level as LevelName, takenOn: takenOn!, feeMinor: BigInt(feeMinor!), deadlineOn: deadlineOn || null },
      ...{
        dispatchState: (state || null) as LetterStep["dispatchState"],
        leftOn: leftOn || null,
        endedOn: endedOn || null,
      },
    };
  });
}

/** All that a ledger has open and past its due day. */
export async function alikeRows(tx: TenantTransaction, asked: AlikeQuestion): Promise<AlikeRow[]> {
  const { ledgerId, asOf, zone, adultAge, atMostMinor } = asked;
  const found = await sql<Row>`
    select "isApart", "openedOn", "dueOn", "isSent", "deliveredOn", "partyKind", "hasOrgNo", "hasPhone", "hasEmail", "hasAddress", told,
      count(*)::integer as claims, sum(open_minor)::bigint as "openMinor", string_agg(id::text, ',') as "itemIds",
      string_agg(open_minor::text, ',') as "opensMinor", string_agg(place::text, ',') as places
    from (
      select i.id, i.open_minor, row_number() over (order by i.party_id, i.due_on, i.id) as place,
        i.opened_on as "openedOn", i.due_on as "dueOn", m.messages > 0 as "isSent", m.first_on as "deliveredOn",
        p.kind as "partyKind", p.org_no is not null as "hasOrgNo", w.phone as "hasPhone", w.email as "hasEmail", w.address as "hasAddress", h.told,
        i.kind <> 'invoice' or i.custody in ('administered', 'sold') or i.amount_minor <= 0 or i.open_minor <= ${atMostMinor}
          or coalesce(p.birth_year + ${adultAge}::integer >= extract(year from i.opened_on), false)
          or t.id is not null or f.id is not null or h.went_on
          or exists (select from party_standing s where s.tenant_id = ${tx.tenantId} and s.party_id = i.party_id) as "isApart"
      from open_item i
      join party p on p.tenant_id = i.tenant_id and p.id = i.party_id
      left join (${touched(tx, asked)}) t on t.id = i.id
      left join (${favoured(tx, asked)}) f on f.id = i.party_id
      cross join lateral ${waysOf(tx, sql`i.party_id`)} w
      cross join lateral ${letters(tx, zone)} h
      cross join lateral (
        select count(*) as messages, (min(handed_over_at) filter (where state in ('accepted', 'delivered', 'seen')) at time zone ${zone})::date as first_on
        from message where tenant_id = ${tx.tenantId} and item_id = i.id and kind = 'invoice') m
      where i.tenant_id = ${tx.tenantId} and i.ledger_id = ${ledgerId} and i.side = 'receivable' and i.kind in ('invoice', 'instalment')
        and i.open_minor > 0 and i.due_on < ${asOf}::date) x
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11`.execute(tx.db);
  return found.rows.map(({ told, ...row }) => ({ ...row, letters: lettersIn(told) }));
}
