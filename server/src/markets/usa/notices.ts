import type { NoticeRow, Regime, Row, Sender } from "../contract.ts";
import { anybody, regimeIn } from "../letters.ts";
import { row } from "../rows.ts";
import { days } from "./days.ts";

type PlainDate = Temporal.PlainDate;

const regulation = "Regulation F, 12 CFR 1006";
/** A creditor in its own name is no debt collector; one that uses another name becomes one. */
const ownNameOrLicensed: readonly Sender[] = ["owner", "licensed"];

/** Who may send what. The validation notice is a debt collector's. State laws may ask more; none is in our tables. */
export const regimes: readonly Row<Regime>[] = [
  row(
    {
      id: "us-reg-f",
      sender: {
        nudge: ownNameOrLicensed,
        reminder: ownNameOrLicensed,
        collectionNotice: ownNameOrLicensed,
        paymentDemand: ["licensed"],
        handOver: anybody,
      },
    },
    "seen",
    `${regulation}; FDCPA: debt collectors, and creditors under another name`,
    { from: "2021-11-30" },
  ),
];

export const regimeAt = regimeIn(regimes);

const always = ["creditorName", "whatTheClaimIsFor", "principal", "pendingInsurance", "humanContact", "wayToPay"];
const both = ["paymentPlanOffer", "optOut"];

/**
 * Words no letter of ours holds: no suit is spoken of while no state's limitation period is in our tables, and nothing is told to credit
 * bureaus. Lower case, as stems.
 */
const threats = [
  "lawsuit",
  "legal action",
  "attorney",
  "court",
  "garnish",
  "credit bureau",
  "credit report",
  "credit score",
];

/**
 * What each letter must say. Reminders and the final notice are statements in the clinic's own name, which Kvitt holds to the limits of
 * Regulation F by its own choice. The debtor has thirty days from receipt of the validation notice to dispute: `disputeThrough`.
 */
export const notices: readonly Row<NoticeRow>[] = [
  row(
    { step: "reminder", deadlineDays: 0, mustSay: [...always, ...both], mustNotSay: threats },
    "own",
    "own rule: statements as Regulation F would have them",
  ),
  row(
    {
      step: "collectionNotice",
      deadlineDays: 30,
      mustSay: [...always, ...both, "deadline", "whatFollowsIfUnpaid"],
      mustNotSay: threats,
    },
    "own",
    "own rule: a final notice gives as long as a validation notice",
  ),
  row(
    {
      step: "paymentDemand",
      deadlineDays: 30,
      mustSay: [...always, "itemisationDateAndAmounts", "rightToObject", "objectionDeadline", "optOut"],
    },
    "known",
    `${regulation}: validation notice`,
    { from: "2021-11-30" },
  ),
];

/** Bank days after sending on which a validation notice counts as received. */
export const receiptAssumedAfter: Row<number> = row(5, "known", `${regulation}: assumed receipt`, {
  from: "2021-11-30",
});
const disputeDays = 30;

/** The last day to dispute what a validation notice sent on this day says. Saturdays, Sundays and federal holidays are no days of receipt. */
export function disputeThrough(sentOn: PlainDate): PlainDate {
  return days.addBankDays(sentOn, receiptAssumedAfter.value).add({ days: disputeDays });
}
