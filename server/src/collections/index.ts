export { decide, decideAll } from "./decide.ts";
export type * from "./decide-model.ts";
export { gatherLetters, stillStands, type GatheredLetter, type LetterPart } from "./letters.ts";
export {
  effectivePolicy,
  type EffectivePolicy,
  type Hold,
  type HoldReason,
  holdReasons,
  holdRefusal,
  type HoldRefusal,
  inForce,
  mayMoveDueDate,
  type OverrideRefusal,
  type PolicyAnswer,
  policyOfItem,
} from "./policy.ts";
export { defaultPolicy, swedishChain, swedishChainLocks } from "./policy-data.ts";
export { type LawBreach, type LawBreachCode, lawBreaches } from "./policy-law.ts";
export { lawLimits, type LawLimit } from "./policy-limits.ts";
export * from "./policy-model.ts";
export {
  type CalendarGap,
  followUpDay,
  timeline,
  type Timeline,
  type TimelineFacts,
  type TimelineStep,
  workingDaysBetween,
} from "./timeline.ts";

export {
  activeAgreement,
  agencyAgreements,
  agencyCases,
  stopList,
  stopListCount,
  agencyCaseStates,
  agencyEnds,
  agencyEventsOf,
  agencyReportsOf,
  agencyPacket,
  agencySecret,
  askBack,
  handOverCases,
  noteNotices,
  objectToHandOver,
  packetLacks,
  previewHandOver,
  reportKinds,
  reportToAgency,
  saveAgencyAgreement,
  setNoticeSent,
  takeStatuses,
  unsentNotices,
  withdrawFromAgency,
  type AgencyAgreement,
  type AgencyCase,
  type AgencyEventSeen,
  type AgencyNotice,
  type FileFailure,
  type HandOverPreview,
  type HandOverWays,
  type InvoiceNumbers,
  type LostClaims,
  type StatusWays,
} from "./agency/index.ts";
export { agencyMinimums } from "./agency-minimum.ts";
export { applyFollowUp, type TakenBy } from "./apply.ts";
export { letterIdOf, letterKey } from "./letter-key.ts";
export { followUpRoutines, type FollowUpRoutine } from "./clinic-routine.ts";
export { followUpToday, overdueOn, type FollowUpToday, type Overdue } from "./day.ts";
export { countOutcomes, letterProofs, outcomes, type LetterProof, type Outcome } from "./day-store.ts";
export {
  answerQuestion,
  askAbout,
  callList,
  callReasons,
  caseLetters,
  decideCase,
  deskCaseOf,
  deskCases,
  deskDecisions,
  deskMessages,
  nextActions,
  questionOf,
  setNext,
  worstCases,
  type DeskCase,
  type DeskFilter,
  type DeskMessage,
} from "./desk/index.ts";
export {
  addToReview,
  agendaReasons,
  closeReview,
  listReviews,
  openReview,
  reviewById,
  reviewDecisions,
  reviewItems,
  sayInReview,
  tickOff,
  type Review,
  type ReviewItem,
} from "./review/index.ts";
export {
  alarmAboutNeglect,
  coverage,
  CYCLES,
  neglected,
  NEGLECTED,
  neglectedCount,
  setCycle,
  type Coverage,
  type CycleKind,
  type Neglected,
} from "./cycles/index.ts";
export { dryRun, type DryRun } from "./dry-run.ts";
export { checkPolicy, type PolicyCheck } from "./check-policy.ts";
export { collectionsErrors } from "./errors.ts";
export {
  alarmAboutData,
  confirmComplete,
  DATA_MISSING,
  declarationsOf,
  declareComplete,
  freshnessOf,
  isBankComplete,
  type Declaration,
  type Freshness,
  type Missing,
} from "./freshness.ts";
export { holdLine, releaseLine } from "./hold-line.ts";
export { measuresByItem, type Measure } from "./measures.ts";
export { previewLetter, type LetterPreview } from "./letter-preview.ts";
export { linesSeen, type LineSeen } from "./lines-seen.ts";
export { letterContent, lettersNow, type LetterContent } from "./letter-now.ts";
export { policyFields, policyJson, type OverrideJson, type PolicyJson } from "./policy-schema.ts";
export type { PolicyRow } from "./policy-store.ts";
export {
  agencyStatuses,
  type AgencyEvent,
  type DebtCollectionAgency,
  type OverdueOf,
  type RestingItems,
} from "./ports.ts";
export { FOLLOW_UP, proposeFollowUp, type Approval, type FollowUpQuestion } from "./propose.ts";
export {
  approvePolicy,
  chainOn,
  listPolicies,
  policyTemplates,
  setFollowUpWeekday,
  setPolicy,
  type PolicyTemplate,
  type PolicyWish,
} from "./set-policy.ts";
export { runTimes, type RunTimes } from "./run-times.ts";
export { runRows as recentRuns, type RunRow } from "./run-store.ts";
export { callForData, prepareFollowUp, runFollowUp, type RunOutcome } from "./run.ts";
export { runSimulation, SIMULATE, simulationOf, startSimulation, type SimulationResult } from "./simulation/index.ts";
export { tooLarge } from "./run-size.ts";
export {
  caseEvents,
  caseOf,
  listCases,
  type CaseEvent,
  type CaseFilter,
  type CaseRow,
  type FollowUpCase,
} from "./cases.ts";
export { collectionsChecks } from "./checks.ts";
export { contactChannels, type ContactChannel } from "./claim-of.ts";
export { answerDispute, registerDispute, type DisputeAnswer, type DisputeWish } from "./disputes.ts";
export { endHold, setHold, type HoldWish } from "./holds.ts";
export { registerPromise, writeContactNote, type NoteWish, type PromiseWish } from "./promises.ts";
