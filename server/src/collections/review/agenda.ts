import type { DateText } from "../../ledger/index.ts";

/** Which claims a review of what is outstanding looks at, and why (S3-06). Pure. */

/** Why a claim is on the agenda, the most pressing first. */
export const agendaReasons = [
  "carried",
  "promiseBroken",
  "disputed",
  "headOffice",
  "over90",
  "untouched",
  "largest",
  "byHand",
] as const;
export type AgendaReason = (typeof agendaReasons)[number];

/** An overdue claim as the books have it on the day of the review. */
export type Candidate = {
  readonly itemId: string;
  readonly dueOn: DateText;
  readonly openMinor: bigint;
  /** An earlier review decided something that nobody has ticked off. */
  readonly isCarried: boolean;
  /** A promise to pay passed its day. */
  readonly isPromiseBroken: boolean;
  readonly isDisputed: boolean;
  /** Head office has it to decide on. */
  readonly isAtHeadOffice: boolean;
  /** Nobody touched it for a whole cycle. */
  readonly isUntouched: boolean;
};

export type AgendaItem = Pick<Candidate, "itemId" | "dueOn" | "openMinor"> & {
  readonly reasons: readonly AgendaReason[];
};

/** More than a meeting gets through is no agenda. */
export const MOST = 50;
const OLD_DAYS = 90;
const LARGEST = 10;

/**
 * The agenda of a day: what earlier reviews left undone first, then the claims with most reasons, then those with most money; at most fifty.
 * A claim that gives no reason is not on it. Days overdue are counted by the calendar.
 */
export function agendaOf(candidates: readonly Candidate[], today: DateText): readonly AgendaItem[] {
  const oldest = Temporal.PlainDate.from(today).subtract({ days: OLD_DAYS }).toString();
  const byMoney = candidates.toSorted((a, b) => moreMoney(a, b));
  const largest = new Set(byMoney.slice(0, LARGEST).map(({ itemId }) => itemId));
  return byMoney
    .map(({ itemId, dueOn, openMinor, ...is }) => {
      const reasons = agendaReasons.filter((reason) => holds(reason, is, dueOn < oldest, largest.has(itemId)));
      return { itemId, dueOn, openMinor, reasons };
    })
    .filter(({ reasons }) => reasons.length > 0)
    .toSorted((a, b) => carriedFirst(a, b) || b.reasons.length - a.reasons.length || moreMoney(a, b))
    .slice(0, MOST);
}

function holds(
  reason: AgendaReason,
  is: Pick<Candidate, "isCarried" | "isPromiseBroken" | "isDisputed" | "isAtHeadOffice" | "isUntouched">,
  isOld: boolean,
  isLarge: boolean,
): boolean {
  const answers: Readonly<Record<AgendaReason, boolean>> = {
    carried: is.isCarried,
    promiseBroken: is.isPromiseBroken,
    disputed: is.isDisputed,
    headOffice: is.isAtHeadOffice,
    over90: isOld,
    untouched: is.isUntouched,
    largest: isLarge,
    byHand: false,
  };
  return answers[reason];
}

const carriedFirst = (a: AgendaItem, b: AgendaItem): number =>
  Number(b.reasons.includes("carried")) - Number(a.reasons.includes("carried"));

function moreMoney(a: Pick<Candidate, "itemId" | "openMinor">, b: Pick<Candidate, "itemId" | "openMinor">): number {
  if (a.openMinor !== b.openMinor) return a.openMinor > b.openMinor ? -1 : 1;
  return a.itemId < b.itemId ? -1 : 1;
}
