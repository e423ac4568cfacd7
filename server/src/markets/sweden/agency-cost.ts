import type { AgencyAct, AgencyCostFacts, AgencyCostResult, Row } from "../contract.ts";
import { row, rowAt } from "../rows.ts";
import { amountsInTheActSince } from "./fees.ts";

const act = "lag (1981:739) section 4";
const court = "public price list of the enforcement authority and its agents";

/** What each act costs the debtor, in öre. Court and enforcement are paid when the claim is upheld. No VAT is added towards the debtor. */
export const agencyActs: readonly Row<{ readonly act: AgencyAct; readonly amountMinor: bigint }>[] = [
  row({ act: "paymentDemand", amountMinor: 180_00n }, "law", act, { from: amountsInTheActSince }),
  row({ act: "instalmentPlan", amountMinor: 170_00n }, "law", act, { from: amountsInTheActSince }),
  row({ act: "courtApplication", amountMinor: 300_00n }, "seen", court),
  row({ act: "agentsFee", amountMinor: 380_00n }, "seen", court),
  row({ act: "execution", amountMinor: 600_00n }, "seen", court),
];

const byAct = Map.groupBy(agencyActs, (each) => each.value.act);

/** By what was done, not by the principal. One act whose price is not known on the day refuses the whole. */
export function agencyCost({ done, paidOn }: AgencyCostFacts): AgencyCostResult {
  let costMinor = 0n;
  for (const each of new Set(done)) {
    const found = rowAt(byAct.get(each) ?? [], paidOn);
    if (found === undefined)
      return {
        ok: false,
        code: "agencyCostNotKnown",
        citation: `no price is known for ${each} on ${paidOn.toString()}`,
      };
    costMinor += found.value.amountMinor;
  }
  return { ok: true, costMinor, unconfirmed: [] };
}
