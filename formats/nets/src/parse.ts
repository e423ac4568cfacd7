import { fromLatin1 } from "@kvitt/format-layout";
import { FileChecker } from "./file-checker.ts";
import type { Assignment, LineBreaks, NetsFile } from "./file.ts";
import type { CheckOptions } from "./options.ts";
import { type NetsRecord, recordLayouts, type RecordKind } from "./record-layouts.ts";
import { serialise } from "./serialise.ts";
import type { Verdict } from "./verdict.ts";

/** The file and what was found in it short of rejecting it, or everything found. */
export type Parsed =
  | { readonly ok: true; readonly file: NetsFile; readonly verdict: Verdict }
  | { readonly ok: false; readonly verdict: Verdict };

/**
 * Reads a whole file into objects. `serialise` of the result gives the same bytes. For files beyond some megabytes use
 * `validateStream` and `payments`.
 */
export function parse(bytes: Uint8Array, options: CheckOptions = {}): Parsed {
  const records: NetsRecord[] = [];
  const checker = new FileChecker(options, (kind, window, base) => records.push(readRecord(kind, window, base)));
  checker.push(bytes);
  const verdict = checker.finish();
  if (!verdict.ok) return { ok: false, verdict };
  return { ok: true, file: { ...assemble(records), breaks: breaksOf(bytes, records.length) }, verdict };
}

/** Every finding in a file, or in objects that are to be written. */
export function validate(input: Uint8Array | NetsFile, options: CheckOptions = {}): Verdict {
  const checker = new FileChecker(options);
  checker.push(input instanceof Uint8Array ? input : serialise(input));
  return checker.finish();
}

function readRecord(kind: RecordKind, bytes: Uint8Array, base: number): NetsRecord {
  const reading = recordLayouts[kind].read(bytes, base);
  if (!reading.ok) throw new Error(`a ${kind} that was checked cannot be read`);
  return { kind, fields: reading.record } as NetsRecord;
}

/** Groups the records of a good file. Their order has been checked, so that each belongs to what was opened last. */
function assemble(records: readonly NetsRecord[]): Omit<NetsFile, "breaks"> {
  const first = records[0];
  const last = records.at(-1);
  if (first?.kind !== "startTransmission" || last?.kind !== "endTransmission") throw new Error("records out of order");
  const assignments: Assignment[] = [];
  let from = 1;
  records.forEach((record, at) => {
    if (!isAssignmentEnd(record)) return;
    assignments.push(assembleAssignment(records.slice(from, at + 1)));
    from = at + 1;
  });
  return { start: first.fields, assignments, end: last.fields };
}

function isAssignmentEnd({ kind }: NetsRecord): boolean {
  return kind === "endOcr" || kind === "endClaims" || kind === "endCancellations" || kind === "endAgreements";
}

const assignmentKinds = {
  startOcr: "ocr",
  startClaims: "claims",
  startCancellations: "cancellations",
  startAgreements: "agreements",
} as const;

function assembleAssignment(records: readonly NetsRecord[]): Assignment {
  const kind = assignmentKinds[records[0]!.kind as keyof typeof assignmentKinds];
  return {
    kind,
    start: records[0]!.fields,
    transactions: kind === "agreements" ? records.slice(1, -1).map(({ fields }) => fields) : transactionsOf(records),
    end: records.at(-1)!.fields,
  } as Assignment;
}

/** A transaction while its records are gathered; which of them it has depends on the assignment. */
interface Gathering {
  item1: unknown;
  item2?: unknown;
  item3?: unknown;
  specifications?: unknown[];
}

function transactionsOf(records: readonly NetsRecord[]): Gathering[] {
  const transactions: Gathering[] = [];
  for (const { kind, fields } of records) {
    const current = transactions.at(-1);
    if (kind === "amountItem1") transactions.push({ item1: fields });
    else if (kind === "claimItem1" || kind === "cancellationItem1")
      transactions.push({ item1: fields, specifications: [] });
    else if (kind === "amountItem2" || kind === "claimItem2" || kind === "cancellationItem2") current!.item2 = fields;
    else if (kind === "amountItem3") current!.item3 = fields;
    else if (kind === "specification") current!.specifications!.push(fields);
  }
  return transactions;
}

/** The line breaks of a good file: its lines are 80 bytes each, and nothing but breaks and an end mark follows the last. */
function breaksOf(bytes: Uint8Array, records: number): LineBreaks {
  const separator = records > 1 ? breakAt(bytes, 80) : "";
  const exceptions = new Map<number, LineBreaks["separator"]>();
  let at = 80;
  for (let line = 1; line < records; line++) {
    const found = breakAt(bytes, at);
    if (found !== separator) exceptions.set(line, found);
    at += found.length + 80;
  }
  const tail = fromLatin1(bytes.subarray(at));
  return exceptions.size > 0 ? { separator, exceptions, tail } : { separator, tail };
}

function breakAt(bytes: Uint8Array, at: number): LineBreaks["separator"] {
  if (bytes[at] === 0x0a) return "\n";
  return bytes[at] === 0x0d ? "\r\n" : "";
}
