export { activeAgreement, agencySecret, saveAgencyAgreement, type AgreementWish } from "./agreement.ts";
export type { LostClaims } from "./book.ts";
export { agencyChecks } from "./checks.ts";
export { handOverCases, type HandedOver, type HandOverWays } from "./hand-over.ts";
export { agencyEventsOf, agencyReportsOf, type AgencyEventSeen, type AgencyReportSeen } from "./history.ts";
export { listForAgency } from "./list-cases.ts";
export { packetLacks, type PacketLack } from "./field-check.ts";
export { previewHandOver, type HandOverPreview } from "./preview.ts";
export { openPacket as agencyPacket, type InvoiceNumbers } from "./packet.ts";
export { reportToAgency, withdrawFromAgency } from "./reports.ts";
export {
  askBack,
  noteNotices,
  objectToHandOver,
  setNoticeSent,
  unsentNotices,
  type AgencyNotice,
} from "./stop-list.ts";
export {
  agreementRows as agencyAgreements,
  caseRows as agencyCases,
  stopList,
  stopListCount,
  type CasesAsked,
  type StopListAsked,
} from "./store.ts";
export { takeStatuses, type FileFailure, type Polled, type StatusWays } from "./take-statuses.ts";
export {
  agencyCaseStates,
  agencyEnds,
  reportKinds,
  type AgencyAgreement,
  type AgencyCase,
  type AgencyCaseState,
  type AgencyEnd,
  type ReportKind,
} from "./types.ts";
