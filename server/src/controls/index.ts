export { clearAlarms, listAlarms, raiseAlarm, type Alarm, type AlarmInput } from "./alarms.ts";
export { applyProposal, type Applier } from "./apply.ts";
export { controlsErrors } from "./errors.ts";
export { wrongKind } from "./kinds.ts";
export {
  approveProposal,
  createProposal,
  holdLines,
  listProposals,
  proposalById,
  proposalLines,
  withdrawProposal,
} from "./propose.ts";
export { nightlyChecks, runChecks, type CheckResult } from "./run-checks.ts";
export type {
  AppliedTotals,
  LineOutcome,
  LineState,
  Proposal,
  ProposalDraft,
  ProposalFilter,
  ProposalLine,
  ProposalLineDraft,
  ProposalState,
} from "./types.ts";
