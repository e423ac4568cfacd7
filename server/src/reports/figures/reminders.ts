import { sql, type RawBuilder } from "kysely";
import type { TenantTransaction } from "../../platform/index.ts";
import { daysBefore, inScope, type HomeScope } from "../home-types.ts";
import { moneyIn, sumsOf, together } from "./sums.ts";
import { shareOf, twelveMonths, type ChartKind, type Stretch } from "./types.ts";

/** Levels that write to the payer, in their order. */
const LEVELS = ["nudge", "remind1", "remind2", "collectionNotice", "paymentDemand"];
/** Days after the letter within which money is said to have come of it. */
const DAYS = { paid7: 7, paid14: 14 } as const;
type Within = keyof typeof DAYS;

/** Letters that have had their fourteen days. */
function lettersOf(scope: HomeScope): Stretch {
  return { from: twelveMonths(scope).from, to: daysBefore(scope.day, DAYS.paid14) };
}

const named = (bar: string | undefined) => (bar === undefined ? sql`` : sql`and s.level = ${bar}`);

function reminded(tx: TenantTransaction, scope: HomeScope, bar: string | undefined): RawBuilder<unknown> {
  const { from, to } = lettersOf(scope);
  return sql`
    select s.level as bar, 'reminded' as part, 'openItem' as kind, s.item_id as id, s.ledger_id, s.taken_on as day, s.amount_minor as value, i.party_id
    from follow_up_step s join open_item i on i.tenant_id = s.tenant_id and i.id = s.item_id
    where ${inScope(tx, "s", scope)} and s.letter_id is not null and s.taken_on between ${from} and ${to} ${named(bar)}`;
}

/** What came on a reminded item within the days after the letter, never more than it was reminded of. */
function paid(tx: TenantTransaction, scope: HomeScope, part: Within, bar: string | undefined): RawBuilder<unknown> {
  const { from, to } = lettersOf(scope);
  return sql`
    select s.level as bar, ${sql.lit(part)} as part, 'openItem' as kind, s.item_id as id, s.ledger_id, s.taken_on as day,
      least(s.amount_minor, sum(m.minor))::bigint as value, i.party_id
    from follow_up_step s join open_item i on i.tenant_id = s.tenant_id and i.id = s.item_id
    join (${moneyIn(tx, scope, { from })}) m on m.item_id = s.item_id and m.on_day > s.taken_on and m.on_day <= s.taken_on + ${sql.lit(DAYS[part])}::integer
    where ${inScope(tx, "s", scope)} and s.letter_id is not null and s.taken_on between ${from} and ${to} ${named(bar)}
    group by s.id, s.level, s.item_id, s.ledger_id, s.taken_on, s.amount_minor, i.party_id`;
}

function rowsOf(tx: TenantTransaction, scope: HomeScope, part: string, bar?: string): RawBuilder<unknown> {
  return part === "reminded" ? reminded(tx, scope, bar) : paid(tx, scope, part as Within, bar);
}

const PARTS = ["paid14", "paid7", "reminded"];

/**
 * What reminders do, by level (G-01): of what was reminded of, the share that was paid within 7 and 14 days, by amount, over twelve months.
 * Letters that have not had their fourteen days are left out, so that no level looks worse for being new.
 */
export const reminders: ChartKind = {
  unit: "basisPoints",
  partUnit: "minor",
  parts: PARTS,
  explanation: (scope) => ({
    rule: "figures.reminders.paidAfter",
    version: 1,
    inputs: { ...lettersOf(scope), days: DAYS.paid14 },
  }),
  stretch: lettersOf,
  bars: () => [],
  valueOf: (parts) => shareOf(parts.get("paid14") ?? 0n, parts.get("reminded") ?? 0n),
  sums: async (tx, scope) => {
    const sums = await sumsOf(tx, together(PARTS.map((part) => rowsOf(tx, scope, part))));
    const place = (bar: string | null) => LEVELS.indexOf(bar ?? "");
    return sums.toSorted((a, b) => place(a.bar) - place(b.bar));
  },
  rows: rowsOf,
};
