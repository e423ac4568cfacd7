export type * from "./camt-model.ts";
export { accountNumber } from "./camt-transaction.ts";
export { createCamtReader, parseCamt, readCamt } from "./camt-reader.ts";
export type { CamtEvent, CamtFile, CamtOutcome, CamtReader, CamtVisitor } from "./camt-reader.ts";
export { closingMinor, entryMinor, writeCamt } from "./camt-writer.ts";
export type {
  CamtDraft,
  CamtWriterVersion,
  EntryDraft,
  RemittancePartDraft,
  StatementDraft,
  TransactionDraft,
} from "./camt-writer.ts";
export { collectPages, findStatementGaps } from "./chain.ts";
export type { CollectedPages, StatementGap, StatementLink } from "./chain.ts";
export { returnReasonWords } from "./code-words.ts";
export { describe } from "./describe.ts";
export { identifyMessage } from "./identify.ts";
export { createStatementKeys, entryKey, messageKey } from "./keys.ts";
export type { EntryKeys, NaturalKey } from "./keys.ts";
export type { MessageKind, MessageType } from "./messages.ts";
export type * from "./pain001-model.ts";
export { parsePain001 } from "./pain001-reader.ts";
export type { Pain001Result } from "./pain001-reader.ts";
export { isPayableAccount, isPaymentId } from "./pain001-rules.ts";
export type { PaymentCalendar } from "./pain001-rules.ts";
export { writePain001 } from "./pain001-writer.ts";
export type { WrittenPayments } from "./pain001-writer.ts";
export { nextPayoutState, parsePain002, payoutStateOf } from "./pain002.ts";
export type {
  GroupStatus,
  Pain002Result,
  PaymentStatusReport,
  PayoutState,
  ReportedStatus,
  StatusReason,
  TransactionStatus,
} from "./pain002.ts";
export { maxListedProblems, problemKinds } from "./problems.ts";
export type { Problem, ProblemCode, ProblemLevel, ProblemScope } from "./problems.ts";
export { looksLikeReference, normaliseReference, referenceCandidates, textReferences } from "./references.ts";
export type { HasShape, ReferenceCandidate, ReferenceSource } from "./references.ts";
export { xmlLimits } from "./xml.ts";
export type { XmlLimits } from "./xml.ts";
