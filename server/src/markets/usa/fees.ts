import { noFees } from "../no-fee.ts";
import { regimeAt } from "./notices.ts";

/**
 * Late fees need a prior written agreement and keep to the state's cap; no state's cap is confirmed, so each is 0 (`states.ts`), and so is
 * every fee.
 */
export const { fees, fee } = noFees(
  {
    regimeAt,
    minors: "own rule: guardians are asked, never minors",
    delivery: "own rule: a claim whose statement never came is not late",
    objection: "No Surprises Act; Regulation F: a dispute stops until it is answered",
    conduct: "Regulation F, 12 CFR 1006",
  },
  "unconfirmed",
  "prior written agreement and the state's cap: no cap is confirmed",
);
