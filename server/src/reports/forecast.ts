import { sql, type RawBuilder } from "kysely";
import type { DateText, Explanation } from "../ledger/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { daysBefore, inScope, rowsAddress, type HomePart, type HomeRows, type HomeScope } from "./home-types.ts";
import { openReceivables } from "./home-receivables.ts";

const WEEKS = 13;
/** How far back payments tell a habit, and how many of its own a payer needs to have one. */
const HABIT_DAYS = 180;
const LEAST_PAYMENTS = 3;

/** Seven days from `from`, with what is expected in them; `low` is what can come in no other week, `high` all that may come in this one. */
export type ForecastWeek = {
  readonly no: number;
  readonly from: DateText;
  readonly to: DateText;
  readonly expected: HomePart;
  readonly low: HomePart;
  readonly high: HomePart;
};

export type Forecast = {
  readonly name: "forecast";
  readonly unit: "minor";
  /** Expected in the thirteen weeks together. */
  readonly value: bigint;
  readonly explanation: Explanation;
  readonly weeks: readonly ForecastWeek[];
  /** `later`: expected after the last week. `beyondHabit`: later already than nine of ten payments are, so that no week is said. */
  readonly parts: readonly HomePart[];
};

/** Days from due day to payment, below zero before it, of each payment on a receivable that stands. */
function payments(tx: TenantTransaction, scope: HomeScope): RawBuilder<unknown> {
  return sql`
    select p.ledger_id, i.party_id, p.booked_on - i.due_on as days from posting p
    join open_item i on i.tenant_id = p.tenant_id and i.id = p.credit_item_id and i.side = 'receivable'
    join account a on a.tenant_id = p.tenant_id and a.ledger_id = p.ledger_id and a.code = p.debit
      and a.role in ('bankClearing', 'bank', 'clientBank', 'customerCredit', 'unallocated')
    where ${inScope(tx, "p", scope)} and p.booked_on between ${daysBefore(scope.day, HABIT_DAYS)} and ${scope.day}
      and not exists (select from entry r where r.tenant_id = p.tenant_id and r.reverses = p.entry_id)`;
}

const HABIT = sql`count(*)::integer as payments, percentile_disc(array[0.1, 0.5, 0.9]) within group (order by x.days) as days`;

/**
 * Open receivables, each with the habit that it goes by (its payer's in this ledger, else the ledger's, else the due day itself), and the
 * weeks that follow: 1 is the week that begins on the day. An item past its expected day is expected on its late day, as long as that
 * is ahead; past that it has no week.
 */
function dated(tx: TenantTransaction, scope: HomeScope): RawBuilder<unknown> {
  const week = (on: RawBuilder<unknown>) => sql`(${on} - ${scope.day}::date) / 7 + 1`;
  return sql`
    with paid as materialized (${payments(tx, scope)}),
    payer as (select x.ledger_id, x.party_id, ${HABIT} from paid x where x.party_id is not null group by 1, 2 having count(*) >= ${LEAST_PAYMENTS}),
    whole as (select x.ledger_id, ${HABIT} from paid x group by 1),
    habits as (
      select r.kind, r.id, r.ledger_id, r.day as due_on, r.value, r.party_id,
        case when y.days is not null then 'payer' when w.days is not null then 'ledger' else 'dueDay' end as habit,
        coalesce(y.payments, w.payments, 0) as payments, coalesce(y.days, w.days, array[0, 0, 0]) as days
      from (${openReceivables(tx, scope)}) r
      left join payer y on y.ledger_id = r.ledger_id and y.party_id = r.party_id
      left join whole w on w.ledger_id = r.ledger_id),
    days as (
      select h.*, greatest(h.due_on + h.days[1], ${scope.day}::date) as early_on, h.due_on + h.days[3] as late_on,
        case when h.due_on + h.days[2] >= ${scope.day}::date then h.due_on + h.days[2] when h.due_on + h.days[3] >= ${scope.day}::date then h.due_on + h.days[3] end as expected_on
      from habits h)
    select d.*, ${week(sql`d.expected_on`)} as expected_week, ${week(sql`d.early_on`)} as early_week, ${week(sql`d.late_on`)} as late_week from days d`;
}

/** Which items a part holds, by their weeks. */
function holding(part: string): RawBuilder<unknown> | undefined {
  if (part === "beyondHabit") return sql`d.expected_on is null`;
  if (part === "later") return sql`d.expected_week > ${WEEKS}`;
  const [, name, week] = /^(expected|low|high)-([1-9]|1[0-3])$/.exec(part) ?? [];
  const no = Number(week);
  if (name === "expected") return sql`d.expected_week = ${no}`;
  if (name === "low") return sql`d.expected_on is not null and d.early_week = ${no} and d.late_week = ${no}`;
  return name === "high" ? sql`d.expected_on is not null and ${no} between d.early_week and d.late_week` : undefined;
}

export function forecastRows(tx: TenantTransaction, scope: HomeScope, part: string): HomeRows | undefined {
  const held = holding(part);
  if (!held) return undefined;
  return sql`
    select d.kind, d.id, d.ledger_id, coalesce(d.expected_on, d.due_on) as day, d.value, d.party_id,
      jsonb_build_object('rule', 'home.forecast.habit', 'version', 1, 'inputs', jsonb_build_object('habit', d.habit, 'payments', d.payments,
        'dueOn', d.due_on, 'earlyDays', d.days[1], 'usualDays', d.days[2], 'lateDays', d.days[3],
        'earlyOn', d.early_on, 'expectedOn', d.expected_on, 'lateOn', d.late_on)) as explanation
    from (${dated(tx, scope)}) d where ${held}`;
}

type Group = {
  readonly beyond: boolean;
  readonly expectedWeek: number | null;
  readonly earlyWeek: number;
  readonly lateWeek: number;
  readonly value: bigint;
  readonly count: bigint;
};

async function groupsOf(tx: TenantTransaction, scope: HomeScope): Promise<Group[]> {
  const found = await sql<Group>`
    select d.expected_on is null as beyond, d.expected_week as "expectedWeek", d.early_week as "earlyWeek", d.late_week as "lateWeek",
      sum(d.value)::bigint as value, count(*) as count from (${dated(tx, scope)}) d group by 1, 2, 3, 4`.execute(tx.db);
  return found.rows;
}

function summed(scope: HomeScope, groups: readonly Group[], name: string, held: (group: Group) => boolean): HomePart {
  const sum = { value: 0n, count: 0n };
  for (const group of groups.filter(held)) {
    sum.value += group.value;
    sum.count += group.count;
  }
  return { name, unit: "minor", ...sum, rows: rowsAddress(scope, "forecast", name) };
}

function weekOf(scope: HomeScope, groups: readonly Group[], no: number): ForecastWeek {
  const part = (name: string, held: (group: Group) => boolean) => summed(scope, groups, `${name}-${no}`, held);
  return {
    no,
    from: daysBefore(scope.day, -7 * (no - 1)),
    to: daysBefore(scope.day, 1 - 7 * no),
    expected: part("expected", (group) => group.expectedWeek === no),
    low: part("low", (group) => !group.beyond && group.earlyWeek === no && group.lateWeek === no),
    high: part("high", (group) => !group.beyond && group.earlyWeek <= no && no <= group.lateWeek),
  };
}

/**
 * What open receivables will bring in the next thirteen weeks, in minor units, by due days and habits. A habit is how many days after the
 * due day payments of the last 180 days came: the middle one is usual, one in ten came before the early, one in ten after the late day.
 * An item is expected on its usual day. A week's `low` counts the items whose early and late day both lie in it, its `high` those with any day
 * between the two in it, so that low <= expected <= high. Weeks, `later` and `beyondHabit` together are all that is open.
 */
export async function forecast(tx: TenantTransaction, scope: HomeScope): Promise<Forecast> {
  const groups = await groupsOf(tx, scope);
  const weeks = Array.from({ length: WEEKS }, (_, at) => weekOf(scope, groups, at + 1));
  const inputs = { asOf: scope.day, weeks: WEEKS, habitDays: HABIT_DAYS, leastPayments: LEAST_PAYMENTS };
  return {
    name: "forecast",
    unit: "minor",
    value: weeks.reduce((sum, week) => sum + week.expected.value, 0n),
    explanation: { rule: "home.forecast.habit", version: 1, inputs },
    weeks,
    parts: [
      summed(scope, groups, "later", (group) => group.expectedWeek !== null && group.expectedWeek > WEEKS),
      summed(scope, groups, "beyondHabit", (group) => group.beyond),
    ],
  };
}
