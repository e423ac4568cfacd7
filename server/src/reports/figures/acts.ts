import type { AuditAction } from "../../platform/index.ts";

/** What invoices give people to do, in the order it is told. */
export const WORK_KINDS = [
  "invoicing",
  "messages",
  "money",
  "contact",
  "followUp",
  "arrangements",
  "credits",
  "cases",
  "monthEnd",
] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

/**
 * A touch is one act of a signed-in person on record in the audit trail, however many invoices it is about: a payment placed, a run approved, a
 * call taken down, a reminder sent by hand. Looking, settings, access, and what a payer, a program or the routine does are none; nor is what an
 * approved run does afterwards, since the approval was.
 */
export const ACTS: Readonly<Record<Exclude<WorkKind, "invoicing">, readonly AuditAction[]>> = {
  messages: [
    "message.sent",
    "invoice.sentByHand",
    "payLink.printed",
    "payLink.revoked",
    "request.chosen",
    "deliveryTask.solved",
    "party.contactSet",
  ],
  money: [
    "bankLine.solved",
    "bankLine.accepted",
    "bankLine.released",
    "bankLine.dismissed",
    "bankLine.snoozed",
    "bankLine.solutionUndone",
    "statementLine.solved",
    "statementLine.snoozed",
    "statementLine.solutionUndone",
    "bankFile.released",
    "bankFile.turnedDown",
    "credit.moved",
    "credit.moveUndone",
    "deposit.taken",
    "deposit.kept",
    "deposit.takenBack",
    "payment.begun",
    "payment.cancelled",
  ],
  contact: [
    "followUp.noteWritten",
    "followUp.promiseRegistered",
    "followUp.disputeRegistered",
    "followUp.disputeAnswered",
    "party.noteWritten",
  ],
  followUp: [
    "followUp.holdSet",
    "followUp.holdEnded",
    "followUp.feeWithdrawn",
    "followUp.sourceDeclared",
    "followUp.sourceConfirmed",
  ],
  arrangements: ["item.dueMoved", "item.paused", "item.pauseEnded", "item.split", "item.splitUndone"],
  credits: ["claim.withdrawn", "practiceCredit.acknowledged"],
  cases: [
    "desk.asked",
    "desk.answered",
    "desk.decided",
    "desk.nextSet",
    "agency.caseAskedBack",
    "loss.recovered",
    "loss.reportFiled",
    "state.gapExplained",
    "dossier.exported",
  ],
  monthEnd: [
    "monthEnd.packSigned",
    "period.closed",
    "remittance.acknowledged",
    "state.payoutFiled",
    "state.reclaimFiled",
  ],
};

/** What people do to a proposal is work of the kind that the proposal is of. */
export const PROPOSAL_ACTS: readonly AuditAction[] = [
  "proposal.made",
  "proposal.linesHeld",
  "proposal.linesReleased",
  "proposal.approved",
  "proposal.refused",
  "proposal.withdrawn",
  "proposal.cancelled",
  "proposal.paused",
  "proposal.retried",
  "proposal.remarked",
  "proposal.nudged",
];

/** Kinds of proposals by the work they are; a kind that does not stand here is a credit or a repayment. */
export const PROPOSAL_WORK: Readonly<Record<string, WorkKind>> = {
  invoices: "invoicing",
  followUp: "followUp",
  matchSuggestions: "money",
  losses: "cases",
};

/** The roles that work at a clinic; whoever holds any other works at head office. */
export const CLINIC_ROLES = ["reception", "clinicManager"] as const;
