import { sql, type RawBuilder } from "kysely";
import type { Explanation } from "../../ledger/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import { inScope, type HomeScope } from "../home-types.ts";
import { ACTS, PROPOSAL_ACTS, WORK_KINDS } from "./acts.ts";
import { monthOf, sumsOf, together } from "./sums.ts";
import { touchedInvoices, touches } from "./touches.ts";
import { monthsOf, ofMonth, twelveMonths, type ChartKind, type ChartSum, type Stretch } from "./types.ts";

const HEAD_OFFICE = "headOffice";
const PLACES = ["clinic", HEAD_OFFICE];
const TENTHS_PER_100 = 1_000n;

const explanation = (scope: HomeScope): Explanation => ({
  rule: "figures.work.touches",
  version: 1,
  inputs: { ...twelveMonths(scope), actions: [...Object.values(ACTS).flat(), ...PROPOSAL_ACTS].length },
});

/** What persons did, each act a row; of one place where it is named. */
function done(
  tx: TenantTransaction,
  scope: HomeScope,
  stretch: Stretch,
  bar: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`
    select ${bar} as bar, t.at_work as part, 'auditEvent' as kind, t.id, t.ledger_id, t.day, 1::bigint as value, null::uuid as party_id
    from (${touches(tx, scope, stretch)}) t`;
}

function invoices(tx: TenantTransaction, scope: HomeScope, { from, to }: Stretch): RawBuilder<unknown> {
  return sql`
    select ${monthOf(sql`n.issued_on`)} as bar, 'invoices' as part, 'invoice' as kind, n.id, n.ledger_id, n.issued_on as day, 1::bigint as value, n.party_id
    from invoice n where ${inScope(tx, "n", scope)} and n.kind <> 'creditNote' and n.issued_on between ${from} and ${to}`;
}

/** Invoices of the stretch that nobody has had in hand since. */
function untouched(tx: TenantTransaction, scope: HomeScope, stretch: Stretch): RawBuilder<unknown> {
  const since = { from: stretch.from, to: scope.day };
  return sql`
    select u.bar, 'untouched' as part, u.kind, u.id, u.ledger_id, u.day, u.value, u.party_id from (${invoices(tx, scope, stretch)}) u
    left join (${touchedInvoices(tx, scope, since)}) h on h.invoice_id = u.id where h.invoice_id is null`;
}

const perHundred = (acts: bigint, issued: bigint): bigint | null =>
  issued > 0n ? (acts * TENTHS_PER_100) / issued : null;
const both = (parts: ReadonlyMap<string, bigint>) => (parts.get("clinic") ?? 0n) + (parts.get(HEAD_OFFICE) ?? 0n);

/**
 * The work that invoices cause, by month and clinic (S2-06): touches at the clinic and at head office, for each hundred invoices issued in the
 * same month, and how many of the month's invoices nobody has had in hand. Never by person.
 */
export const work: ChartKind = {
  unit: "per100Tenths",
  partUnit: "count",
  parts: ["clinic", HEAD_OFFICE, "untouched", "invoices"],
  explanation,
  stretch: twelveMonths,
  bars: monthsOf,
  valueOf: (parts) => perHundred(both(parts), parts.get("invoices") ?? 0n),
  beside: ({ parts }) => {
    const of = (name: string) => parts.filter((part) => part.name === name);
    const [acts, issued] = [of(HEAD_OFFICE), of("invoices")];
    const value = perHundred(acts[0]?.value ?? 0n, issued[0]?.value ?? 0n);
    return { bar: HEAD_OFFICE, ledgerId: null, value, parts: [...acts, ...issued] };
  },
  sums: (tx, scope) => {
    const stretch = twelveMonths(scope);
    const all = [
      done(tx, scope, stretch, monthOf(sql`t.day`)),
      sql`select * from (${untouched(tx, scope, stretch)}) q`,
      invoices(tx, scope, stretch),
    ];
    return sumsOf(tx, together(all));
  },
  rows: (tx, scope, part, bar) => {
    const stretch = ofMonth(bar === HEAD_OFFICE ? undefined : bar, twelveMonths(scope));
    if (part === "invoices") return invoices(tx, scope, stretch);
    if (part === "untouched") return untouched(tx, scope, stretch);
    return sql`select * from (${done(tx, scope, stretch, monthOf(sql`t.day`))}) d where d.part = ${part}`;
  },
};

/** Lines of the bank that found their claim by themselves, and letters of the routine: what the same work is where no hands are needed. */
function byItself(tx: TenantTransaction, scope: HomeScope, { from, to }: Stretch): RawBuilder<unknown> {
  return sql`
    select 'money' as bar, 'byItself' as part, 'bankLine' as kind, l.id, l.ledger_id, l.settled_on as day, 1::bigint as value, null::uuid as party_id
    from bank_line l where ${inScope(tx, "l", scope)} and l.settled_on between ${from} and ${to} and l.state in ('matched', 'part')
    union all
    select 'messages', 'byItself', 'followUpStep', s.id, s.ledger_id, s.taken_on, 1::bigint, null::uuid
    from follow_up_step s where ${inScope(tx, "s", scope)} and s.letter_id is not null and s.taken_on between ${from} and ${to}`;
}

/** What the work of twelve months was (S2-06): touches by kind, at the clinics and at head office, beside what needed no hands. */
export const workKinds: ChartKind = {
  unit: "count",
  partUnit: "count",
  parts: [...PLACES, "byItself"],
  explanation,
  stretch: twelveMonths,
  bars: () => WORK_KINDS,
  valueOf: both,
  sums: (tx, scope): Promise<ChartSum[]> => {
    const stretch = twelveMonths(scope);
    return sumsOf(tx, together([done(tx, scope, stretch, sql`t.work`), byItself(tx, scope, stretch)]));
  },
  rows: (tx, scope, part, bar) => {
    const stretch = twelveMonths(scope);
    const rows = part === "byItself" ? byItself(tx, scope, stretch) : done(tx, scope, stretch, sql`t.work`);
    return sql`select * from (${rows}) d where d.part = ${part} ${bar === undefined ? sql`` : sql`and d.bar = ${bar}`}`;
  },
};
