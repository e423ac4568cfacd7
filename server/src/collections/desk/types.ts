import type { DateText } from "../../ledger/index.ts";
import type { AgencyCaseState } from "../agency/index.ts";
import type { LevelName } from "../policy-model.ts";

/** The words of head office's case desk (H-03). */

export const deskDecisions = ["telephone", "plan", "agency", "hold"] as const;
export type DeskDecision = (typeof deskDecisions)[number];
export const nextActions = [...deskDecisions, "answer", "wait"] as const;
export type NextAction = (typeof nextActions)[number];

/** Working days head office has to decide what is done with a case (DP-021). */
export const DECIDE_WITHIN_WORKING_DAYS = 3;

/** A case that came to head office: decided on or not, with whom it lies and what is next. */
export type DeskRow = {
  readonly itemId: string;
  readonly ledgerId: string;
  readonly partyId: string;
  readonly reference: string | null;
  readonly dueOn: DateText;
  readonly openMinor: bigint;
  readonly lastLevel: LevelName;
  /** The day it came, or came back. */
  readonly cameOn: DateText;
  readonly ownerId: string | null;
  readonly nextAction: NextAction | null;
  readonly nextOn: DateText | null;
  readonly decision: DeskDecision | null;
  readonly decidedOn: DateText | null;
  readonly agencyState: AgencyCaseState | null;
  readonly agencyStatus: string | null;
  /** Questions of the clinic, and to it, that nobody has answered. */
  readonly unanswered: number;
};

/** With the day by which it is to be decided, and whether that has passed: red. */
export type DeskCase = DeskRow & { readonly decideBy: DateText; readonly isOverdue: boolean };

export type DeskMessage = {
  readonly id: string;
  readonly answers: string | null;
  readonly askedOf: "headOffice" | "clinic";
  /** Null where the payer was erased. */
  readonly words: string | null;
  readonly by: string;
  readonly at: Temporal.Instant;
};
