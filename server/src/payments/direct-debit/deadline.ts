import type { MarketDays, Row } from "../../markets/index.ts";

/** When a claim may be due that is sent now, and when its silence says that it was not paid. Dated, since the operator changes its rules. */

type PlainDate = Temporal.PlainDate;

export type DeadlineRule = {
  /** Calendar days from the day of sending to the earliest due date. */
  readonly leadDays: number;
  /** The fewest days a ledger may settle for. */
  readonly leastLeadDays: number;
  /** Local time; what is sent later, or on a day banks are closed, counts as sent on the next bank day. */
  readonly cutOff: string;
  /** Claims are sent at most so many days before they are due: what changes until then needs no cancellation. */
  readonly aheadDays: number;
  /** Bank days after the due date on which the money may still come. */
  readonly settleBankDays: number;
  /** So many bank days more are waited for when the bank's own file has not come. */
  readonly patienceBankDays: number;
};

export const deadlines: readonly Row<DeadlineRule>[] = [
  {
    from: Temporal.PlainDate.from("2016-01-01"),
    fromKnown: false,
    value: {
      leadDays: 9,
      leastLeadDays: 4,
      cutOff: "14:00",
      aheadDays: 35,
      settleBankDays: 2,
      patienceBankDays: 5,
    },
    source:
      "four days by 14:00 on a bank day as the netsgiro library has it; nine leave the payer time to see the notice, and are our choice",
    mark: "unconfirmed",
  },
];

/** The moment of sending, by the clock where the ledger is kept. */
export type SentAt = { readonly day: PlainDate; readonly time: string };

/** The first day on which a claim that is sent now may be due: a bank day. */
export function earliestDue(sent: SentAt, leadDays: number, { cutOff }: DeadlineRule, days: MarketDays): PlainDate {
  const inTime = days.isBankDay(sent.day) && sent.time < cutOff;
  const counted = inTime ? sent.day : days.nextBankDay(sent.day);
  return days.bankDayOnOrAfter(counted.add({ days: leadDays }));
}

/** The last day a claim that is sent now is due on. */
export function latestDue({ day }: SentAt, { aheadDays }: DeadlineRule): PlainDate {
  return day.add({ days: aheadDays });
}

/**
 * Nothing came, and nothing is to come: the days to settle have passed, and the bank has told of them, or has been silent for so long that
 * a person must look anyway. A claim due on a weekend is drawn on the next bank day.
 */
export function isSilent(
  facts: { readonly termOn: PlainDate; readonly toldThrough: PlainDate | null; readonly asOf: PlainDate },
  { settleBankDays, patienceBankDays }: DeadlineRule,
  days: MarketDays,
): boolean {
  const { termOn, toldThrough, asOf } = facts;
  const lastOn = days.addBankDays(days.bankDayOnOrAfter(termOn), settleBankDays);
  const after = (one: PlainDate, other: PlainDate): boolean => Temporal.PlainDate.compare(one, other) > 0;
  if (!after(asOf, lastOn)) return false;
  const told = toldThrough !== null && !after(lastOn, toldThrough);
  return told || after(asOf, days.addBankDays(lastOn, patienceBankDays));
}
