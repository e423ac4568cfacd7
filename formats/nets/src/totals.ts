import { isoDate } from "@kvitt/format-layout";

/** The payments that stand on the bank statement as one amount: same settlement date, partial settlement and serial number. */
export interface LumpSum {
  readonly settledOn: string;
  readonly partialSettlement: number;
  readonly serialNumber: number;
  readonly count: number;
  /** As the operator adds up: sign `-` subtracted, reversals added. */
  readonly controlMinor: bigint;
  /** As the money went: sign `-` and reversals (types 18 and 20) subtracted. */
  readonly ledgerMinor: bigint;
}

/** A lump sum while it grows. Its sums are exact numbers: the assignment's total is refused beyond 2^53 - 1. */
interface Growing {
  readonly day: number;
  readonly partialSettlement: number;
  readonly serialNumber: number;
  count: number;
  control: number;
  ledger: number;
}

/** The sums of one assignment, kept beside what its end record declares. */
export class AssignmentTotals {
  transactions = 0;
  records = 0;
  control = 0;
  ledger = 0;
  /** The largest absolute value the sums can have had on their way; beyond 2^53 - 1 they are not exact. */
  gross = 0;
  earliest = 0;
  latest = 0;
  /** False when an amount could not be read, so that the sums say nothing. */
  known = true;
  readonly #lumps = new Map<number, Growing>();
  #last: Growing | undefined;

  /** Adds a transaction of no lump: a claim or a cancellation. `day` is yyyymmdd. */
  add(day: number, minor: number): void {
    this.#addTo(day, minor, minor, minor);
  }

  /** Adds an OCR payment. */
  addPayment(day: number, partial: number, serial: number, minor: number, credit: boolean, reversal: boolean): void {
    const control = credit ? -minor : minor;
    const ledger = credit || reversal ? -minor : minor;
    this.#addTo(day, minor, control, ledger);
    const lump = this.#lump(day, partial, serial);
    lump.count++;
    lump.control += control;
    lump.ledger += ledger;
  }

  /** The lump sums, in the order in which their first payments came. */
  lumpSums(): readonly LumpSum[] {
    return [...this.#lumps.values()].map(({ day, partialSettlement, serialNumber, count, control, ledger }) => ({
      settledOn: isoDate(day),
      partialSettlement,
      serialNumber,
      count,
      controlMinor: BigInt(control),
      ledgerMinor: BigInt(ledger),
    }));
  }

  #addTo(day: number, minor: number, control: number, ledger: number): void {
    this.gross += minor;
    this.control += control;
    this.ledger += ledger;
    if (this.earliest === 0 || day < this.earliest) this.earliest = day;
    if (day > this.latest) this.latest = day;
  }

  #lump(day: number, partialSettlement: number, serialNumber: number): Growing {
    const last = this.#last;
    if (last?.day === day && last.partialSettlement === partialSettlement && last.serialNumber === serialNumber)
      return last;
    const key = day * 1_000_000 + partialSettlement * 100_000 + serialNumber;
    const lump = this.#lumps.get(key) ?? { day, partialSettlement, serialNumber, count: 0, control: 0, ledger: 0 };
    this.#lumps.set(key, lump);
    return (this.#last = lump);
  }
}
