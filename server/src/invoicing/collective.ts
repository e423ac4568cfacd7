import { mostLines } from "@kvitt/format-einvoice";
import type { DateText } from "../ledger/index.ts";
import type { CollectivePeriod } from "../parties/index.ts";

type PlainDate = Temporal.PlainDate;

/** The days that one collective invoice gathers: a calendar month, or a week from Monday. */
export type Period = { readonly firstOn: DateText; readonly lastOn: DateText };

/** The period of a customer's kind that a day lies in. */
export function periodOf(day: PlainDate, kind: CollectivePeriod): Period {
  const first = kind === "month" ? day.with({ day: 1 }) : day.subtract({ days: day.dayOfWeek - 1 });
  const last = kind === "month" ? first.with({ day: first.daysInMonth }) : first.add({ days: 6 });
  return { firstOn: first.toString(), lastOn: last.toString() };
}

/**
 * What a line of a collective invoice says: a reference and the month, nothing of patient or treatment (markets: `payer-anonymous`).
 * The reference is the payer's own, else the opaque one; never the KID or the practice system's, which may hold a patient's number.
 */
export function collectiveText(thirdPartyReference: string | null, opaque: string, day: DateText): string {
  return `${thirdPartyReference ?? opaque} ${day.slice(0, 7)}`;
}

/**
 * Claims as documents of at most 200 lines, in their order, each to have a number of its own: receivers and rules of e-invoices choke on more
 * (formats/ehf 10). `linesOf` says how many lines a claim takes.
 */
export function documentsOf<Claim>(claims: readonly Claim[], linesOf: (claim: Claim) => number): Claim[][] {
  const documents: Claim[][] = [];
  let lines = 0;
  for (const claim of claims) {
    const more = linesOf(claim);
    if (documents.length === 0 || lines + more > mostLines) {
      documents.push([]);
      lines = 0;
    }
    documents.at(-1)!.push(claim);
    lines += more;
  }
  return documents;
}
