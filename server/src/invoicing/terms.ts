import type { DateText, Ledger } from "../ledger/index.ts";
import { marketPack } from "../markets/index.ts";

/** What a ledger gives that has settled no term of its own. */
export const DEFAULT_TERM_DAYS = 14;

/** The due day that a run of a day gives: the ledger's term, moved to the next bank day where the market moves it. */
export function dueDay({ market, settings }: Pick<Ledger, "market" | "settings">, issuedOn: DateText): DateText {
  const day = Temporal.PlainDate.from(issuedOn).add({ days: settings.paymentTermDays ?? DEFAULT_TERM_DAYS });
  return marketPack(market).shiftDue(day).toString();
}

/** When a claim is due that a run invoices: a day the practice system asked for stays, unless it is past; else the run's. */
export function dueOfClaim(askedFor: DateText | null | undefined, issuedOn: DateText, runDue: DateText): DateText {
  return askedFor && askedFor >= issuedOn ? askedFor : runDue;
}
