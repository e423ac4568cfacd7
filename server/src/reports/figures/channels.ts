import { sql, type RawBuilder } from "kysely";
import type { TenantTransaction } from "../../platform/index.ts";
import { daysBefore, inScope, type HomeScope } from "../home-types.ts";
import { moneyIn, sumsOf, together } from "./sums.ts";
import { shareOf, type ChartKind, type Stretch } from "./types.ts";

/** Days of sending that are looked at: those of the count by channel on the deliveries screen. */
const SENT_DAYS = 90;

const sentIn = (scope: HomeScope): Stretch => ({ from: daysBefore(scope.day, SENT_DAYS - 1), to: scope.day });
const startOf = (day: string, zone: string) =>
  Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant().toString();

/** Each claim with the channel that reached its recipient first: it took the message and nothing came back. */
function reachedFirst(tx: TenantTransaction, scope: HomeScope): RawBuilder<unknown> {
  const { from, to } = sentIn(scope);
  return sql`
    select distinct on (m.item_id) m.item_id, m.channel, (m.handed_over_at at time zone ${scope.zone})::date as day from message m
    where ${inScope(tx, "m", scope)} and m.item_id is not null and m.state in ('accepted', 'delivered', 'seen')
      and m.handed_over_at >= ${startOf(from, scope.zone)}::timestamptz and m.handed_over_at < ${startOf(daysBefore(to, -1), scope.zone)}::timestamptz
    order by m.item_id, m.handed_over_at, m.id`;
}

const named = (bar: string | undefined) => (bar === undefined ? sql`` : sql`and f.channel = ${bar}`);

function reached(tx: TenantTransaction, scope: HomeScope, bar: string | undefined): RawBuilder<unknown> {
  return sql`
    select f.channel as bar, 'reached' as part, 'openItem' as kind, i.id, i.ledger_id, f.day, i.amount_minor as value, i.party_id
    from (${reachedFirst(tx, scope)}) f join open_item i on i.tenant_id = ${tx.tenantId} and i.id = f.item_id
    where i.side = 'receivable' ${named(bar)}`;
}

function paid(tx: TenantTransaction, scope: HomeScope, bar: string | undefined): RawBuilder<unknown> {
  return sql`
    select f.channel as bar, 'paid' as part, 'openItem' as kind, i.id, i.ledger_id, f.day, least(i.amount_minor, sum(m.minor))::bigint as value, i.party_id
    from (${reachedFirst(tx, scope)}) f join open_item i on i.tenant_id = ${tx.tenantId} and i.id = f.item_id
    join (${moneyIn(tx, scope, sentIn(scope))}) m on m.item_id = i.id and m.on_day >= f.day
    where i.side = 'receivable' ${named(bar)}
    group by f.channel, i.id, i.ledger_id, f.day, i.amount_minor, i.party_id`;
}

const PARTS = { paid, reached };

/** What each channel brings in (G-01): of the claims that it reached first in the last 90 days, the share paid since, by amount. */
export const channels: ChartKind = {
  unit: "basisPoints",
  partUnit: "minor",
  parts: ["paid", "reached"],
  explanation: (scope) => ({
    rule: "figures.channels.paidOfReached",
    version: 1,
    inputs: { ...sentIn(scope), days: SENT_DAYS },
  }),
  stretch: sentIn,
  bars: () => [],
  valueOf: (parts) => shareOf(parts.get("paid") ?? 0n, parts.get("reached") ?? 0n),
  sums: async (tx, scope) => {
    const sums = await sumsOf(
      tx,
      together(Object.values(PARTS).map((rowsOf) => sql`select * from (${rowsOf(tx, scope, undefined)}) q`)),
    );
    const size = ({ part, value }: { part: string; value: bigint }) => (part === "reached" ? value : 0n);
    return sums.toSorted((a, b) => (size(a) < size(b) ? 1 : -1));
  },
  rows: (tx, scope, part, bar) => PARTS[part as keyof typeof PARTS](tx, scope, bar),
};
