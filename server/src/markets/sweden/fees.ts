import { compareDates } from "@kvitt/values";
import type { FeeFacts, FeeStep, Row } from "../contract.ts";
import { type FeeLaw, type FeeRefusal, feeRefused, namedAmount, type NamedAmount, namedAmountFee } from "../fees.ts";
import { row } from "../rows.ts";
import { regimeAt } from "./notices.ts";

const act = "lag (1981:739) om ersättning för inkassokostnader m.m.";
/** The day from which the amounts stand in the Act itself; the regulation 1981:1057 that held them before is repealed. */
export const amountsInTheActSince = "2013-03-16";

/**
 * A reminder costs something only where the debtor agreed to it no later than the debt arose, a demand without any agreement, a written
 * instalment plan when it is made together with the debtor. The law gives no number of reminders; one fee for each claim is our rule.
 */
export const fees: readonly Row<NamedAmount>[] = [
  row(feeRow("reminder", 60_00n, true), "law", `${act} section 3`, { from: amountsInTheActSince }),
  row(feeRow("paymentDemand", 180_00n, false), "law", `${act} section 4`, { from: amountsInTheActSince }),
  row({ ...feeRow("instalmentPlan", 170_00n, false), daysAfterDue: 0 }, "law", `${act} section 4`, {
    from: amountsInTheActSince,
  }),
];

function feeRow(step: FeeStep, amountMinor: bigint, needsAgreement: boolean): NamedAmount {
  return { step, debtor: "any", amount: namedAmount(amountMinor), daysAfterDue: 1, most: 1, needsAgreement };
}

const law: FeeLaw = {
  regimeAt,
  minors: "own rule: guardians are asked, never minors",
  delivery: `${act} section 3: the claim is due`,
  objection: "inkassolagen (1974:182) section 8",
  conduct: "inkassolagen (1974:182) section 4",
};

/**
 * May this letter or plan carry a fee, and which? Amount in öre. After what every market asks comes the agreement, then the number of fees.
 * A letter that may carry no fee may still be sent. What of the 450 kr a business owes goes beyond its fees is `compensationBeyondFees`.
 */
export const fee = namedAmountFee(fees, law, agreementOrCountRefuses);

function agreementOrCountRefuses(facts: FeeFacts, { value, source }: Row<NamedAmount>): FeeRefusal | null {
  const { feeAgreedOn, debtAroseOn, earlierFeeLetters, step } = facts;
  const isAgreed = feeAgreedOn !== null && compareDates(feeAgreedOn, debtAroseOn) <= 0;
  if (value.needsAgreement && !isAgreed)
    return feeRefused("feeNotAgreed", source, `agreed by ${debtAroseOn.toString()}`);
  const sameStep = earlierFeeLetters.filter((letter) => letter.step === step).length;
  return sameStep >= value.most ? feeRefused("feeCountReached", "own rule: one fee for each kind of letter") : null;
}
