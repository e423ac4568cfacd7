import type { Fault, FileKind, Rule } from "./types.ts";

/** What a rule looks at: a file about to be delivered, or a payment order about to be executed. */
export type Subject = {
  readonly kind: FileKind | "order";
  readonly account?: string;
  readonly recipient?: string;
  readonly day: Temporal.PlainDate;
};

export type Rules = {
  /** The fault of the first rule that fires for this subject; counts the match. */
  readonly decide: (subject: Subject) => Fault | undefined;
  /** Replaces all rules and their counters. */
  readonly replace: (rules: readonly Rule[]) => void;
};

type Counted = { readonly rule: Rule; seen: number; fired: number };

/** Misbehaviour as data. `draw` serves `chance` and is no other draw of the bank, so rules never change the payments. */
export function createRules(initial: readonly Rule[], draw: () => number): Rules {
  const counted = (rules: readonly Rule[]): Counted[] => rules.map((rule) => ({ rule, seen: 0, fired: 0 }));
  let current = counted(initial);
  return {
    decide: (subject) => current.find((candidate) => fires(candidate, subject, draw))?.rule.fault,
    replace: (rules) => {
      current = counted(rules);
    },
  };
}

function fires(candidate: Counted, subject: Subject, draw: () => number): boolean {
  const { rule } = candidate;
  if (!suits(rule.fault, subject.kind) || !matches(rule, subject)) return false;
  candidate.seen += 1;
  if (candidate.fired >= (rule.times ?? Infinity)) return false;
  if (candidate.seen % (rule.every ?? 1) !== 0) return false;
  if (rule.chance !== undefined && draw() >= rule.chance) return false;
  candidate.fired += 1;
  return true;
}

function matches(rule: Rule, subject: Subject): boolean {
  const { kind, account, recipient, from, to } = rule.match ?? {};
  const day = subject.day.toString();
  return (
    (kind === undefined || kind === subject.kind) &&
    (account === undefined || account === subject.account) &&
    (recipient === undefined || recipient === subject.recipient) &&
    (from === undefined || day >= from) &&
    (to === undefined || day <= to)
  );
}

/** Some faults exist only where the format has a place for them. */
function suits(fault: Fault, kind: FileKind | "order"): boolean {
  if (fault.do === "refuseOrder") return kind === "order";
  if (fault.do === "repeatPayment") return kind === "ocr" || kind === "camt054";
  if (fault.do === "fillerData" || fault.do === "lineEnds" || fault.do === "blankLines") return kind === "ocr";
  return kind !== "order";
}
