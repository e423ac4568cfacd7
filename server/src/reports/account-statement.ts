import { sql, type RawBuilder } from "kysely";
import { listLedgers, type DateText, type EntryKind } from "../ledger/index.ts";
import { refuse, type TenantTransaction } from "../platform/index.ts";
import { settleTimes } from "./as-of.ts";

export type StatementMovement = {
  readonly entryId: string;
  readonly bookedOn: DateText;
  /** `deposit`: a payment ahead of treatment, which the customer has to use. */
  readonly kind: EntryKind | "deposit";
  /** Numbers of the invoices concerned. */
  readonly numbers: readonly string[];
  /** Above zero: the customer owes more. */
  readonly amountMinor: bigint;
  readonly balanceMinor: bigint;
};

/** One customer's dealings with one ledger. A balance below zero is owed to the customer. */
export type LedgerStatement = {
  readonly ledgerId: string;
  readonly ledgerName: string;
  readonly currency: string;
  readonly openingMinor: bigint;
  readonly movements: readonly StatementMovement[];
  readonly closingMinor: bigint;
};

export type AccountStatement = {
  readonly partyId: string;
  readonly from: DateText;
  readonly to: DateText;
  readonly knownAt: Temporal.Instant;
  readonly madeAt: Temporal.Instant;
  readonly ledgers: readonly LedgerStatement[];
};

export type AccountStatementQuestion = {
  readonly partyId: string;
  readonly from: DateText;
  readonly to: DateText;
  readonly ledgerId?: string;
  readonly knownAt?: Temporal.Instant;
};

type Effect = {
  ledgerId: string;
  entryId: string;
  bookedOn: DateText;
  kind: EntryKind | "deposit";
  numbers: string[];
  minor: bigint;
};

/** What every entry did to the items of a party, whichever side they are on: a debit raises what is owed, a credit lowers it. */
function effectsOf(tx: TenantTransaction, partyId: string): RawBuilder<unknown> {
  return sql`
    select p.entry_id, p.amount_minor as minor, i.document_id, i.parent_id from open_item i
      join posting p on p.tenant_id = i.tenant_id and p.debit_item_id = i.id
      where i.tenant_id = ${tx.tenantId} and i.party_id = ${partyId} and i.side in ('receivable', 'credit')
    union all
    select p.entry_id, -p.amount_minor, i.document_id, i.parent_id from open_item i
      join posting p on p.tenant_id = i.tenant_id and p.credit_item_id = i.id
      where i.tenant_id = ${tx.tenantId} and i.party_id = ${partyId} and i.side in ('receivable', 'credit')`;
}

async function entriesOfParty(
  tx: TenantTransaction,
  question: AccountStatementQuestion,
  knownAt: Temporal.Instant,
): Promise<Effect[]> {
  const ledger = question.ledgerId ? sql`and e.ledger_id = ${question.ledgerId}` : sql``;
  const found = await sql<Effect>`
    select e.ledger_id as "ledgerId", e.id as "entryId", e.booked_on as "bookedOn",
      case when e.source_kind = 'deposit' and e.kind = 'payment' then 'deposit' else e.kind end as kind, sum(x.minor)::bigint as minor,
      coalesce(array_agg(distinct n.number) filter (where n.number is not null), '{}') as numbers
    from (${effectsOf(tx, question.partyId)}) x
    join entry e on e.tenant_id = ${tx.tenantId} and e.id = x.entry_id
    left join open_item parent on parent.tenant_id = ${tx.tenantId} and parent.id = x.parent_id
    left join invoice n on n.tenant_id = ${tx.tenantId} and n.id = coalesce(x.document_id, parent.document_id)
    where e.booked_on <= ${question.to} and e.recorded_at <= ${knownAt.toString()}::timestamptz ${ledger}
    group by e.ledger_id, e.id, e.booked_on, e.kind, e.source_kind having sum(x.minor) <> 0
    order by e.booked_on, e.id`.execute(tx.db);
  return found.rows;
}

function statementOf(
  effects: readonly Effect[],
  from: DateText,
): Pick<LedgerStatement, "openingMinor" | "movements" | "closingMinor"> {
  const openingMinor = effects.reduce((sum, effect) => (effect.bookedOn < from ? sum + effect.minor : sum), 0n);
  let balanceMinor = openingMinor;
  const movements = effects
    .filter((effect) => effect.bookedOn >= from)
    .map(({ entryId, bookedOn, kind, numbers, minor }) => ({
      entryId,
      bookedOn,
      kind,
      numbers,
      amountMinor: minor,
      balanceMinor: (balanceMinor += minor),
    }));
  return { openingMinor, movements, closingMinor: balanceMinor };
}

/**
 * What one customer is sent: opening balance, what happened from one day to another, closing balance, ledger by ledger. Entries that
 * move nothing in all, such as a split or the use of a credit, are left out. Throws REPORT_RANGE, REPORT_KNOWN_AHEAD.
 */
export async function accountStatement(
  tx: TenantTransaction,
  question: AccountStatementQuestion,
): Promise<AccountStatement> {
  const { partyId, from, to } = question;
  if (from > to) throw refuse("REPORT_RANGE", { from, to, days: 36_500 });
  const { knownAt } = settleTimes(tx, { asOf: to, ...(question.knownAt ? { knownAt: question.knownAt } : {}) });
  const effects = await entriesOfParty(tx, question, knownAt);
  const ledgers = (await listLedgers(tx))
    .map((ledger) => ({ ledger, effects: effects.filter((effect) => effect.ledgerId === ledger.id) }))
    .filter((found) => found.effects.length > 0 || found.ledger.id === question.ledgerId)
    .map((found) => ({
      ledgerId: found.ledger.id,
      ledgerName: found.ledger.name,
      currency: found.ledger.currency,
      ...statementOf(found.effects, from),
    }));
  return { partyId, from, to, knownAt, madeAt: tx.now, ledgers };
}
