import type { NoticeRow, Regime, Row, Sender } from "../contract.ts";
import { anybody, nobody, regimeIn } from "../letters.ts";
import { row } from "../rows.ts";

const licence = "art. 115 TULPS";
/** Collecting for third parties needs a licence; no exception for companies of one group is known to us. */
const ownClaimOrLicensed: readonly Sender[] = ["owner", "licensed"];

/** Who may send what. Between the courtesy reminders and the formal notice there is no letter. */
export const regimes: readonly Row<Regime>[] = [
  row(
    {
      id: "it",
      sender: {
        nudge: anybody,
        reminder: anybody,
        collectionNotice: nobody,
        paymentDemand: ownClaimOrLicensed,
        handOver: anybody,
      },
    },
    "known",
    `${licence}: licence for collecting the claims of others`,
  ),
];

export const regimeAt = regimeIn(regimes);

const always = ["creditorName", "whatTheClaimIsFor", "principal", "paymentReference", "humanContact"];
/** Every letter invites to pay or to arrange payment. */
const both = ["wayToPay", "paymentPlanOffer"];

/** Words that threaten, or belong to the formal notice and to courts. Lower case, as stems. */
const threats = [
  "diffida",
  "messa in mora",
  "decreto ingiuntivo",
  "pignoramento",
  "tribunale",
  "avvocato",
  "azione legale",
];

/**
 * What each letter must say. A courtesy reminder (sollecito bonario) gives no deadline by law. The formal notice (diffida e messa in mora,
 * art. 1219 c.c.) goes by registered letter with return receipt or PEC, usually with fifteen days to pay; it starts a consumer's interest
 * and interrupts limitation (art. 2943 c.c.).
 */
export const notices: readonly Row<NoticeRow>[] = [
  row(
    { step: "reminder", deadlineDays: 0, mustSay: [...always, ...both, "nextStepOn"], mustNotSay: threats },
    "known",
    "practice: sollecito bonario; privacy authority's rules on collection (2005)",
  ),
  row(
    {
      step: "paymentDemand",
      deadlineDays: 15,
      mustSay: [...always, ...both, "deadline", "interestRateAndStart", "whatFollowsIfUnpaid"],
      byPost: true,
    },
    "known",
    "art. 1219 c.c.; fifteen days are practice",
  ),
];
