import { isoDate } from "@kvitt/format-layout";
import type { ProblemList } from "./problems.ts";

/** What was added up, to be held against a declared total. Exact only while `gross` is at most 2^53 - 1. */
export interface Sums {
  readonly control: number;
  readonly gross: number;
  /** False when an amount could not be read. */
  readonly known: boolean;
}

/** Compares what records 88 and 89 declare with what was read. */
export class DeclaredCheck {
  readonly #problems: ProblemList;

  constructor(problems: ProblemList) {
    this.#problems = problems;
  }

  count(code: "TX_COUNT" | "RECORD_COUNT", line: number, declared: number, counted: number): void {
    if (declared === counted) return;
    const field = code === "TX_COUNT" ? "transactions" : "records";
    this.#problems.add(code, line, () => ({
      field,
      value: declared,
      sentence: `The end record says ${declared} ${field}, ${counted} were read.`,
    }));
  }

  /**
   * The field has no sign. A negative sum whose absolute value stands there is accepted with a warning: no manual says
   * how such a total is written, and none has been seen.
   */
  total(line: number, declared: number, sums: Sums): void {
    if (sums.gross > Number.MAX_SAFE_INTEGER) {
      const sentence = "The amounts add up to more than can be posted exactly.";
      this.#problems.add("AMOUNT_OVERFLOW", line, () => ({ field: "totalMinor", sentence }));
      return;
    }
    if (!sums.known || declared === sums.control) return;
    const level = declared === -sums.control ? "warn" : "file";
    const describe = () => ({
      field: "totalMinor",
      value: declared,
      sentence: `The end record says ${declared} øre, the amounts add up to ${sums.control} øre.`,
    });
    this.#problems.add("TOTAL_MISMATCH", line, describe, level);
  }

  /** `day` is the yyyymmdd that the transactions show, 0 when there are none. */
  date(line: number, field: "earliestOn" | "latestOn", declared: string | null, day: number): void {
    const found = day === 0 ? null : isoDate(day);
    if (declared === found || found === null) return;
    this.#problems.add("DATE_RANGE", line, () => ({
      field,
      value: declared ?? "000000",
      sentence: `The end record says ${declared ?? "no date"}, the transactions say ${found}.`,
    }));
  }
}
