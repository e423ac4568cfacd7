import { closeBankDay } from "./close-day.ts";
import { acceptOrder } from "./orders.ts";
import { acceptDeposit, acceptReversal, isAmount, refuse } from "./payments.ts";
import { push } from "./lists.ts";
import { addAccount, createState, type State } from "./state.ts";
import type {
  Accepted,
  AccountState,
  BankAccount,
  BankCharge,
  BankFile,
  BankOptions,
  Deposit,
  OrderState,
  PaymentOrder,
  Refusal,
  Reversal,
  Rule,
} from "./types.ts";

/** A bank and its clearing house. Nothing happens in it but by these calls; the same calls give the same bytes. */
export type Bank = {
  /** The first day that is not closed yet. */
  readonly today: () => Temporal.PlainDate;
  readonly isBankDay: (day: Temporal.PlainDate) => boolean;
  /** Throws for a number that fails its check digit or is open already. */
  readonly openAccount: (account: BankAccount) => void;
  /** A payer pays in. A day already closed, an unknown account or a KID the agreement forbids is refused as a value. */
  readonly deposit: (deposit: Deposit) => Accepted | Refusal;
  /** A payment order out of an account, executed on its bank day when the account has cover. */
  readonly pay: (order: PaymentOrder) => { ok: true; orderId: string } | Refusal;
  readonly order: (orderId: string) => OrderState | undefined;
  /** Takes an accepted payment back, once. */
  readonly reverse: (reversal: Reversal) => Accepted | Refusal;
  /** The bank takes a price of its own choosing; cover is not asked for. */
  readonly charge: (charge: BankCharge) => { ok: true } | Refusal;
  /** Closes every open day up to and including this one; returns what was delivered, in order. Throws going back. */
  readonly closeDay: (day: Temporal.PlainDate) => BankFile[];
  /** Closes every open day before this one, which becomes today. Throws going back. */
  readonly advanceTo: (day: Temporal.PlainDate) => BankFile[];
  /** Replaces the misbehaviour; counters start again. */
  readonly setRules: (rules: readonly Rule[]) => void;
  /** What an account has come to, for a driver that checks the payee's books against the bank's. */
  readonly account: (number: string) => AccountState | undefined;
};

/**
 * A simulated Norwegian bank. Throws on options that make no sense (a wrong check digit, unordered delivery times).
 *
 * @example
 * const bank = createBank({ accounts: [{ number: "86011117947", ownerName: "Eksempel Tannklinikk AS" }], startOn });
 * bank.deposit({ account: "86011117947", amountMinor: 45_000n, on: startOn, text: "Tannlege" });
 * const files = bank.closeDay(startOn); // [{ name: "camt053-86011117947-20261006.xml", kind: "camt053", bytes, ... }]
 */
export function createBank(options: BankOptions): Bank {
  const state = createState(options);
  return {
    today: () => state.clock,
    isBankDay: state.calendar.isBankDay,
    openAccount: (account) => {
      addAccount(state, account);
    },
    deposit: (deposit) => acceptDeposit(state, deposit),
    pay: (order) => acceptOrder(state, order),
    order: (orderId) => state.orders[Number(orderId.slice(1)) - 1]?.state,
    reverse: (reversal) => acceptReversal(state, reversal),
    charge: (charge) => acceptCharge(state, charge),
    closeDay: (day) => advanceTo(state, day.add({ days: 1 })),
    advanceTo: (day) => advanceTo(state, day),
    setRules: state.rules.replace,
    account: (number) => accountState(state, number),
  };
}

function advanceTo(state: State, day: Temporal.PlainDate): BankFile[] {
  if (Temporal.PlainDate.compare(day, state.clock) < 0) {
    throw new RangeError(`the bank stands at ${state.clock.toString()}; its clock only moves forward`);
  }
  const files: BankFile[] = [];
  while (Temporal.PlainDate.compare(state.clock, day) < 0) {
    if (state.calendar.isBankDay(state.clock)) {
      for (const file of closeBankDay(state, state.clock)) files.push(file);
    }
    state.clock = state.clock.add({ days: 1 });
  }
  return files;
}

function acceptCharge(state: State, charge: BankCharge): { ok: true } | Refusal {
  if (!state.accounts.has(charge.account)) return refuse("ACCOUNT_UNKNOWN");
  if (!isAmount(charge.amountMinor)) return refuse("AMOUNT_INVALID");
  if (Temporal.PlainDate.compare(charge.on, state.clock) < 0) return refuse("DAY_CLOSED");
  state.chargeCount += 1;
  const { account, amountMinor, text } = charge;
  const id = `G${String(state.chargeCount).padStart(8, "0")}`;
  push(state.charges, state.calendar.onOrAfter(charge.on).toString(), { id, account, amountMinor, text });
  return { ok: true };
}

function accountState(state: State, number: string): AccountState | undefined {
  const account = state.accounts.get(number);
  if (account === undefined) return undefined;
  const { balanceMinor, creditedMinor, debitedMinor, waitingMinor } = account;
  return { balanceMinor, creditedMinor, debitedMinor, waitingMinor };
}
