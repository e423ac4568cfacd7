import type { BankCalendar } from "@kvitt/values";

type PlainDate = Temporal.PlainDate;

/**
 * When who has chosen nothing is warned, and when the invoice is sent instead (FR-32). Pure: days of a market, a ledger's timings, and the day
 * of the look. Everything happens on bank days.
 */

/** What a payer, or the clinic for the payer, can choose. */
export const ways = ["card", "wallet", "partPayment", "invoice"] as const;
export type Way = (typeof ways)[number];
/** What was chosen of a request: nothing yet, nothing after a warning, or a way. */
export type Choice = "none" | "warned" | Way;

/** A ledger's own timings, in calendar days. */
export type RequestTimings = {
  /** The first day whose claims Kvitt asks for by itself; null: the practice system or the clinic sends (S0-64, FR-12). */
  readonly askFromOn: string | null;
  /** From the ask to the warning; else the next bank day. */
  readonly warnAfterDays: number;
  /** From the ask to the default, which is the invoice. */
  readonly defaultAfterDays: number;
  /** The default comes so long before the due date, if that is earlier. */
  readonly defaultBeforeDueDays: number;
  /** A courtesy notice so long before the due date of an unpaid invoice; null: none. */
  readonly courtesyBeforeDueDays: number | null;
};

/** The timings of a ledger that has not said otherwise. */
export const DEFAULT_TIMINGS: RequestTimings = {
  askFromOn: null,
  warnAfterDays: 3,
  defaultAfterDays: 7,
  defaultBeforeDueDays: 10,
  courtesyBeforeDueDays: null,
};

/** From the message about a term to its due date (FR-52). */
const TERM_LEAD_DAYS = 14;

/**
 * Terms due up to this day are asked for on a day: a term's own day is its due date less 14 days, and where banks are closed then, the bank
 * day before.
 */
export function termsAskedUntil(on: PlainDate, days: BankCalendar): PlainDate {
  return days.nextBankDay(on).add({ days: TERM_LEAD_DAYS - 1 });
}

export type Plan = { readonly warnOn: PlainDate; readonly defaultOn: PlainDate };

const earliest = (one: PlainDate, other: PlainDate): PlainDate =>
  Temporal.PlainDate.compare(one, other) <= 0 ? one : other;
const latest = (one: PlainDate, other: PlainDate): PlainDate => (earliest(one, other) === one ? other : one);
const isReached = (on: PlainDate, asOf: PlainDate): boolean => Temporal.PlainDate.compare(on, asOf) <= 0;

/**
 * The days of warning and default for a claim that was asked for on a day. The warning comes at least one bank day before the default, and
 * never on the day of the ask: where the due date is near, the default waits for that.
 */
export function planOf(askedOn: PlainDate, dueOn: PlainDate, timings: RequestTimings, days: BankCalendar): Plan {
  const wished = earliest(
    askedOn.add({ days: timings.defaultAfterDays }),
    dueOn.subtract({ days: timings.defaultBeforeDueDays }),
  );
  const defaultOn = days.bankDayOnOrBefore(wished);
  const warning = earliest(
    days.bankDayOnOrAfter(askedOn.add({ days: timings.warnAfterDays })),
    days.previousBankDay(defaultOn),
  );
  const warnOn = latest(warning, days.nextBankDay(askedOn));
  return { warnOn, defaultOn: latest(defaultOn, days.nextBankDay(warnOn)) };
}

/** The day of the courtesy notice: so long before the due date, else the bank day before; null where the ledger sends none. */
export function courtesyDay(dueOn: PlainDate, timings: RequestTimings, days: BankCalendar): PlainDate | null {
  const before = timings.courtesyBeforeDueDays;
  return before === null ? null : days.bankDayOnOrBefore(dueOn.subtract({ days: before }));
}

export type RequestState = Plan & {
  readonly choice: Choice;
  readonly chosenOn: PlainDate | null;
  readonly warnedOn: PlainDate | null;
  readonly invoicedOn: PlainDate | null;
  readonly courtesyOn: PlainDate | null;
};

export type RequestFacts = {
  readonly asOf: PlainDate;
  readonly openMinor: bigint;
  readonly dueOn: PlainDate;
  /** The claim is with somebody else: bought, or at an agency. */
  readonly isElsewhere: boolean;
  /** A dispute, a payment that is said to be on its way, or one that nobody knows the outcome of. */
  readonly isResting: boolean;
};

export type Step =
  | { readonly step: "wait" | "courtesy"; readonly nextOn: PlainDate | null }
  | { readonly step: "warn"; readonly defaultOn: PlainDate; readonly nextOn: PlainDate }
  | { readonly step: "sendInvoice"; readonly nextOn: PlainDate | null }
  | { readonly step: "end"; readonly why: "settled" | "otherCustody" };

/** What is to be done with a request on a day, and when to look again. A warning that came late moves the default behind it. */
export function decideStep(
  state: RequestState,
  facts: RequestFacts,
  timings: RequestTimings,
  days: BankCalendar,
): Step {
  const { asOf } = facts;
  if (facts.openMinor <= 0n) return { step: "end", why: "settled" };
  if (facts.isElsewhere) return { step: "end", why: "otherCustody" };
  if (facts.isResting) return { step: "wait", nextOn: days.nextBankDay(asOf) };
  if (!days.isBankDay(asOf)) return { step: "wait", nextOn: days.nextBankDay(asOf) };
  if (state.invoicedOn !== null) return afterInvoice(state, facts, timings, days);
  const trust = trustedUntil(state, days);
  if (trust !== null && !isReached(trust, asOf)) return { step: "wait", nextOn: trust };
  if (state.warnedOn === null) return beforeWarning(state, asOf, days);
  if (!isReached(state.defaultOn, asOf)) return { step: "wait", nextOn: state.defaultOn };
  return { step: "sendInvoice", nextOn: nextCourtesy(facts, timings, days) };
}

/** A way that was chosen and did not bring money counts until the end of the next bank day; then nothing was chosen. */
function trustedUntil({ choice, chosenOn }: RequestState, days: BankCalendar): PlainDate | null {
  if (chosenOn === null || choice === "invoice") return null;
  return days.addBankDays(chosenOn, 2);
}

function beforeWarning(state: RequestState, asOf: PlainDate, days: BankCalendar): Step {
  if (!isReached(state.warnOn, asOf)) return { step: "wait", nextOn: state.warnOn };
  const defaultOn = latest(state.defaultOn, days.nextBankDay(asOf));
  return { step: "warn", defaultOn, nextOn: defaultOn };
}

/** The courtesy day still to come, if there is one. */
export function nextCourtesy(
  { asOf, dueOn }: Pick<RequestFacts, "asOf" | "dueOn">,
  timings: RequestTimings,
  days: BankCalendar,
): PlainDate | null {
  const on = courtesyDay(dueOn, timings, days);
  return on === null || isReached(on, asOf) ? null : on;
}

/** Once, before the due date as it is now: one that was moved moves the notice. */
function afterInvoice(state: RequestState, facts: RequestFacts, timings: RequestTimings, days: BankCalendar): Step {
  const on = courtesyDay(facts.dueOn, timings, days);
  if (state.courtesyOn !== null || on === null || isReached(facts.dueOn, facts.asOf))
    return { step: "wait", nextOn: null };
  return isReached(on, facts.asOf) ? { step: "courtesy", nextOn: null } : { step: "wait", nextOn: on };
}
