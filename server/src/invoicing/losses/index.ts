export { applyLosses } from "./apply.ts";
export { fileReport, type FiledReport, type ReportWish } from "./file-report.ts";
export { LOSSES, proposeLosses, type AgencyMinimums, type LossWish } from "./propose.ts";
export { recoverLoss, type RecoveryWish } from "./recover.ts";
export {
  LOSS_EXCEPTIONS,
  LOSS_STATES,
  lossRows,
  reportLines,
  reportRows,
  reportsOfItem,
  type LossException,
  type LossReport,
  type LossRow,
  type LossState,
  type ReportLine,
} from "./store.ts";
