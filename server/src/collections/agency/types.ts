import type { DateText } from "../../ledger/index.ts";
import type { AgencyStatus } from "../ports.ts";

/** The words of hand-over to a collection agency. */

export const agencyCaseStates = ["listed", "sending", "atAgency", "ended"] as const;
export type AgencyCaseState = (typeof agencyCaseStates)[number];

/** How a case ended. Those of `backToHeadOffice` may be handed over anew; a failed one is proposed as a loss. */
export const agencyEnds = [
  "takenOff",
  "objected",
  "refused",
  "rejected",
  "withdrawn",
  "stopped",
  "failed",
  "paid",
] as const;
export type AgencyEnd = (typeof agencyEnds)[number];

/** What an agency is told of: money and credits that came to the clinic, and that such was taken back. */
export const reportKinds = ["payment", "credit", "reversal"] as const;
export type ReportKind = (typeof reportKinds)[number];

export type AgencyAgreement = {
  readonly id: string;
  readonly ledgerId: string;
  readonly agency: string;
  readonly clientId: string;
  readonly secretSealed: Buffer | null;
  readonly state: "active" | "paused";
  /** Cases leave on the so-manieth such weekday of a month; Monday is 1. */
  readonly leavesWeek: number;
  readonly leavesWeekday: number;
  readonly toldThrough: string | null;
  readonly polledAt: Temporal.Instant | null;
  /** Since when the ledger has one with this agency or another. */
  readonly madeAt: Temporal.Instant;
};

export type AgencyCase = {
  readonly id: string;
  readonly ledgerId: string;
  readonly itemId: string;
  readonly agreementId: string;
  readonly stepId: string;
  readonly state: AgencyCaseState;
  readonly status: AgencyStatus | null;
  readonly ended: AgencyEnd | null;
  readonly why: string | null;
  readonly listedOn: DateText;
  readonly leavesOn: DateText;
  readonly toldAt: Temporal.Instant | null;
  readonly packetSealed: Buffer | null;
  readonly packetAt: Temporal.Instant | null;
  readonly reference: string | null;
  readonly handedAt: Temporal.Instant | null;
  readonly capitalMinor: bigint;
  readonly collectedMinor: bigint;
  readonly withdrawAskedAt: Temporal.Instant | null;
  readonly endedOn: DateText | null;
};
