import { divideHalfUp } from "@kvitt/values";
import type { AgencyCostFacts, AgencyCostResult, Row } from "../contract.ts";
import { row, rowAt, rowAtOrEarliest } from "../rows.ts";
import { baseRates } from "./base-rate.ts";

/** A bracket reaches to and including `upToMinor` (null: no end); its factor is in hundredths of the inkassosats. */
export type AgencyBracket = { readonly upToMinor: bigint | null; readonly factorHundredths: bigint };

/** What an agency may ask the debtor to pay, by principal. */
export const agencyBrackets: Row<readonly AgencyBracket[]> = row(
  [
    { upToMinor: 500_00n, factorHundredths: 25n },
    { upToMinor: 1_000_00n, factorHundredths: 35n },
    { upToMinor: 2_500_00n, factorHundredths: 40n },
    { upToMinor: 10_000_00n, factorHundredths: 80n },
    { upToMinor: 50_000_00n, factorHundredths: 160n },
    { upToMinor: 250_000_00n, factorHundredths: 360n },
    { upToMinor: null, factorHundredths: 720n },
  ],
  "law",
  "inkassoforskriften FOR-1989-07-14-562 sections 2-2 and 2-3",
);

/**
 * Cost in øre at the sats of the payment day: doubled when heavy, times 1.5 for a debtor who is no consumer, plus 25 % VAT
 * when the creditor cannot deduct it. Rounded once, half-up to øre, not to kroner.
 */
export function agencyCost(facts: AgencyCostFacts): AgencyCostResult {
  const base = rowAt(baseRates, facts.paidOn);
  const brackets = rowAtOrEarliest([agencyBrackets], facts.paidOn)?.value ?? [];
  const bracket = brackets.find((each) => each.upToMinor === null || facts.principalMinor <= each.upToMinor);
  if (base === undefined || bracket === undefined)
    return {
      ok: false,
      code: "agencyCostNotKnown",
      citation: `no inkassosats is known for ${facts.paidOn.toString()}`,
    };
  const doubled = facts.heavy ? 2n : 1n;
  const halves = facts.debtor === "business" ? 3n : 2n;
  const quarters = facts.creditorDeductsVat ? 4n : 5n;
  const costMinor = divideHalfUp(base.value * bracket.factorHundredths * doubled * halves * quarters, 100n * 2n * 4n);
  return { ok: true, costMinor, unconfirmed: [] };
}
