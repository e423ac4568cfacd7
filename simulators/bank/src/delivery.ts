import type { Calendar } from "./bank-days.ts";
import { spoil, underAnotherNumber } from "./faults.ts";
import type { Rules } from "./rules.ts";
import { push } from "./lists.ts";
import type { BankFile, Fault, FileKind } from "./types.ts";

/** A good file as the bank has made it, before any rule has had its say. */
export type MadeFile = {
  readonly name: string;
  readonly kind: FileKind;
  readonly bytes: Uint8Array;
  readonly account?: string;
  readonly recipient?: string;
  readonly settledOn: Temporal.PlainDate;
};

/** The desk that hands files out: at once, later, twice, or spoilt, as the rules say. */
export type Desk = {
  /** The files that were put off until this bank day. */
  readonly release: (day: Temporal.PlainDate) => BankFile[];
  /** What is delivered now because this file was made, and the fault that fell on it. */
  readonly hand: (made: MadeFile, day: Temporal.PlainDate) => { delivered: BankFile[]; fault: Fault | undefined };
};

type Parcel = MadeFile & { readonly fault?: string };
type Plan = {
  readonly now: readonly Parcel[];
  readonly later: readonly { parcel: Parcel; bankDays: number }[];
  readonly afterNext: readonly Parcel[];
};

export function createDesk(rules: Rules, calendar: Calendar): Desk {
  const later = new Map<string, Parcel[]>();
  const afterNext = new Map<string, Parcel[]>();
  const timesNamed = new Map<string, number>();
  let copies = 0;

  const deliver = (parcel: Parcel, day: Temporal.PlainDate): BankFile => {
    const times = (timesNamed.get(parcel.name) ?? 0) + 1;
    timesNamed.set(parcel.name, times);
    return { ...parcel, name: nameOf(parcel.name, times), deliveredOn: day };
  };
  const hand = (made: MadeFile, day: Temporal.PlainDate): { delivered: BankFile[]; fault: Fault | undefined } => {
    const fault = rules.decide({ ...made, day });
    if (fault?.do === "copy") copies += 1;
    const plan = planOf(made, fault, copies);
    const stream = `${made.kind} ${made.recipient ?? made.account ?? ""}`;
    const waiting = plan.afterNext.length === 0 ? (afterNext.get(stream) ?? []) : [];
    if (waiting.length > 0) afterNext.delete(stream);
    for (const parcel of plan.afterNext) push(afterNext, stream, parcel);
    for (const put of plan.later) push(later, calendar.plus(day, put.bankDays).toString(), put.parcel);
    return { delivered: [...plan.now, ...waiting].map((parcel) => deliver(parcel, day)), fault };
  };
  const release = (day: Temporal.PlainDate): BankFile[] => {
    const due = later.get(day.toString()) ?? [];
    later.delete(day.toString());
    return due.map((parcel) => deliver(parcel, day));
  };
  return { release, hand };
}

/** When each version of a file goes out. Zero bank days later is at once, after the file itself. */
function planOf(made: MadeFile, fault: Fault | undefined, copies: number): Plan {
  if (fault === undefined) return { now: [made], later: [], afterNext: [] };
  const marked: Parcel = { ...made, fault: fault.do };
  const then = (first: readonly Parcel[], second: Parcel, bankDays: number): Plan =>
    bankDays === 0
      ? { now: [...first, second], later: [], afterNext: [] }
      : { now: first, later: [{ parcel: second, bankDays }], afterNext: [] };
  switch (fault.do) {
    case "late":
      return then([], marked, fault.bankDays);
    case "lost":
      return { now: [], later: [], afterNext: [] };
    case "twice":
      return then([made], marked, fault.bankDays);
    case "copy":
      return then([made], { ...marked, bytes: underAnotherNumber(made.bytes, made.kind, copies) }, fault.bankDays);
    case "corrected":
      return then([{ ...marked, bytes: spoil(made.bytes, made.kind, { do: fault.first }) }], marked, fault.bankDays);
    case "outOfOrder":
      return { now: [], later: [], afterNext: [marked] };
    default:
      return { now: [{ ...marked, bytes: spoil(made.bytes, made.kind, fault) }], later: [], afterNext: [] };
  }
}

/** A second delivery of `x.txt` is `x.2.txt`. */
function nameOf(name: string, times: number): string {
  return times === 1 ? name : name.replace(/(\.[a-z]+)$/, `.${times}$1`);
}
