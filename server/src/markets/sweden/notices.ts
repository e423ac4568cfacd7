import type { NoticeRow, Regime, Row } from "../contract.ts";
import { anybody, nobody, regimeIn } from "../letters.ts";
import { row } from "../rows.ts";

const act = "inkassolagen (1974:182)";

/**
 * Who may send what. A reminder is no debt collection as long as it only states a time to pay (section 1). Own claims need no licence,
 * nor does a company that collects for another of its group (section 2): a chain's head office may act for its clinics. There is no
 * letter between the reminder and the demand.
 */
export const regimes: readonly Row<Regime>[] = [
  row(
    {
      id: "se-1974",
      sender: {
        nudge: anybody,
        reminder: anybody,
        collectionNotice: nobody,
        paymentDemand: ["owner", "sameGroup", "licensed"],
        handOver: anybody,
      },
    },
    "law",
    `${act} sections 1 and 2`,
  ),
];

export const regimeAt = regimeIn(regimes);

const always = ["creditorName", "whatTheClaimIsFor", "principal", "feesSeparately", "paymentReference", "humanContact"];

/** Words that would make a reminder a demand, with all that section 5 asks of one. Lower case, as stems. */
const threats = ["kronofogd", "utmätning", "betalningsanmärkning", "betalningsföreläggande", "rättslig", "domstol"];

/**
 * What each letter must say. A reminder gives no new due day: it names the day of the next step. A demand gives a reasonable time to pay
 * or object; at least eight days is practice, not law. No legal step is taken before that time is over (section 6).
 */
export const notices: readonly Row<NoticeRow>[] = [
  row(
    { step: "reminder", deadlineDays: 0, mustSay: [...always, "nextStepOn"], mustNotSay: threats },
    "law",
    `${act} section 1`,
  ),
  row(
    {
      step: "paymentDemand",
      deadlineDays: 8,
      mustSay: [
        ...always,
        "transferOfTheClaim",
        "interestSeparately",
        "interestRatePeriodAndCapital",
        "deadline",
        "rightToObject",
        "wayToPay",
      ],
    },
    "seen",
    `${act} section 5; eight days are practice`,
  ),
];
