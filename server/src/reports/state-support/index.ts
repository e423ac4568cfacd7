export {
  rowsOfBoards,
  stateAtRisk,
  stateAtRiskOfItems,
  supportBoard,
  supportBoards,
  supportOfInvoice,
  type SupportBoard,
  type SupportRow,
  type SupportSum,
} from "./board.ts";
export {
  MEASURES,
  SUPPORT_STATES,
  supportStanding,
  type MeasureName,
  type SupportStanding,
  type SupportState,
} from "./standing.ts";
