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
