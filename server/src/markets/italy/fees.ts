import { noFees } from "../no-fee.ts";
import { regimeAt } from "./notices.ts";

/**
 * No statute gives a reminder fee. Costs that were agreed, reasonable and documented could be asked for: that is a person's decision on the
 * single claim, and never a letter's. What a business owes for late payment is its compensation of 40 EUR.
 */
export const { fees, fee } = noFees(
  {
    regimeAt,
    minors: "own rule: guardians are asked, never minors",
    delivery: "own rule: a claim whose invoice never came is not late",
    objection: "own rule: what is disputed is answered first",
    conduct: "privacy authority's rules on collection (2005)",
  },
  "known",
  "no reminder fee in any statute; only documented costs, agreed and reasonable",
);
