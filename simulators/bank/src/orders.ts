import { isValidAccount } from "./check-digits.ts";
import { acceptDeposit, isAmount, refuse } from "./payments.ts";
import type { Order, Payment } from "./records.ts";
import type { State } from "./state.ts";
import { push } from "./lists.ts";
import type { OrderState, PaymentOrder, Refusal } from "./types.ts";

/** Takes an order to pay out of an account. It is executed on its day, or the next bank day, if there is cover. */
export function acceptOrder(state: State, order: PaymentOrder): { ok: true; orderId: string } | Refusal {
  if (!state.accounts.has(order.account)) return refuse("ACCOUNT_UNKNOWN");
  if (!isValidAccount(order.creditorAccount)) return refuse("ACCOUNT_CHECK");
  if (!isAmount(order.amountMinor)) return refuse("AMOUNT_INVALID");
  if (Temporal.PlainDate.compare(order.on, state.clock) < 0) return refuse("DAY_CLOSED");
  if (!/^.{1,35}$/.test(order.endToEndId ?? "NOTPROVIDED")) return refuse("END_TO_END_ID_INVALID");
  const orderId = `U${String(state.orders.length + 1).padStart(8, "0")}`;
  const kept: Order = { order, state: { orderId, state: "waiting" } };
  state.orders.push(kept);
  push(state.ordersDue, state.calendar.onOrAfter(order.on).toString(), kept);
  return { ok: true, orderId };
}

/**
 * Executes the day's orders in the order they came. Cover is the balance with all that arrives today; what is paid to
 * an account of this bank arrives at once and may cover the next order.
 */
export function executeOrders(state: State, day: Temporal.PlainDate, arriving: readonly Payment[]): Order[] {
  const iso = day.toString();
  const orders = state.ordersDue.get(iso) ?? [];
  state.ordersDue.delete(iso);
  if (orders.length === 0) return [];
  const cover = new Map<string, bigint>();
  const add = (account: string, minor: bigint): void => {
    cover.set(account, (cover.get(account) ?? state.accounts.get(account)?.balanceMinor ?? 0n) + minor);
  };
  for (const payment of arriving) add(payment.account, payment.signedMinor);
  return orders.filter((order) => {
    add(order.order.account, 0n);
    const refusal = execute(state, day, order.order, cover.get(order.order.account) ?? 0n);
    order.state = stateAfter(order.state.orderId, refusal);
    if (refusal !== undefined) return false;
    add(order.order.account, -order.order.amountMinor - state.settings.prices.outgoingMinor);
    if (state.accounts.has(order.order.creditorAccount)) add(order.order.creditorAccount, order.order.amountMinor);
    return true;
  });
}

function stateAfter(orderId: string, refusal: Refusal | undefined): OrderState {
  return refusal === undefined ? { orderId, state: "executed" } : { orderId, state: "refused", code: refusal.code };
}

function execute(state: State, day: Temporal.PlainDate, order: PaymentOrder, coverMinor: bigint): Refusal | undefined {
  const fault = state.rules.decide({ kind: "order", account: order.account, day });
  if (fault?.do === "refuseOrder") return refuse("REFUSED_BY_RULE");
  if (order.amountMinor + state.settings.prices.outgoingMinor > coverMinor) return refuse("NO_COVER");
  if (!state.accounts.has(order.creditorAccount)) return undefined;
  const payerName = state.accounts.get(order.account)?.account.ownerName ?? "";
  const { amountMinor, kid, text, endToEndId, creditorAccount } = order;
  const lastTime = state.settings.deliveryTimes.at(-1) ?? "00:00";
  const arrival = acceptDeposit(
    state,
    {
      account: creditorAccount,
      amountMinor,
      on: day,
      time: lastTime,
      payerName,
      payerAccount: order.account,
      ...(kid === undefined ? {} : { kid }),
      ...(text === undefined ? {} : { text }),
    },
    endToEndId,
  );
  return arrival.ok ? undefined : arrival;
}
