export { parse, type Parsed, validate } from "./parse.ts";
export { serialise, serialiseRecord } from "./serialise.ts";
export { describe, type DescribeOptions } from "./describe.ts";
export { type Chunks, NotValidated, payments, validateStream } from "./stream.ts";
export { FileChecker, type RecordSink } from "./file-checker.ts";
export type { RecordContext } from "./assignment-check.ts";
export { ledgerMinor, type OcrPayment, PaymentCollector } from "./payment.ts";
export { type OcrOrder, type OcrOrderAssignment, type OcrOrderPayment, writeOcr } from "./write-ocr.ts";
export {
  type AvtaleGiroOrder,
  type AvtaleGiroOrderAssignment,
  type AvtaleGiroOrderLine,
  writeAvtaleGiro,
} from "./write-avtalegiro.ts";
export type { Refusal, Written } from "./refusal.ts";
export type { CheckOptions } from "./options.ts";
export type { AssignmentSummary, Verdict } from "./verdict.ts";
export type { LumpSum } from "./totals.ts";
export { mostProblemsListed, type Problem } from "./problems.ts";
export { type Level, type ProblemCode, rules } from "./rules.ts";
export { kidProblem } from "./kid.ts";
export type { AssignmentKind } from "./places.ts";
export * from "./file.ts";
export { type NetsRecord, type RecordKind, recordLayouts } from "./record-layouts.ts";
export * from "./transmission-records.ts";
export * from "./ocr-records.ts";
export * from "./avtalegiro-records.ts";
