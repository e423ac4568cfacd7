import type {
  Agreement,
  CancellationItem1,
  CancellationItem2,
  ClaimItem1,
  ClaimItem2,
  EndAgreements,
  EndAvtaleGiro,
  Specification,
  StartAvtaleGiro,
} from "./avtalegiro-records.ts";
import type { AmountItem1, AmountItem2, AmountItem3, EndOcr, StartOcr } from "./ocr-records.ts";
import type { NetsRecord } from "./record-layouts.ts";
import type { EndTransmission, StartTransmission } from "./transmission-records.ts";

/** A file of the upper level: it mirrors the transmission. */
export interface NetsFile {
  readonly start: StartTransmission;
  readonly assignments: readonly Assignment[];
  readonly end: EndTransmission;
  readonly breaks: LineBreaks;
}

/** How the lines of a file end, kept so that it can be written back to the byte. */
export interface LineBreaks {
  /** Between records; empty when the file has no line breaks. */
  readonly separator: "\r\n" | "\n" | "";
  /** Where it is another, by line. */
  readonly exceptions?: ReadonlyMap<number, "\r\n" | "\n" | "">;
  /** All that follows the last record: line breaks, and perhaps a 0x1A. */
  readonly tail: string;
}

export type Assignment = OcrAssignment | ClaimsAssignment | CancellationsAssignment | AgreementsAssignment;

/** Payments in, reported by the bank for one account. */
export interface OcrAssignment {
  readonly kind: "ocr";
  readonly start: StartOcr;
  readonly transactions: readonly OcrTransaction[];
  readonly end: EndOcr;
}

export interface OcrTransaction {
  readonly item1: AmountItem1;
  readonly item2: AmountItem2;
  /** Of types 20 and 21, and only of these. */
  readonly item3?: AmountItem3;
}

/** Amounts to be drawn from payers who signed a standing authority. */
export interface ClaimsAssignment {
  readonly kind: "claims";
  readonly start: StartAvtaleGiro;
  readonly transactions: readonly ClaimTransaction[];
  readonly end: EndAvtaleGiro;
}

export interface ClaimTransaction {
  readonly item1: ClaimItem1;
  readonly item2: ClaimItem2;
  readonly specifications: readonly Specification[];
}

/** Claims sent before that shall not be drawn. */
export interface CancellationsAssignment {
  readonly kind: "cancellations";
  readonly start: StartAvtaleGiro;
  readonly transactions: readonly CancellationTransaction[];
  readonly end: EndAvtaleGiro;
}

export interface CancellationTransaction {
  readonly item1: CancellationItem1;
  readonly item2?: CancellationItem2;
  readonly specifications: readonly Specification[];
}

/** Standing authorities of an account: the whole list, or what changed. */
export interface AgreementsAssignment {
  readonly kind: "agreements";
  readonly start: StartAvtaleGiro;
  readonly transactions: readonly Agreement[];
  readonly end: EndAgreements;
}

/** The records of a file in order: the lower level, one a line. */
export function recordsOf(file: NetsFile): NetsRecord[] {
  return [
    { kind: "startTransmission", fields: file.start },
    ...file.assignments.flatMap(recordsOfAssignment),
    { kind: "endTransmission", fields: file.end },
  ];
}

function recordsOfAssignment(assignment: Assignment): NetsRecord[] {
  switch (assignment.kind) {
    case "ocr":
      return [
        { kind: "startOcr", fields: assignment.start },
        ...assignment.transactions.flatMap(recordsOfPayment),
        { kind: "endOcr", fields: assignment.end },
      ];
    case "claims":
      return [
        { kind: "startClaims", fields: assignment.start },
        ...assignment.transactions.flatMap(recordsOfClaim),
        { kind: "endClaims", fields: assignment.end },
      ];
    case "cancellations":
      return [
        { kind: "startCancellations", fields: assignment.start },
        ...assignment.transactions.flatMap(recordsOfCancellation),
        { kind: "endCancellations", fields: assignment.end },
      ];
    case "agreements":
      return [
        { kind: "startAgreements", fields: assignment.start },
        ...assignment.transactions.map((fields): NetsRecord => ({ kind: "agreement", fields })),
        { kind: "endAgreements", fields: assignment.end },
      ];
  }
}

function recordsOfPayment({ item1, item2, item3 }: OcrTransaction): NetsRecord[] {
  return [
    { kind: "amountItem1", fields: item1 },
    { kind: "amountItem2", fields: item2 },
    ...(item3 ? [{ kind: "amountItem3", fields: item3 } as const] : []),
  ];
}

function recordsOfClaim({ item1, item2, specifications }: ClaimTransaction): NetsRecord[] {
  return [
    { kind: "claimItem1", fields: item1 },
    { kind: "claimItem2", fields: item2 },
    ...specifications.map((fields): NetsRecord => ({ kind: "specification", fields })),
  ];
}

function recordsOfCancellation({ item1, item2, specifications }: CancellationTransaction): NetsRecord[] {
  return [
    { kind: "cancellationItem1", fields: item1 },
    ...(item2 ? [{ kind: "cancellationItem2", fields: item2 } as const] : []),
    ...specifications.map((fields): NetsRecord => ({ kind: "specification", fields })),
  ];
}
