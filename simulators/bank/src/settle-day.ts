import type { Entry } from "./camt.ts";
import { chargeEntry, lumpEntry, orderEntry, singleEntry } from "./entries.ts";
import { compact, group, push, take } from "./lists.ts";
import { executeOrders } from "./orders.ts";
import type { Charge, Order, Payment } from "./records.ts";
import { holdCreditNotes, lumpsOf, type Lump } from "./settlement.ts";
import type { Account, State } from "./state.ts";

/** One account's settled day. */
export type Work = { readonly account: Account; readonly lumps: Lump[]; readonly entries: Entry[] };

/** Executes the day's orders and turns everything due into lumps and entries, account by account. */
export function settleDay(state: State, day: Temporal.PlainDate): Work[] {
  const iso = day.toString();
  const { carried, held } = holdCreditNotes(take(state.due, iso));
  const tomorrow = state.calendar.plus(day, 1).toString();
  for (const payment of held) push(state.due, tomorrow, payment);
  const executed = executeOrders(state, day, carried);
  const payments = group([...carried, ...take(state.due, iso)], (payment) => payment.account);
  const orders = group(executed, (order) => order.order.account);
  const charges = group(take(state.charges, iso), (charge) => charge.account);
  return [...state.accounts].map(([number, account]) =>
    workOf(state, day, account, payments.get(number) ?? [], orders.get(number) ?? [], charges.get(number) ?? []),
  );
}

function workOf(
  state: State,
  day: Temporal.PlainDate,
  account: Account,
  payments: readonly Payment[],
  orders: readonly Order[],
  charges: readonly Charge[],
): Work {
  const iso = day.toString();
  const rounds = group(
    payments.filter((payment) => payment.route === "detail"),
    (payment) => payment.round,
  );
  const lumps = [...rounds].sort(([a], [b]) => a - b).flatMap(([round, some]) => lumpsOf(some, iso, round));
  for (const payment of payments) account.waitingMinor -= payment.signedMinor;
  account.detailsThisMonth += payments.filter((payment) => payment.route === "detail").length;
  const entries = [
    ...lumps.map(lumpEntry).filter((entry) => entry !== undefined),
    ...payments.filter((payment) => payment.route === "statement").map((payment) => singleEntry(payment, iso)),
    ...orders.flatMap((order) => [orderEntry(order, iso), ...orderCharge(state, order, iso)]),
    ...charges.map((charge) => chargeEntry(charge.amountMinor, charge.text, iso, `${compact(iso)}-${charge.id}`)),
    ...monthlyCharge(state, day, account),
  ];
  return { account, lumps, entries };
}

function orderCharge(state: State, order: Order, iso: string): Entry[] {
  const minor = state.settings.prices.outgoingMinor;
  return minor === 0n ? [] : [chargeEntry(minor, "Gebyr betaling", iso, `${compact(iso)}-${order.state.orderId}-G`)];
}

/** On the month's last bank day the bank takes its fixed price and its price per payment told. */
function monthlyCharge(state: State, day: Temporal.PlainDate, account: Account): Entry[] {
  if (state.calendar.plus(day, 1).month === day.month) return [];
  const { monthlyMinor, detailMinor } = state.settings.prices;
  const count = account.detailsThisMonth;
  account.detailsThisMonth = 0;
  const minor = monthlyMinor + detailMinor * BigInt(count);
  if (minor === 0n) return [];
  return [chargeEntry(minor, `Gebyr OCR giro, ${count} innbetalinger`, day.toString(), `${compact(day.toString())}-G`)];
}
