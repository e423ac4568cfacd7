import { type Level, type ProblemCode, rules } from "./rules.ts";

/**
 * One finding. `line` is 1-based (0: the file as a whole); `field` is the layout's name for it. `value` is given for
 * codes, counts, dates, amounts and references only, with anything but digits masked: a shifted line must not carry a
 * name into an error list.
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly level: Level;
  readonly line: number;
  readonly field?: string;
  readonly value?: string;
  readonly rule: string;
  readonly sentence: string;
}

/** What a finding says beside its code and line. */
export interface Finding {
  readonly sentence: string;
  readonly field?: string;
  readonly value?: string | number | bigint;
}

/** The most problems a list names; the rest are counted, so that a broken file costs no memory. */
export const mostProblemsListed = 1000;

/** Collects findings: those that reject the file are listed first, all are counted by code. */
export class ProblemList {
  readonly #limit: number;
  readonly #rejecting: Problem[] = [];
  readonly #others: Problem[] = [];
  readonly #counts = new Map<ProblemCode, number>();
  #rejectingCount = 0;
  #count = 0;

  constructor(limit: number = mostProblemsListed) {
    this.#limit = limit;
  }

  /** Adds a finding. `describe` is called only when the finding will be listed. */
  add(code: ProblemCode, line: number, describe: () => Finding, level: Level = rules[code].level): void {
    this.#count++;
    this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1);
    if (level === "file") this.#rejectingCount++;
    const list = level === "file" ? this.#rejecting : this.#others;
    if (list.length < this.#limit) list.push(toProblem(code, level, line, describe()));
  }

  /** Findings at level `file`. */
  get rejecting(): number {
    return this.#rejectingCount;
  }

  /** All findings, listed or not. */
  get count(): number {
    return this.#count;
  }

  /** How often each code was found. */
  counts(): Readonly<Partial<Record<ProblemCode, number>>> {
    return Object.fromEntries(this.#counts);
  }

  /** The listed findings in order of line; when there are too many, those that reject the file stay. */
  list(): readonly Problem[] {
    const room = this.#limit - this.#rejecting.length;
    return [...this.#rejecting, ...this.#others.slice(0, room)].sort((a, b) => a.line - b.line);
  }
}

/** The text with everything but digits, blanks and `-` replaced by `?`. */
export function maskToDigits(text: string): string {
  return text.replace(/[^0-9 -]/g, "?");
}

function toProblem(code: ProblemCode, level: Level, line: number, finding: Finding): Problem {
  return {
    code,
    level,
    line,
    ...(finding.field === undefined ? {} : { field: finding.field }),
    ...(finding.value === undefined ? {} : { value: String(finding.value) }),
    rule: rules[code].rule,
    sentence: finding.sentence,
  };
}
