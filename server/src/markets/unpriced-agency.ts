import type { AgencyCostResult } from "./contract.ts";

/** For a country of which no price of a collector is known to us: what the debtor may be asked to pay for one is never guessed. */
export function agencyCostUnknown(): AgencyCostResult {
  return { ok: false, code: "agencyCostNotKnown", citation: "no price of collectors is known" };
}
