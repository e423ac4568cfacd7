import { isValidAccount, isValidKid } from "./check-digits.ts";
import { push } from "./lists.ts";
import type { Payment } from "./records.ts";
import { isTime, type State } from "./state.ts";
import type { Accepted, BankAccount, Deposit, Refusal, RefusalCode, Reversal } from "./types.ts";

/** No account ever holds more: ten thousand milliard kroner. Keeps every total inside the file's 17 digits. */
const highestMinor = 10n ** 15n;

export function refuse(code: RefusalCode): Refusal {
  return { ok: false, code };
}

export function isAmount(amountMinor: bigint): boolean {
  return amountMinor > 0n && amountMinor <= highestMinor;
}

/** Takes a payment in to an account, or says why the payer's bank refuses it. The checks run in the order written. */
export function acceptDeposit(state: State, deposit: Deposit, endToEndId?: string): Accepted | Refusal {
  const account = state.accounts.get(deposit.account)?.account;
  if (account === undefined) return refuse("ACCOUNT_UNKNOWN");
  if (deposit.payerAccount !== undefined && !isValidAccount(deposit.payerAccount)) return refuse("ACCOUNT_CHECK");
  if (!isAmount(deposit.amountMinor)) return refuse("AMOUNT_INVALID");
  if (Temporal.PlainDate.compare(deposit.on, state.clock) < 0) return refuse("DAY_CLOSED");
  if (deposit.time !== undefined && !isTime(deposit.time)) return refuse("TIME_INVALID");
  if (!/^\d{9}$/.test(terminalOf(deposit))) return refuse("TERMINAL_INVALID");
  const route = routeOf(account, deposit);
  if (typeof route === "object") return route;
  return register(
    state,
    { ...paymentOf(deposit), route, ...(endToEndId === undefined ? {} : { endToEndId }) },
    deposit,
  );
}

/** A payment with a valid KID, or by card to an account with an agreement, is told by detail; the rest by statement. */
function routeOf(account: BankAccount, deposit: Deposit): "detail" | "statement" | Refusal {
  const agreement = account.ocrAgreement;
  const kind = deposit.kind ?? "giro";
  const needsKid = kind === "avtaleGiro" || kind === "creditNote" || agreement?.compulsoryKid === true;
  const withoutKid = deposit.kid === undefined || deposit.kid === "";
  if (kind === "creditNote" && agreement?.creditNotes !== true) return refuse("CREDIT_NOTE_NOT_AGREED");
  if (agreement === undefined) return kind === "avtaleGiro" ? refuse("KID_REQUIRED") : "statement";
  if (!withoutKid && isValidKid(deposit.kid ?? "", agreement)) return "detail";
  if (kind === "card" && withoutKid) return "detail";
  if (!needsKid) return "statement";
  return refuse(withoutKid ? "KID_REQUIRED" : "KID_INVALID");
}

/** Terminal and session as the OCR file holds them: 6 and 3 digits. */
function terminalOf(deposit: Deposit): string {
  return `${deposit.terminal ?? "000001"}${deposit.session ?? "001"}`;
}

type Draft = Omit<Payment, "id" | "number" | "round">;

function paymentOf(deposit: Deposit): Omit<Draft, "route"> {
  const kind = deposit.kind ?? "giro";
  return {
    account: deposit.account,
    kind,
    amountMinor: deposit.amountMinor,
    signedMinor: kind === "creditNote" ? -deposit.amountMinor : deposit.amountMinor,
    kid: deposit.kid ?? "",
    text: deposit.text ?? "",
    payerName: deposit.payerName ?? "",
    payerAccount: deposit.payerAccount ?? "",
    terminal: terminalOf(deposit),
    paidOn: deposit.on.toString(),
  };
}

function register(state: State, draft: Draft, when: { on: Temporal.PlainDate; time?: string }): Accepted {
  const { day, round } = settlementOf(state, when.on, when.time);
  const number = state.payments.length + 1;
  const payment: Payment = { ...draft, id: `P${String(number).padStart(8, "0")}`, number, round };
  state.payments.push(payment);
  push(state.due, day.toString(), payment);
  const account = state.accounts.get(payment.account);
  if (account !== undefined) account.waitingMinor += payment.signedMinor;
  return { ok: true, paymentId: payment.id, route: payment.route, settledOn: day };
}

/** The bank day and the settlement of that day. Without a time the settlement is drawn by seed. */
function settlementOf(state: State, on: Temporal.PlainDate, time?: string): { day: Temporal.PlainDate; round: number } {
  const { calendar, settings } = state;
  if (!calendar.isBankDay(on)) return { day: calendar.onOrAfter(on), round: 1 };
  if (time === undefined) return { day: on, round: 1 + Math.floor(state.draw() * settings.deliveryTimes.length) };
  const index = settings.deliveryTimes.findIndex((closes) => time <= closes);
  return index < 0 ? { day: calendar.plus(on, 1), round: 1 } : { day: on, round: index + 1 };
}

/**
 * Takes an accepted payment back, once. A card purchase told by detail is undone there (type 18 or 20); any other
 * payment leaves the account as a reversal entry of the statement that names the original.
 */
export function acceptReversal(state: State, reversal: Reversal): Accepted | Refusal {
  const original = state.payments[Number(reversal.paymentId.slice(1)) - 1];
  if (original === undefined || original.id !== reversal.paymentId || original.signedMinor < 0n) {
    return refuse("PAYMENT_UNKNOWN");
  }
  if (state.reversed.has(original.id)) return refuse("ALREADY_REVERSED");
  if (Temporal.PlainDate.compare(reversal.on, state.clock) < 0) return refuse("DAY_CLOSED");
  if (reversal.on.toString() < original.paidOn) return refuse("REVERSED_TOO_EARLY");
  if (!/^[A-Z0-9]{4}$/.test(reversal.reason ?? "CUST")) return refuse("REASON_INVALID");
  state.reversed.add(original.id);
  const byDetail = original.kind === "card" && original.route === "detail";
  const { id: _id, number: _number, round: _round, endToEndId: _endToEndId, ...same } = original;
  const draft: Draft = {
    ...same,
    kind: byDetail ? "cardReversal" : "reversal",
    route: byDetail ? "detail" : "statement",
    signedMinor: -original.amountMinor,
    text: byDetail && original.text !== "" ? `Retur ${original.text}` : original.text,
    paidOn: reversal.on.toString(),
    reverses: { id: original.id, reason: reversal.reason ?? "CUST" },
  };
  return register(state, draft, { on: reversal.on });
}
