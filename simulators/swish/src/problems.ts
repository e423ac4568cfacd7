/** Refusals in the wire's form: a status, and where it is 422 a list of codes. */

import type { WireAnswer } from "./types.ts";

/** Thrown where a call is refused; the door turns it into an answer. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string | null;
  constructor(status: number, code: string | null = null) {
    super(code ?? String(status));
    this.status = status;
    this.code = code;
  }
}

export const meanings: Readonly<Record<string, string>> = {
  FF08: "The payment reference is invalid",
  RP01: "The merchant's alias is missing",
  RP02: "The message is wrongly formatted",
  RP03: "The callback address is missing or does not use https",
  RP06: "Another active request exists for this payer",
  RP09: "The instruction UUID is not available",
  BE18: "The payer's alias is invalid",
  PA02: "The amount is missing or not a valid number",
  AM02: "The amount is too large",
  AM03: "The currency is missing or not SEK",
  AM04: "Not enough money",
  AM06: "The amount is less than the agreed minimum",
  ACMT03: "The payer is not enrolled",
  ACMT07: "The payee is not enrolled",
  RF02: "The original payment is more than 13 months old",
  RF03: "The original payment was not found, or was another payee's",
  RF04: "The refund exceeds what is left, or is not allowed",
  RF07: "The bank declined",
  TM01: "The payer did not start in time",
  BANKIDCL: "The payer cancelled identification",
  FF10: "The bank failed",
  DS24: "The outcome is not known yet",
};

export const refused = (code: string): Refused => new Refused(422, code);

export function problemAnswer({ status, code }: Refused): WireAnswer {
  if (code === null) return { status };
  return { status, json: [{ errorCode: code, errorMessage: meanings[code] ?? code, additionalInformation: "" }] };
}
