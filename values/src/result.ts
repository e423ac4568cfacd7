/**
 * What a reader of outside text answers: the value, or the problem as a value. A refusal that is to be expected
 * (a bad amount in a file) comes back like this; only a broken promise of our own code throws, as a `ValueError`.
 */
export type Result<Value, Problem> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: Problem };

/** The value, wrapped as a good answer. */
export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

/** The problem, wrapped as a refusal. */
export function refused<Problem>(problem: Problem): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem };
}

/** Every code a `ValueError` may carry. */
export type ValueErrorCode =
  | "currencyMismatch"
  | "divisionByZero"
  | "badWeights"
  | "badDecimals"
  | "beyondWireInteger"
  | "badKidBody"
  | "badOcrBody"
  | "badOcrLevel"
  | "badRfBase"
  | "badIbanPart"
  | "badKontonummer"
  | "badOrganisationNumber"
  | "badYear"
  | "badDayCount"
  | "noBankDay";

/** Thrown when the calling code broke a promise, never for what a file or a person wrote. The message holds no input. */
export class ValueError extends Error {
  readonly code: ValueErrorCode;

  constructor(code: ValueErrorCode, message: string) {
    super(message);
    this.name = "ValueError";
    this.code = code;
  }
}
