import { type AssignmentKind, mostSpecifications, type Place } from "./places.ts";

/** The transaction whose records are being read. `number` and `type` are -1 when item 1 could not be read. */
interface OpenTransaction {
  number: number;
  type: number;
  hasItem2: boolean;
  hasItem3: boolean;
  specifications: number;
}

/** Told of each break in the order, with the line it shows at. */
export type ReportOrder = (line: number, sentence: string) => void;

/**
 * The order of records: 10, assignments of 20 ... 88, then 89. It keeps going after a break, from the record at hand, so
 * that one missing record is one finding.
 */
export class RecordOrder {
  readonly #report: ReportOrder;
  #state: "start" | "between" | "assignment" | "done" = "start";
  #assignment: AssignmentKind | undefined;
  #assignments = 0;
  #open = false;
  readonly #transaction: OpenTransaction = {
    number: -1,
    type: -1,
    hasItem2: false,
    hasItem3: false,
    specifications: 0,
  };

  constructor(report: ReportOrder) {
    this.#report = report;
  }

  get done(): boolean {
    return this.#state === "done";
  }

  /** The kind of the assignment that is open, if any. */
  get assignment(): AssignmentKind | undefined {
    return this.#assignment;
  }

  /** The number and type of the transaction that is open; -1 when they could not be read. */
  get transaction(): { readonly number: number; readonly type: number } {
    return this.#transaction;
  }

  /** Whether a record of this place may stand here; reports when it may not, and moves on. */
  step(place: Place, line: number): boolean {
    switch (place.role) {
      case "openFile":
        return this.#openFile(line);
      case "closeFile":
        return this.#closeFile(line);
      case "open":
        return this.#openAssignment(place.within[0]!, line);
      case "close":
        return this.#closeAssignment(place.within[0]!, line);
      case "agreement":
        return this.#inside(place, line);
      case "item1":
        return this.#inside(place, line) && this.#beginTransaction(line);
      default:
        return this.#inside(place, line) && this.#continueTransaction(place.role, line);
    }
  }

  /** Item 1 was read: what its other records are held against. */
  began(number: number, type: number): void {
    this.#transaction.number = number;
    this.#transaction.type = type;
  }

  /** The file is at its end. `line` is the last one. */
  finish(line: number): void {
    if (this.#state === "done") return;
    this.#finishAssignment(line);
    this.#report(line, "The file ends without record 89, the end of the transmission: it is cut off.");
  }

  #openFile(line: number): boolean {
    if (this.#state === "start") this.#state = "between";
    else this.#report(line, "A second record 10 begins a transmission inside this one.");
    return true;
  }

  #closeFile(line: number): boolean {
    this.#needTransmission(line);
    this.#finishAssignment(line);
    if (this.#assignments === 0) this.#report(line, "The transmission holds no assignment.");
    this.#state = "done";
    return true;
  }

  #openAssignment(kind: AssignmentKind, line: number): boolean {
    this.#needTransmission(line);
    this.#finishAssignment(line);
    this.#state = "assignment";
    this.#assignment = kind;
    this.#assignments++;
    return true;
  }

  #closeAssignment(kind: AssignmentKind, line: number): boolean {
    if (this.#assignment === kind) {
      this.#finishTransaction(line);
      this.#leaveAssignment();
      return true;
    }
    this.#report(line, `This record 88 ends an assignment of ${kind} that is not open.`);
    return false;
  }

  #needTransmission(line: number): void {
    if (this.#state !== "start") return;
    this.#state = "between";
    this.#report(line, "The file does not begin with record 10, the start of the transmission.");
  }

  #finishAssignment(line: number): void {
    this.#finishTransaction(line);
    if (this.#assignment) this.#report(line, "The assignment before this line has no record 88 to end it.");
    this.#leaveAssignment();
  }

  #leaveAssignment(): void {
    this.#state = "between";
    this.#assignment = undefined;
  }

  #inside(place: Place, line: number): boolean {
    if (this.#assignment && place.within.includes(this.#assignment)) return true;
    this.#report(line, `This record belongs in an assignment of ${place.within.join(" or ")}, and none is open.`);
    return false;
  }

  #beginTransaction(line: number): boolean {
    this.#finishTransaction(line);
    const transaction = this.#transaction;
    transaction.number = -1;
    transaction.type = -1;
    transaction.hasItem2 = false;
    transaction.hasItem3 = false;
    transaction.specifications = 0;
    this.#open = true;
    return true;
  }

  #continueTransaction(role: Place["role"], line: number): boolean {
    const sentence = this.#misplaced(role);
    if (sentence === undefined) return true;
    this.#report(line, sentence);
    return false;
  }

  /** Notes the record, or says why it may not stand here. */
  #misplaced(role: Place["role"]): string | undefined {
    const transaction = this.#transaction;
    if (!this.#open) return "This record continues a transaction, but item 1 (record 30) is missing before it.";
    if (role === "item2") {
      if (transaction.hasItem2) return "The transaction has a second item 2 (record 31).";
      if (transaction.specifications > 0) return "Item 2 (record 31) stands behind the specification.";
      transaction.hasItem2 = true;
    } else if (role === "item3") {
      if (!transaction.hasItem2 || transaction.hasItem3)
        return "Item 3 (record 32) does not follow item 2 (record 31).";
      if (transaction.type >= 0 && !this.#takesItem3()) return "Item 3 (record 32) goes with types 20 and 21 only.";
      transaction.hasItem3 = true;
    } else {
      if (this.#needsItem2() && !transaction.hasItem2) return "The specification does not follow item 2 (record 31).";
      if (++transaction.specifications > mostSpecifications) return "The claim has more than 84 specification records.";
    }
    return undefined;
  }

  #finishTransaction(line: number): void {
    if (!this.#open) return;
    this.#open = false;
    const { hasItem2, hasItem3 } = this.#transaction;
    if (this.#needsItem2() && !hasItem2) {
      this.#report(line, "Item 2 (record 31) of the transaction before this line is missing.");
    } else if (this.#takesItem3() && !hasItem3) {
      this.#report(line, "Item 3 (record 32), which types 20 and 21 must have, is missing before this line.");
    }
  }

  /** Of a cancellation only item 1 is required. */
  #needsItem2(): boolean {
    return this.#assignment !== "cancellations";
  }

  #takesItem3(): boolean {
    return this.#assignment === "ocr" && (this.#transaction.type === 20 || this.#transaction.type === 21);
  }
}
