import { createCalendar, isNorwegianBankDay, type Calendar } from "./bank-days.ts";
import { isValidAccount } from "./check-digits.ts";
import { createDesk, type Desk } from "./delivery.ts";
import type { Charge, Order, Payment } from "./records.ts";
import { createRules, type Rules } from "./rules.ts";
import { createDraws } from "./seeded.ts";
import type { Lump } from "./settlement.ts";
import type { BankAccount, BankOptions, Prices } from "./types.ts";

export type Account = {
  readonly account: BankAccount;
  balanceMinor: bigint;
  creditedMinor: bigint;
  debitedMinor: bigint;
  waitingMinor: bigint;
  statements: number;
  detailsThisMonth: number;
};

export type Settings = {
  readonly prices: Prices;
  readonly deliveryTimes: readonly string[];
  readonly camtVersion: "02" | "08";
  readonly accountAs: "iban" | "bban";
  readonly assignmentNumbers: "perTransmission" | "perDay";
  readonly transmitter: string;
};

/** Everything the bank knows. */
export type State = {
  readonly settings: Settings;
  readonly calendar: Calendar;
  readonly accounts: Map<string, Account>;
  readonly payments: Payment[];
  readonly reversed: Set<string>;
  /** Payments and orders by the bank day that settles them. */
  readonly due: Map<string, Payment[]>;
  readonly ordersDue: Map<string, Order[]>;
  readonly orders: Order[];
  readonly charges: Map<string, Charge[]>;
  /** Payments that a rule makes the account's next detail file tell once more. */
  readonly repeats: Map<string, Lump[]>;
  readonly transmissions: Map<string, number>;
  readonly rules: Rules;
  readonly desk: Desk;
  readonly draw: () => number;
  chargeCount: number;
  /** The first day that is not closed yet. */
  clock: Temporal.PlainDate;
};

/** The bank at the start of its life. Throws when the options make no sense. */
export function createState(options: BankOptions): State {
  const calendar = createCalendar(options.isBankDay ?? isNorwegianBankDay);
  const seed = options.seed ?? 1;
  const rules = createRules(options.rules ?? [], createDraws(seed ^ 0x5bd1e995));
  const state: State = {
    settings: settingsOf(options),
    calendar,
    accounts: new Map(),
    payments: [],
    reversed: new Set(),
    due: new Map(),
    ordersDue: new Map(),
    orders: [],
    charges: new Map(),
    repeats: new Map(),
    transmissions: new Map(),
    rules,
    desk: createDesk(rules, calendar),
    draw: createDraws(seed),
    chargeCount: 0,
    clock: options.startOn,
  };
  for (const account of options.accounts) addAccount(state, account);
  return state;
}

function settingsOf(options: BankOptions): Settings {
  const deliveryTimes = options.deliveryTimes ?? ["08:00", "12:30", "15:00", "17:30"];
  const ascending = deliveryTimes.every((time, i) => isTime(time) && time > (deliveryTimes[i - 1] ?? ""));
  if (deliveryTimes.length < 1 || deliveryTimes.length > 4 || !ascending) {
    throw new Error("deliveryTimes must be one to four ascending times HH:MM");
  }
  return {
    prices: { outgoingMinor: 0n, detailMinor: 0n, monthlyMinor: 0n, ...options.prices },
    deliveryTimes,
    camtVersion: options.camtVersion ?? "08",
    accountAs: options.accountAs ?? "iban",
    assignmentNumbers: options.assignmentNumbers ?? "perTransmission",
    transmitter: options.transmitter ?? "00008080",
  };
}

/** `HH:MM`, 00:00 to 23:59. */
export function isTime(value: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
}

/** Opens an account. Throws when its number or its agreement could not exist, or the number is taken. */
export function addAccount(state: State, account: BankAccount): void {
  if (!isValidAccount(account.number)) throw new Error(`account ${account.number} fails its check digit`);
  if (state.accounts.has(account.number)) throw new Error(`account ${account.number} is open already`);
  const agreement = account.ocrAgreement;
  if (agreement !== undefined && !(/^\d{9}$/.test(agreement.id) && /^\d{8}$/.test(agreement.recipient))) {
    throw new Error("an OCR agreement has an id of 9 digits and a recipient of 8");
  }
  state.accounts.set(account.number, {
    account,
    balanceMinor: account.openingMinor ?? 0n,
    creditedMinor: 0n,
    debitedMinor: 0n,
    waitingMinor: 0n,
    statements: 0,
    detailsThisMonth: 0,
  });
}
