/** Refusals in the wire's form: a status and `{"code","sentence","field"}`. */

import type { WireAnswer } from "./types.ts";

/** Thrown where a call is refused; the door turns it into an answer. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly field: string | null;
  constructor(status: number, code: string, field: string | null = null) {
    super(sentences[code] ?? code);
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

const sentences: Readonly<Record<string, string>> = {
  KEY_UNKNOWN: "The key is not known.",
  BODY_INVALID: "A field is missing or malformed.",
  NOT_FOUND: "There is no such application.",
  REFERENCE_TAKEN: "The reference belongs to another operation.",
  OPERATION_DIFFERS: "The operation was asked for with other facts.",
  AMOUNT_OUTSIDE: "The amount is outside what is financed.",
  TERMS_NOT_OFFERED: "So many terms are not offered.",
  NOT_ACCEPTED: "Nothing has been paid out.",
  ALREADY_ACCEPTED: "The agreement is made; refund instead.",
  REFUND_TOO_HIGH: "More than what is left.",
};

export function problemAnswer({ status, code, field, message }: Refused): WireAnswer {
  return { status, json: { code, sentence: message, ...(field === null ? {} : { field }) } };
}
