/** Whether the fee of a step is taken back: what is known later of the day its letter left (E2, E3, E8). Pure: no database, no clock. */
import { compareDates } from "@kvitt/values";
import type { EntryKind } from "../ledger/index.ts";

type PlainDate = Temporal.PlainDate;

/** What an entry that stands did to the claim, or to the fee's own item; below zero it took something off. */
export type Move = {
  readonly of: "claim" | "fee";
  readonly kind: EntryKind;
  /** The day the bank names, where it is a bank's; else the day it is booked on. */
  readonly on: PlainDate;
  readonly recordedAt: Temporal.Instant;
  readonly minor: bigint;
};

export type FeeFacts = {
  /** The day the letter left, or the step was taken where it has no letter; null: called off before any channel took it. */
  readonly leftOn: PlainDate | null;
  readonly takenAt: Temporal.Instant;
  /** A rest of so much or less is not followed up (E6). */
  readonly minorBalanceMinor: bigint;
  /** Every move of the claim and of the fee's item, the ones that made them too. */
  readonly moves: readonly Move[];
};

export type Withdrawal = {
  readonly rule: "E2" | "E3" | "E8";
  readonly inputs: Readonly<Record<string, string>>;
};

/** What can be on a fee that still stands whole: it was asked for, and money was put against it or taken off it again. */
const OF_A_FEE: readonly EntryKind[] = ["fee", "payment", "allocation"];

/**
 * Why a fee falls away; null where it stands. Money counts by its own day, however late its file came. A fee that fell away with a loss is no
 * more there to be taken back.
 */
export function feeWithdrawal(facts: FeeFacts): Withdrawal | null {
  const { leftOn, minorBalanceMinor, moves } = facts;
  if (moves.some(({ of, kind }) => of === "fee" && !OF_A_FEE.includes(kind))) return null;
  if (leftOn === null) return { rule: "E3", inputs: {} };
  const leftMinor = leftBy(leftOn, facts);
  if (leftMinor <= minorBalanceMinor)
    return { rule: "E2", inputs: { leftOn: String(leftOn), leftMinor: String(leftMinor) } };
  return wasWrong(moves) ? { rule: "E8", inputs: {} } : null;
}

/** What was owed on a day by all that is known now. Money that the order of use gave to the fee was the claim's: the fee was not asked for yet. */
function leftBy(day: PlainDate, { moves, takenAt }: FeeFacts): bigint {
  const counts = ({ of, kind, on, minor, recordedAt }: Move): boolean => {
    if (compareDates(on, day) > 0 || (of === "fee" && minor > 0n)) return false;
    // A claim that was split after the step was no smaller for that.
    return kind !== "split" || Temporal.Instant.compare(recordedAt, takenAt) < 0;
  };
  return moves.filter(counts).reduce((sum, { minor }) => sum + minor, 0n);
}

/** Credited to nothing, and the last that happened to it was the credit. */
function wasWrong(moves: readonly Move[]): boolean {
  const ofClaim = moves.filter(({ of }) => of === "claim");
  const last = ofClaim.toSorted((a, b) => Temporal.Instant.compare(a.recordedAt, b.recordedAt)).at(-1);
  return last?.kind === "creditNote" && ofClaim.reduce((sum, { minor }) => sum + minor, 0n) <= 0n;
}
