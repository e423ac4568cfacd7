import type { NoticeRow, Regime, Row, Sender } from "../contract.ts";
import { anybody, noticeIn, regimeIn } from "../letters.ts";
import { row } from "../rows.ts";

/** Collecting for others needs a licence under both acts. */
const ownClaimOrLicensed: readonly Sender[] = ["owner", "sameGroup", "licensed"];

function regime(id: string, demands: readonly Sender[]): Regime {
  return {
    id,
    sender: {
      nudge: anybody,
      reminder: anybody,
      collectionNotice: demands,
      paymentDemand: demands,
      handOver: anybody,
    },
  };
}

/**
 * Who may send what. Under the act of 2026 only collection companies send collection notices and payment demands; its day
 * in force was not set when the table was reviewed, so that row waits for a person's confirmation.
 */
export const regimes: readonly Row<Regime>[] = [
  row(
    regime("no-1988", ownClaimOrLicensed),
    "law",
    "inkassoloven LOV-1988-05-13-26; inkassoforskriften FOR-1989-07-14-562",
    { to: "2026-12-31" },
  ),
  row(regime("no-2026", ["licensed"]), "unconfirmed", "inkassoloven LOV-2026-05-22-19 sections 19-21", {
    from: "2027-01-01",
    fromKnown: false,
  }),
];

const always = [
  "creditorName",
  "whatTheClaimIsFor",
  "principal",
  "feesSeparately",
  "deadline",
  "paymentReference",
  "humanContact",
];

/** What each letter must say and how long it must give; the steps the law names, with our reminder held to the same 14 days. */
export const notices: readonly Row<NoticeRow>[] = [
  row(
    { step: "reminder", deadlineDays: 14, mustSay: [...always, "paymentPlanOffer"] },
    "law",
    "inkassoforskriften sections 1-2 and 1-3",
    { to: "2026-12-31" },
  ),
  row(
    { step: "collectionNotice", deadlineDays: 14, mustSay: [...always, "paymentPlanOffer", "collectionFollows"] },
    "law",
    "inkassoloven section 9",
    { to: "2026-12-31" },
  ),
  row(
    {
      step: "paymentDemand",
      deadlineDays: 14,
      mustSay: [
        ...always,
        "paymentPlanOffer",
        "interestRateAndStart",
        "whatFollowsIfUnpaid",
        "rightToObject",
        "objectionDeadline",
      ],
      mustPrecede: "collectionNotice",
    },
    "law",
    "inkassoloven section 10",
    { to: "2026-12-31" },
  ),
];

export const regimeAt = regimeIn(regimes);
export const noticeAt = noticeIn(notices);
