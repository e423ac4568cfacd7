export {
  stateAtRisk,
  stateAtRiskOfItems,
  supportBoard,
  supportOfInvoice,
  supportSums,
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
