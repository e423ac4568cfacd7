import { DoesNotFit } from "@kvitt/format-layout";
import { isKontonummer } from "@kvitt/values";
import type { NetsFile } from "./file.ts";
import { kidProblem } from "./kid.ts";
import { validate } from "./parse.ts";
import { serialise } from "./serialise.ts";

/**
 * Why an order is not written:
 * - `ACCOUNT_CHECK` the payee account's last digit is wrong; `KID` not a KID; `AMOUNT` not above zero, or too large
 * - `TOTAL_DIFFERS` the amounts do not add up to the order's total, or to less than zero
 * - `DOES_NOT_FIT` a value is too long for its field, or has characters the file cannot carry
 * - `REPEATED` a number that must be unique is not
 * - `TOO_FAR_AHEAD` a due date more than twelve months ahead
 * - `TEXT_AND_TYPE` free text on a type that has none, or none on one that must, or a KID beside it
 * - `EMPTY` nothing to write
 */
export interface Refusal {
  readonly code:
    | "ACCOUNT_CHECK"
    | "KID"
    | "AMOUNT"
    | "TOTAL_DIFFERS"
    | "DOES_NOT_FIT"
    | "REPEATED"
    | "TOO_FAR_AHEAD"
    | "TEXT_AND_TYPE"
    | "EMPTY";
  /** Which assignment and which of its lines, both from 0, where it is about one. */
  readonly assignment?: number;
  readonly line?: number;
  readonly sentence: string;
}

/** The bytes with the objects they were made of, or every reason why not. */
export type Written =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly file: NetsFile }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

/** What both writers ask of an account. */
export function accountRefusals(account: string, assignment: number): Refusal[] {
  if (isKontonummer(account)) return [];
  return [{ code: "ACCOUNT_CHECK", assignment, sentence: "The payee account's last digit does not fit the others." }];
}

/** What both writers ask of a line's amount and KID. */
export function lineRefusals(
  { amountMinor, kid }: { readonly amountMinor: bigint; readonly kid: string },
  hasFreeText: boolean,
  assignment: number,
  line: number,
): Refusal[] {
  const refusals: Refusal[] = [];
  if (amountMinor <= 0n) refusals.push({ code: "AMOUNT", assignment, line, sentence: "The amount is not above zero." });
  if (kidProblem(kid, hasFreeText, undefined)) {
    refusals.push({
      code: "KID",
      assignment,
      line,
      sentence: "The KID is not 2 to 25 digits, with - at most at the end.",
    });
  }
  return refusals;
}

/** Refuses a sum that is not the order's: a file must never differ from what was decided. */
export function totalRefusals(ordered: bigint, sum: bigint): Refusal[] {
  if (sum < 0n) return [{ code: "TOTAL_DIFFERS", sentence: "The amounts add up to less than zero." }];
  if (sum === ordered) return [];
  const sentence = `The order says ${ordered} øre, its lines add up to ${sum} øre.`;
  return [{ code: "TOTAL_DIFFERS", sentence }];
}

/** Writes the objects and reads them back with every rule; a file that its own reader rejects is a broken invariant. */
export function written(file: NetsFile): Written {
  try {
    const bytes = serialise(file);
    const verdict = validate(bytes);
    if (!verdict.ok) throw new Error(`the file written is not good: ${verdict.problems[0]?.code}`);
    return { ok: true, bytes, file };
  } catch (error) {
    if (!(error instanceof DoesNotFit)) throw error;
    return { ok: false, refusals: [{ code: "DOES_NOT_FIT", sentence: `${error.message}.` }] };
  }
}
