import type { TFunction } from "i18next";
import { REASONS as FOLLOW_UP_REASONS } from "../../parts/follow-up/words.ts";
import type { Tone } from "../../parts/State.tsx";
import type { LineState, Progress, Run, RunState } from "./run-questions.ts";

export const RUN_STATES = [
  "open",
  "approved",
  "applying",
  "paused",
  "applied",
  "cancelled",
  "withdrawn",
  "expired",
] as const satisfies readonly RunState[];
export const RUN_KINDS = [
  "invoices",
  "matchSuggestions",
  "writeOffs",
  "periodClose",
  "reminders",
  "followUp",
  "refunds",
  "repayments",
  "credits",
  "losses",
] as const;

/** A run's state, or how it came to its end with lines that failed. */
export type Standing = RunState | "partly" | "failed";

export const RUN_TONES: Record<Standing, Tone> = {
  open: "due",
  approved: "held",
  applying: "due",
  paused: "held",
  applied: "settled",
  partly: "due",
  failed: "overdue",
  cancelled: "overdue",
  withdrawn: "held",
  expired: "held",
};
export const LINE_TONES: Record<LineState, Tone> = {
  proposed: "due",
  held: "held",
  stale: "held",
  applied: "settled",
  failed: "overdue",
};

/** A kind that has no words yet is said by its own name, in words. */
export function kindInWords(kind: string, t: TFunction): string {
  const known = RUN_KINDS.find((each) => each === kind);
  return known ? t(`runs.kind.${known}`) : kind.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

export type Sum = { readonly lines: number; readonly minor: number };

/** Lines and sum of some states. */
export function sumOf({ groups }: Pick<Progress, "groups">, ...states: LineState[]): Sum {
  const same = groups.filter((group) => states.includes(group.state));
  return {
    lines: same.reduce((sum, group) => sum + group.lines, 0),
    minor: same.reduce((sum, group) => sum + group.amountMinor, 0),
  };
}

/** How a run stands for a reader: one that came to its end with lines that failed is not simply done. */
export function standingOf({ state }: Pick<Run, "state">, progress: Progress): Standing {
  if (state !== "applied" || sumOf(progress, "failed").lines === 0) return state;
  return sumOf(progress, "applied").lines === 0 ? "failed" : "partly";
}

/** How many lines a proposal was made with, by the totals of its kind. */
export function lineCount({ totals }: Pick<Run, "totals">): number {
  return totals["lines"] ?? (totals["invoices"] ?? 0) + (totals["collectives"] ?? 0);
}

/** The same in a list, where the lines are not at hand. */
export function standsInList(run: Pick<Run, "state" | "failedLines" | "totals">): Standing {
  if (run.state !== "applied" || run.failedLines === 0) return run.state;
  return run.failedLines < lineCount(run) ? "partly" : "failed";
}

/** Above one of these the person types the number of lines before it is approved (B-07). */
export const SOFT_LIMIT = { lines: 500, minor: 100_000_000 } as const;

export function aboveLimit({ lines, minor }: Sum): boolean {
  return lines > SOFT_LIMIT.lines || minor > SOFT_LIMIT.minor;
}

const REASONS_SAID = {
  "The claim no longer waits.": "claimGone",
  "The customer now wants collective invoices.": "nowCollective",
  "Other claims wait for this customer and period than were proposed.": "otherClaims",
  "It was held back until a later day since.": "heldSince",
  changedSince: "changedSince",
  changed: "changedSince",
  taken: "takenBefore",
  noWay: "noWay",
} as const;

/** Why a line was left out or failed: our own causes in the reader's language, a person's own words as they are. */
export function causeInWords(reason: string | null, t: TFunction): string {
  if (reason === null) return t("runs.noCause");
  const decided = FOLLOW_UP_REASONS.find((each) => each === reason);
  if (decided) return t(`followUp.reason.${decided}`);
  const known = Object.hasOwn(REASONS_SAID, reason) ? REASONS_SAID[reason as keyof typeof REASONS_SAID] : undefined;
  return known ? t(`runs.cause.${known}`) : reason;
}
