import type { FeeDecision, FeeFacts, Letter, Mark, Row } from "./contract.ts";
import { type FeeLaw, namedAmount, type NamedAmount, namedAmountFee } from "./fees.ts";
import { row } from "./rows.ts";

const letters: readonly Letter[] = ["reminder", "collectionNotice", "paymentDemand"];

/** The fees of a country whose law names none: nothing, on every letter, with the reason. */
export function noFees(
  law: FeeLaw,
  mark: Mark,
  source: string,
): { readonly fees: readonly Row<NamedAmount>[]; readonly fee: (facts: FeeFacts) => FeeDecision } {
  const fees = letters.map((step) =>
    row<NamedAmount>(
      { step, debtor: "any", amount: namedAmount(0n), daysAfterDue: 1, most: 0, needsAgreement: true },
      mark,
      source,
    ),
  );
  return { fees, fee: namedAmountFee(fees, law, () => null) };
}
