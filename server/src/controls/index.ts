export { controlChecks } from "./checks.ts";
export {
  acknowledgeAlarm,
  clearAlarms,
  listAlarms,
  raiseAlarm,
  raiseAlarmAgain,
  type Alarm,
  type AlarmInput,
} from "./alarms.ts";
export {
  approvalDay,
  approvalKinds,
  approvalRows,
  decideApproval,
  defaultMatrix,
  deputisedRoles,
  endDeputy,
  historyOf,
  judgementOf,
  listDeputies,
  listMatrices,
  listRequests,
  matrixOn,
  mayStandIn,
  nameDeputy,
  nudgeApprovers,
  REMARK_KINDS,
  remarkOn,
  remarksOf,
  requestRow,
  setMatrix,
  standingInFor,
  verdictBefore,
  verdictOf,
  type ApprovalCause,
  type ApprovalKind,
  type ApprovalMatrix,
  type ApprovalRow,
  type ApprovalRule,
  type Band,
  type Deputy,
  type DeputyWish,
  type Granted,
  type MatrixRow,
  type Remark,
  type Request,
  type RequestDraft,
  type RequestRow,
  type Verdict,
} from "./approvals/index.ts";
export { applyProposal, type Applied, type Applier } from "./apply.ts";
export { Overtaken, type Turn } from "./turns.ts";
export {
  checkRuns,
  checkStates,
  runOneCheck,
  type BrokenCheck,
  type CheckRun,
  type CheckState,
} from "./check-history.ts";
export { controlsErrors } from "./errors.ts";
export { endHolds, heldElsewhere, heldSince, holdLines, holdsBeyond, releaseLines } from "./holding.ts";
export { wrongKind } from "./kinds.ts";
export { listed, type LineBundle } from "./line-bundles.ts";
export {
  approveProposal,
  createProposal,
  createProposalOf,
  listProposals,
  proposalById,
  proposalLines,
  refuseProposal,
  withdrawProposal,
} from "./propose.ts";
export { readyRows as readyLines, undoneLines, waitingFor } from "./store.ts";
export { nightlyChecks, runChecks, type CheckResult } from "./run-checks.ts";
export { cancelProposal, lineGroups, pauseProposal, restProposal, retryFailed } from "./under-way.ts";
export type {
  AppliedTotals,
  Hold,
  HoldFilter,
  LineFilter,
  LineGroup,
  LineOutcome,
  LineState,
  Proposal,
  ProposalDraft,
  ProposalFilter,
  LineToApply,
  ProposalLine,
  ProposalLineDraft,
  ProposalState,
  ReadyLines,
  WaitingLine,
} from "./types.ts";
