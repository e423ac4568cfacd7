import type { FeeStep, NoticeRow, Regime, Row } from "../contract.ts";
import { row, rowAtOrEarliest } from "../rows.ts";

/**
 * Who may send what. Under the act of 2026 only collection companies send collection notices and payment demands; its day
 * in force was not set when the table was reviewed, so that row waits for a person's confirmation.
 */
export const regimes: readonly Row<Regime>[] = [
  row(
    {
      id: "no-1988",
      sender: {
        nudge: "owner",
        reminder: "owner",
        collectionNotice: "owner",
        paymentDemand: "owner",
        handOver: "owner",
      },
    },
    "law",
    "inkassoloven LOV-1988-05-13-26; inkassoforskriften FOR-1989-07-14-562",
    { to: "2026-12-31" },
  ),
  row(
    {
      id: "no-2026",
      sender: {
        nudge: "owner",
        reminder: "owner",
        collectionNotice: "licensed",
        paymentDemand: "licensed",
        handOver: "owner",
      },
    },
    "unconfirmed",
    "inkassoloven LOV-2026-05-22-19 sections 19-21",
    { from: "2027-01-01", fromKnown: false },
  ),
];

/** The regime of a sending day; days before the written sources began belong to the first. */
export function regimeAt(on: Temporal.PlainDate): Row<Regime> | undefined {
  return rowAtOrEarliest(regimes, on);
}

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

const noticesByStep = Map.groupBy(notices, (each) => each.value.step);

/** The rule of a letter on its sending day. */
export function noticeAt(step: FeeStep, on: Temporal.PlainDate): Row<NoticeRow> | undefined {
  return rowAtOrEarliest(noticesByStep.get(step) ?? [], on);
}
