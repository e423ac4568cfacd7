import type { NoticeRow, Regime, Row, Sender } from "../contract.ts";
import { anybody, nobody, regimeIn } from "../letters.ts";
import { row } from "../rows.ts";

const act = "inkassoloven";
/** Collecting for others needs an authorisation by the police; no exception for companies of one group is known to us. */
const ownClaimOrLicensed: readonly Sender[] = ["owner", "licensed"];

/**
 * Who may send what. A creditor collects its own claim without authorisation. After the demand letter of section 10 there is no further
 * letter of ours: what follows is a collector's or the court's.
 */
export const regimes: readonly Row<Regime>[] = [
  row(
    {
      id: "dk",
      sender: {
        nudge: anybody,
        reminder: anybody,
        collectionNotice: ownClaimOrLicensed,
        paymentDemand: nobody,
        handOver: anybody,
      },
    },
    "seen",
    `${act}: authorisation for collecting the claims of others`,
  ),
];

export const regimeAt = regimeIn(regimes);

const always = ["creditorName", "whatTheClaimIsFor", "principal", "feesSeparately", "deadline", "humanContact"];

/**
 * What each letter must say. A reminder with a fee is clearly a reminder and gives a deadline: ours is the ten days that must lie between
 * two. The demand letter (section 10) gives at least ten days from dispatch in which paying costs nothing more, and its deadline has passed
 * before anything is handed over; the only exception, a claim about to be lost (section 11), is a person's to decide.
 */
export const notices: readonly Row<NoticeRow>[] = [
  row(
    { step: "reminder", deadlineDays: 10, mustSay: [...always, "paymentReference"] },
    "seen",
    "renteloven section 9 b",
  ),
  row(
    {
      step: "collectionNotice",
      deadlineDays: 10,
      mustSay: [
        ...always,
        "creditorNumber",
        "debtorName",
        "whenSupplied",
        "invoiceNumberAndDate",
        "dueOn",
        "interestRateAndStart",
        "total",
        "wayToPay",
        "whatFollowsIfUnpaid",
        "complaintContact",
      ],
    },
    "seen",
    `${act} section 10`,
  ),
  row(
    { step: "handOver", deadlineDays: 0, mustSay: [], mustPrecede: "collectionNotice" },
    "seen",
    `${act} section 10: a demand letter whose deadline has passed`,
  ),
];
