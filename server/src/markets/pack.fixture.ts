/** What the tests of every country ask in the same way. */
import Holidays from "date-holidays";
import type { FeeFacts, FeeLetter, InterestResult, MarketPack } from "./contract.ts";

type PlainDate = Temporal.PlainDate;

export const date = (text: string): PlainDate => Temporal.PlainDate.from(text);
export const texts = (days: readonly (PlainDate | null)[]): readonly string[] => days.map(String);

/** Treated on 1 March 2026, due on the 27th, a reminder on 7 April. */
export const plainFee: FeeFacts = {
  step: "reminder",
  debtor: "consumer",
  debtAroseOn: date("2026-03-01"),
  feeAgreedOn: null,
  dueOn: date("2026-03-27"),
  sentOn: date("2026-04-07"),
  earlierFeeLetters: [],
  sender: "owner",
  debtorIsMinor: false,
  reasonableObjection: false,
  conductBroken: false,
  planBroken: false,
};

export const feeLetter = (step: FeeLetter["step"], on: string): FeeLetter => ({
  step,
  sentOn: date(on),
  deadlineOn: date(on),
});

/** The fee in minor units, or the code of the refusal. */
export function feeOrCode({ fee }: Pick<MarketPack, "fee">, changes: Partial<FeeFacts>): bigint | string {
  const decision = fee({ ...plainFee, ...changes });
  return decision.ok ? decision.feeMinor : decision.code;
}

export function sumOrCode(result: InterestResult): bigint | string {
  return result.ok ? result.totalMinor : result.code;
}

/** The days a year is closed from Monday to Friday, as `MM-DD`. */
export function closedWeekdays({ days }: Pick<MarketPack, "days">, year: number): string {
  const weekdays = days.bankClosed(year).filter((day) => day.dayOfWeek <= 5);
  return weekdays.map((day) => day.toString().slice(5)).join(" ");
}

/** The public holidays that an independent table gives for a year, each on its own day. */
export function witnessed(country: string, year: number): readonly string[] {
  const theirs = new Holidays(country).getHolidays(year).filter((each) => each.type === "public" && !each.substitute);
  return [...new Set(theirs.map((each) => each.date.slice(0, 10)))].toSorted();
}

export function phoneText({ identity }: Pick<MarketPack, "identity">, text: string): string | null {
  const phone = identity.phone(text);
  return phone === null ? null : `${phone.e164}${phone.mobile ? " mobile" : ""}`;
}
