/** Refusals in the wire's form: RFC 7807 with the service's numeric code. */

import type { WireAnswer } from "./types.ts";

/** Thrown where a call is refused; the door turns it into an answer. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string | null;
  readonly details: readonly { readonly name: string; readonly reason: string }[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    title: string,
    more: {
      readonly code?: string;
      readonly details?: Refused["details"];
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(title);
    this.status = status;
    this.code = more.code ?? null;
    this.details = more.code === undefined ? (more.details ?? []) : [{ name: "ErrorCode", reason: more.code }];
    this.headers = more.headers ?? {};
  }
}

const titles: Readonly<Record<string, string>> = {
  "3010": "Internal error",
  "4010": "Capture retried with another body",
  "4020": "The idempotency key is used for another request",
  "4040": "The amount is not valid",
  "4060": "The personal QR is not valid",
  "4070": "The phone number is not valid",
  "4080": "The scope is not valid",
  "4090": "The address is not valid",
  "4100": "Too many metadata entries",
  "4120": "A metadata key is too long",
  "4130": "A metadata value is too long",
  "4140": "A parameter is missing",
  "4150": "The reference exists already",
  "4160": "The payment method type is not valid here",
  "5040": "The currency is not that of the sales unit",
  "5050": "The sales unit may not create long-living payments",
  "5080": "The sales unit may not use push messages",
  "5090": "The reference is not found",
  "5100": "The refund is not possible",
  "6010": "The amount is too small",
  "6020": "Cannot refund before reservation",
  "6030": "The period for cancelling is over",
  "6040": "Cannot cancel what is captured",
  "6050": "Cannot cancel what is not reserved",
  "6060": "The payment is authorised; only the transaction was to be cancelled",
  "6070": "Cannot capture a cancelled payment",
  "6080": "Cannot capture before reservation",
  "6090": "The capture is higher than what is reserved",
  "6100": "The period for capturing is over",
  "6110": "expiresAt is too late",
  "6120": "expiresAt is too soon",
  "6130": "expiresAt needs a receipt",
  "6140": "The payment must be captured in full",
  "6150": "Not enough is left to refund",
  "6170": "The payment is already captured",
  "6180": "The payment is already refunded",
  "6190": "Cannot cancel in this state",
  "6200": "Cannot capture in this state",
  "6210": "Cannot refund in this state",
  "6220": "The period for refunding is over",
  "6230": "The payment is already reserved",
  "6260": "The funds are not available",
  "10010": "The approval failed",
};

const statuses: Readonly<Record<string, number>> = { "3010": 500, "4010": 409, "4020": 409, "5090": 404 };

/** A refusal by the service's code. */
export function refused(code: string): Refused {
  return new Refused(statuses[code] ?? 400, titles[code] ?? "Refused", { code });
}

/** A body that is not of the contract's shape: the field is named and there is no code. */
export function malformed(details: Refused["details"]): Refused {
  return new Refused(400, "The request is malformed", { details });
}

export function problemAnswer(problem: Refused, path: string, traceId: string): WireAnswer {
  const { status, message, details, headers } = problem;
  const json = {
    type: `https://httpstatuses.io/${status}`,
    title: message,
    detail: message,
    instance: path,
    status,
    ...(details.length > 0 ? { extraDetails: details } : {}),
    traceId,
  };
  return { status, json, headers: { "content-type": "application/problem+json", ...headers } };
}
