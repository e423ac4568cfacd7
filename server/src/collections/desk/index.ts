export { callList, callReasons, type Call, type CallReason } from "./calls.ts";
export {
  answerQuestion,
  askAbout,
  decideCase,
  deskCaseOf,
  deskCases,
  deskMessages,
  questionOf,
  setNext,
  withDeadline,
  type DeskFilter,
  type NextWish,
} from "./desk.ts";
export { caseLetters, type CaseLetter } from "./papers.ts";
export { daysLate, weightOf, worstCases, type Weighed, type WorstAsked } from "./worst.ts";
export {
  DECIDE_WITHIN_WORKING_DAYS,
  deskDecisions,
  nextActions,
  type DeskCase,
  type DeskDecision,
  type DeskMessage,
  type DeskRow,
  type NextAction,
} from "./types.ts";
