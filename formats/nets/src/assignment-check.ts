import { wholeNumber } from "@kvitt/format-layout";
import { isKontonummer, type KidAgreement } from "@kvitt/values";
import { cancellationItem1, claimItem1 } from "./avtalegiro-records.ts";
import { DeclaredCheck } from "./declared.ts";
import { kidProblem } from "./kid.ts";
import { amountItem1 } from "./ocr-records.ts";
import type { CheckOptions } from "./options.ts";
import type { RecordOrder } from "./order.ts";
import type { AssignmentKind, Place } from "./places.ts";
import type { ProblemList } from "./problems.ts";
import type { KindEntry } from "./record-kinds.ts";
import { recordLayouts, type RecordKind } from "./record-layouts.ts";
import { AssignmentTotals } from "./totals.ts";
import type { AssignmentSummary } from "./verdict.ts";

/** What the checker knows of the record at hand beside its bytes. The object is reused: copy what is kept. */
export interface RecordContext {
  line: number;
  /** Index of the assignment the record stands in, from 0. */
  assignment: number;
  account: string;
  /** Of the latest OCR item 1. */
  kidProblem: "KID_BLANK" | "KID_BAD_CHECK" | undefined;
}

interface OpenAssignment {
  readonly index: number;
  readonly kind: AssignmentKind;
  readonly firstLine: number;
  readonly agreementId: string;
  readonly assignmentNumber: string;
  readonly account: string;
  readonly agreement: KidAgreement | undefined;
  readonly totals: AssignmentTotals;
  lastNumber: number;
}

/** What the start records have in common; only OCR names an agreement. */
interface StartFields {
  readonly agreementId?: string;
  readonly assignmentNumber: string;
  readonly account: string;
}

interface Dates {
  readonly generatedOn?: string | null;
  readonly earliestOn?: string | null;
  readonly latestOn?: string | null;
}

/** What the end records have in common; the list of agreements has no total and no dates. */
interface EndFields extends Dates {
  readonly transactions: number;
  readonly records: number;
  readonly totalMinor?: bigint;
}

const ocr = {
  settledOn: amountItem1.codec("settledOn"),
  partialSettlement: amountItem1.codec("partialSettlement"),
  serialNumber: amountItem1.codec("serialNumber"),
  sign: amountItem1.codec("sign"),
  minor: amountItem1.codec("amountMinor"),
  kid: amountItem1.codec("kid"),
};
const avtalegiro = {
  claimItem1: {
    dueOn: claimItem1.codec("dueOn"),
    minor: claimItem1.codec("amountMinor"),
    kid: claimItem1.codec("kid"),
  },
  cancellationItem1: {
    dueOn: cancellationItem1.codec("dueOn"),
    minor: cancellationItem1.codec("amountMinor"),
    kid: cancellationItem1.codec("kid"),
  },
};

/** Checks what stands between records 20 and 88, and sums it up for the file. */
export class AssignmentCheck {
  /** The assignments read so far. */
  readonly summaries: AssignmentSummary[] = [];
  readonly context: RecordContext = { line: 0, assignment: -1, account: "", kidProblem: undefined };
  /** The whole file's sums. */
  readonly file = { transactions: 0, control: 0, ledger: 0, gross: 0, known: true };
  readonly declared: DeclaredCheck;
  readonly #options: CheckOptions;
  readonly #problems: ProblemList;
  readonly #order: RecordOrder;
  readonly #numbers = new Set<string>();
  #current: OpenAssignment | undefined;

  constructor(options: CheckOptions, problems: ProblemList, order: RecordOrder) {
    this.#options = options;
    this.#problems = problems;
    this.#order = order;
    this.declared = new DeclaredCheck(problems);
  }

  /** A record that could not even be named. */
  unreadable(): void {
    const totals = this.#current?.totals;
    if (!totals) return;
    totals.records++;
    totals.known = false;
  }

  /** A record between 10 and 89. `readable`: its fields are good; `inPlace`: it may stand where it does. */
  record(entry: KindEntry, bytes: Uint8Array, base: number, line: number, readable: boolean, inPlace: boolean): void {
    const { kind, place } = entry;
    const { role } = place;
    this.context.line = line;
    if (role === "open") this.#open(entry, bytes, base, line, readable);
    const current = this.#current;
    if (!current) return;
    current.totals.records++;
    if (role === "item1" || role === "agreement") {
      if (inPlace) this.#begin(current, kind, role, bytes, base, readable);
      else current.totals.known = false;
    } else if (role === "close") {
      if (inPlace) this.#close(current, kind, bytes, base, line, readable);
    } else if (role !== "open" && readable && inPlace) {
      this.#compareWithItem1(role, bytes, base, line);
    }
  }

  /** Ends the assignment that is open, if any: its end record has come, or something else in its stead. */
  leave(line: number, dates: Dates = {}): void {
    const current = this.#current;
    if (!current) return;
    const { totals } = current;
    this.#current = undefined;
    this.file.transactions += totals.transactions;
    this.file.control += totals.control;
    this.file.ledger += totals.ledger;
    this.file.gross += totals.gross;
    this.file.known &&= totals.known;
    this.summaries.push({
      index: current.index,
      kind: current.kind,
      firstLine: current.firstLine,
      lastLine: line,
      agreementId: current.agreementId,
      assignmentNumber: current.assignmentNumber,
      account: current.account,
      transactions: totals.transactions,
      controlTotalMinor: BigInt(totals.control),
      ledgerTotalMinor: BigInt(totals.ledger),
      generatedOn: dates.generatedOn ?? null,
      earliestOn: dates.earliestOn ?? null,
      latestOn: dates.latestOn ?? null,
      lumpSums: totals.lumpSums(),
    });
  }

  #open({ kind, place }: KindEntry, bytes: Uint8Array, base: number, line: number, readable: boolean): void {
    this.leave(line);
    const reading = readable ? recordLayouts[kind as "startOcr" | "startClaims"].read(bytes, base) : undefined;
    const start: StartFields = reading?.ok ? reading.record : { assignmentNumber: "", account: "" };
    this.#current = {
      index: this.summaries.length,
      kind: place.within[0]!,
      firstLine: line,
      agreementId: start.agreementId ?? "",
      assignmentNumber: start.assignmentNumber,
      account: start.account,
      agreement: this.#options.agreements?.get(start.account),
      totals: new AssignmentTotals(),
      lastNumber: 0,
    };
    this.context.assignment = this.#current.index;
    this.context.account = start.account;
    if (readable) this.#checkStart(start.assignmentNumber, start.account, line);
  }

  #checkStart(assignmentNumber: string, account: string, line: number): void {
    if (!isKontonummer(account)) {
      const sentence = "The last digit of the assignment account does not fit the others.";
      this.#problems.add("ACCOUNT_CHECK", line, () => ({ field: "account", sentence }));
    }
    if (this.#options.accountIsOurs?.(account) === false) {
      const sentence = "The assignment account belongs to no ledger of this receiver.";
      this.#problems.add("ACCOUNT_UNKNOWN", line, () => ({ field: "account", sentence }));
    }
    if (this.#numbers.has(assignmentNumber)) {
      const sentence = "Another assignment of this file has the same number.";
      const finding = { field: "assignmentNumber", value: assignmentNumber, sentence };
      this.#problems.add("ASSIGNMENT_REPEATED", line, () => finding);
    }
    this.#numbers.add(assignmentNumber);
  }

  #begin(
    current: OpenAssignment,
    kind: RecordKind,
    role: "item1" | "agreement",
    bytes: Uint8Array,
    base: number,
    readable: boolean,
  ): void {
    const { totals } = current;
    totals.transactions++;
    if (!readable) {
      totals.known = false;
      return;
    }
    const number = wholeNumber(bytes, base + 8, base + 15);
    this.#checkNumber(current, number);
    if (role === "agreement") return;
    const type = wholeNumber(bytes, base + 4, base + 6);
    this.#order.began(number, type);
    if (kind === "amountItem1") this.#addPayment(current, type, bytes, base);
    else this.#addClaim(current, kind as keyof typeof avtalegiro, bytes, base);
  }

  #checkNumber(current: OpenAssignment, number: number): void {
    if (number <= current.lastNumber) {
      const sentence = `Transaction number ${number} does not follow ${current.lastNumber}.`;
      this.#problems.add("TX_NUMBER_ORDER", this.context.line, () => ({
        field: "transactionNumber",
        value: number,
        sentence,
      }));
    }
    current.lastNumber = number;
  }

  #addPayment(current: OpenAssignment, type: number, bytes: Uint8Array, base: number): void {
    const minor = ocr.minor.minor(bytes, base);
    current.totals.addPayment(
      ocr.settledOn.day(bytes, base),
      ocr.partialSettlement.read(bytes, base),
      ocr.serialNumber.read(bytes, base),
      minor,
      ocr.sign.read(bytes, base) === "-",
      type === 18 || type === 20,
    );
    const kid = ocr.kid.read(bytes, base);
    this.context.kidProblem = kidProblem(kid, type === 20 || type === 21, current.agreement);
    this.#reportPayment(kid, minor);
  }

  #addClaim(current: OpenAssignment, kind: keyof typeof avtalegiro, bytes: Uint8Array, base: number): void {
    const item = avtalegiro[kind];
    const minor = item.minor.minor(bytes, base);
    current.totals.add(item.dueOn.day(bytes, base), minor);
    const kid = item.kid.read(bytes, base);
    this.context.kidProblem = kidProblem(kid, false, current.agreement);
    this.#reportPayment(kid, minor);
  }

  #reportPayment(kid: string, minor: number): void {
    const { line, kidProblem: code } = this.context;
    if (minor === 0) {
      this.#problems.add("ZERO_AMOUNT", line, () => ({
        field: "amountMinor",
        value: 0,
        sentence: "The amount is zero.",
      }));
    }
    if (code === "KID_BLANK") {
      this.#problems.add(code, line, () => ({ field: "kid", sentence: "The payment carries no KID." }));
    } else if (code === "KID_BAD_CHECK") {
      const sentence = "The KID is not one of its account's agreement: its characters, length or last digit are wrong.";
      // A KID of other characters could be a name in the wrong place.
      const shown = /^[0-9-]+$/.test(kid) ? { value: kid } : {};
      this.#problems.add(code, line, () => ({ field: "kid", ...shown, sentence }));
    }
  }

  #compareWithItem1(role: Place["role"], bytes: Uint8Array, base: number, line: number): void {
    const { number, type } = this.#order.transaction;
    const ownNumber = wholeNumber(bytes, base + 8, base + 15);
    const ownType = wholeNumber(bytes, base + 4, base + 6);
    if (number >= 0 && ownNumber !== number) {
      const sentence = `The record carries number ${ownNumber}, item 1 of its transaction ${number}.`;
      this.#problems.add("TX_NUMBER_MISMATCH", line, () => ({
        field: "transactionNumber",
        value: ownNumber,
        sentence,
      }));
    }
    // Specification records are of type 21 whatever the claim's type is.
    if (role !== "specification" && type >= 0 && ownType !== type) {
      const sentence = `The record is of type ${ownType}, item 1 of its transaction of type ${type}.`;
      this.#problems.add("TX_NUMBER_MISMATCH", line, () => ({ field: "transactionType", value: ownType, sentence }));
    }
    if (role === "specification") this.#checkSpecification(bytes, base, line);
  }

  #checkSpecification(bytes: Uint8Array, base: number, line: number): void {
    const lineNumber = wholeNumber(bytes, base + 16, base + 19);
    const column = wholeNumber(bytes, base + 19, base + 20);
    if (lineNumber >= 1 && lineNumber <= 42 && (column === 1 || column === 2)) return;
    const sentence = `Specification line ${lineNumber}, column ${column} does not exist: the claim will be rejected.`;
    this.#problems.add("SPECIFICATION_PLACE", line, () => ({ field: "lineNumber", value: lineNumber, sentence }));
  }

  #close(
    current: OpenAssignment,
    kind: RecordKind,
    bytes: Uint8Array,
    base: number,
    line: number,
    readable: boolean,
  ): void {
    const reading = readable
      ? recordLayouts[kind as "endOcr" | "endClaims" | "endAgreements"].read(bytes, base)
      : undefined;
    if (!reading?.ok) return this.leave(line);
    const record: EndFields = reading.record;
    const { totals } = current;
    this.declared.count("TX_COUNT", line, record.transactions, totals.transactions);
    this.declared.count("RECORD_COUNT", line, record.records, totals.records);
    if (record.totalMinor === undefined) return this.leave(line);
    this.declared.total(line, Number(record.totalMinor), totals);
    this.declared.date(line, "earliestOn", record.earliestOn ?? null, totals.earliest);
    this.declared.date(line, "latestOn", record.latestOn ?? null, totals.latest);
    this.leave(line, record);
  }
}
