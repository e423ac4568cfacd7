/** Refusals in the wire's form: `{"error":{"type","code","decline_code","message","param"}}`. */

import type { WireAnswer } from "./types.ts";

export type ErrorType = "invalid_request_error" | "card_error" | "idempotency_error" | "api_error" | "rate_limit_error";

type More = {
  readonly code?: string;
  readonly param?: string;
  readonly type?: ErrorType;
  readonly status?: number;
  readonly declineCode?: string;
  /** Refused before any work began: such an answer is not remembered for its key. */
  readonly atTheDoor?: boolean;
};

/** Thrown where a call is refused; the door turns it into an answer. */
export class Refused extends Error {
  readonly more: More;
  constructor(message: string, more: More = {}) {
    super(message);
    this.more = more;
  }
}

export function missing(param: string): Refused {
  return new Refused(`Missing required param: ${param}.`, { code: "parameter_missing", param, atTheDoor: true });
}

export function noSuch(what: string, id: string): Refused {
  return new Refused(`No such ${what}: '${id}'`, { code: "resource_missing", param: "id", status: 404 });
}

export function problemAnswer({ message, more }: Refused): WireAnswer {
  const { code, param, declineCode, type = "invalid_request_error", status = 400 } = more;
  const error = {
    ...(code === undefined
      ? {}
      : { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}` }),
    ...(declineCode === undefined ? {} : { decline_code: declineCode }),
    message,
    ...(param === undefined ? {} : { param }),
    type,
  };
  return { status, json: { error } };
}
