/** Between the port's words and the wire's: pure, both ways. Amounts go out as text, `1250.00`, and come back as JSON number or text. */

import { z } from "zod";
import type { PartnerPayment, PartnerPaymentState, PaymentMovement, PaymentRequest } from "../../payments/ports.ts";
import { invariant } from "../../platform/index.ts";
import type { Line } from "./client.ts";
import { callbackFor, identifierOf, instructionOf, markOf, slotOf } from "./names.ts";

const text = z.string().max(2_000);
const code = z.string().max(20).nullish();

/** Fields that are new to us are let pass; ours must be right. */
const paymentAnswer = z.object({
  id: text,
  payeeAlias: text,
  payeePaymentReference: text,
  paymentReference: text.nullish(),
  callbackUrl: text,
  amount: z.union([z.number(), text]),
  currency: z.literal("SEK"),
  status: z.string().max(50),
  errorCode: code,
});
const refundAnswer = z.object({
  id: text,
  payerPaymentReference: text,
  originalPaymentReference: text,
  amount: z.union([z.number(), text]),
  currency: z.literal("SEK"),
  status: z.string().max(50),
  errorCode: code,
});

/** `amountMinor` is what the payer was asked for. `address`: where its callback goes, with the operation's mark. */
export type Told = {
  readonly state: PartnerPaymentState;
  readonly amountMinor: bigint;
  readonly paymentReference: string | null;
  readonly address: string;
};

/** `gone`: the money has left the clinic. `never`: it will not. */
export type ToldRefund = {
  readonly id: string;
  readonly mark: string;
  readonly amountMinor: bigint;
  readonly fate: "underWay" | "gone" | "never" | "unknown";
  readonly errorCode: string | null;
};

const states: Readonly<Record<string, PartnerPaymentState>> = {
  CREATED: "awaitingPayer",
  PAID: "authorized",
  DECLINED: "cancelled",
  CANCELLED: "cancelled",
};
/** What an ERROR means; any other code is a failure. */
const errors: Readonly<Record<string, PartnerPaymentState>> = {
  TM01: "expired",
  BANKIDCL: "cancelled",
  DS24: "unknown",
};
const fates: Readonly<Record<string, ToldRefund["fate"]>> = {
  CREATED: "underWay",
  VALIDATED: "underWay",
  DEBITED: "gone",
  PAID: "gone",
  ERROR: "never",
};

/** A payment as told; null when it cannot be read, or is another payment or another clinic's than the one asked for. */
export function readPayment(body: unknown, reference: string, payeeAlias: string): Told | null {
  const read = paymentAnswer.safeParse(body);
  if (!read.success) return null;
  const { id, status, errorCode, paymentReference, callbackUrl, ...told } = read.data;
  const amountMinor = minorOf(told.amount);
  const isOurs = id === instructionOf(reference) && told.payeePaymentReference === id && told.payeeAlias === payeeAlias;
  if (!isOurs || amountMinor === null) return null;
  const state = stateOf(status, errorCode ?? "");
  if (state === "authorized" && (paymentReference ?? null) === null) return null;
  return { state, amountMinor, paymentReference: paymentReference ?? null, address: callbackUrl };
}

function stateOf(status: string, errorCode: string): PartnerPaymentState {
  if (status === "ERROR") return Object.hasOwn(errors, errorCode) ? errors[errorCode]! : "failed";
  return Object.hasOwn(states, status) ? states[status]! : "unknown";
}

/** A refund as told; null when it cannot be read or is another payment's. */
export function readRefund(body: unknown, id: string, paymentReference: string): ToldRefund | null {
  const read = refundAnswer.safeParse(body);
  if (!read.success || read.data.id !== id || read.data.originalPaymentReference !== paymentReference) return null;
  const { status, errorCode, payerPaymentReference: mark } = read.data;
  const amountMinor = minorOf(read.data.amount);
  if (amountMinor === null) return null;
  const isUncertain = status === "ERROR" && errorCode === "DS24";
  const fate = !isUncertain && Object.hasOwn(fates, status) ? fates[status]! : "unknown";
  return { id, mark, amountMinor, fate, errorCode: errorCode ?? null };
}

/** Both forms are read through text: `1250`, `1250.5`, `1250.00`. */
function minorOf(amount: number | string): bigint | null {
  const digits = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(String(amount));
  return digits === null ? null : BigInt(`${digits[1]!}${(digits[2] ?? "").padEnd(2, "0")}`);
}

const none = { authorizedMinor: 0n, capturedMinor: 0n, refundedMinor: 0n, cancelledMinor: 0n, chargedBackMinor: 0n };

/** Paid is `authorized` with all of it captured. Null refunds: nobody can say. */
export function paymentOf(reference: string, told: Told, refunds: readonly ToldRefund[] | null): PartnerPayment | null {
  const isUnclear = refunds === null || refunds.some(({ fate }) => fate === "unknown");
  const state = told.state === "authorized" && isUnclear ? "unknown" : told.state;
  const about = {
    state,
    currency: "SEK",
    reference,
    partnerReference: told.paymentReference ?? instructionOf(reference),
  };
  if (state !== "authorized" || refunds === null) return { ...about, ...none };
  const refundedMinor = refunds
    .filter(({ fate }) => fate === "gone")
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  if (refundedMinor > told.amountMinor) return null;
  return { ...about, ...none, authorizedMinor: told.amountMinor, capturedMinor: told.amountMinor, refundedMinor };
}

/** The first secret makes what comes back with a callback. */
function callbackFields({ callback }: Line, instruction: string, operationId: string): Record<string, string> {
  const [secret] = callback.secrets;
  const address = { callbackUrl: callbackFor(callback.url, operationId) };
  return secret === undefined ? address : { ...address, callbackIdentifier: identifierOf(secret, instruction) };
}

export function createBody(line: Line, request: PaymentRequest): unknown {
  const { approach } = request;
  const instruction = instructionOf(request.reference);
  return {
    payeePaymentReference: instruction,
    ...callbackFields(line, instruction, request.operationId),
    ...(approach.by === "push" ? { payerAlias: approach.phone } : {}),
    payeeAlias: line.agreement.payeeAlias,
    amount: wireAmount(request),
    currency: request.currency,
    message: messageOf(request.description),
  };
}

export function refundBody(line: Line, movement: PaymentMovement, slot: number, paymentReference: string): unknown {
  const { reference, operationId } = movement;
  return {
    originalPaymentReference: paymentReference,
    ...callbackFields(line, slotOf(reference, slot), operationId),
    payerAlias: line.agreement.payeeAlias,
    amount: wireAmount(movement),
    currency: movement.currency,
    payerPaymentReference: markOf(reference, operationId),
  };
}

function wireAmount({ amountMinor, currency }: { readonly amountMinor: bigint; readonly currency: string }): string {
  invariant(amountMinor > 0n, "an amount above zero");
  invariant(currency === "SEK", "Swish moves Swedish kronor");
  return `${amountMinor / 100n}.${String(amountMinor % 100n).padStart(2, "0")}`;
}

/** At most 50 characters of those the service takes; any other becomes a space. */
export function messageOf(description: string): string {
  return description.replace(/[^0-9a-zA-ZåäöÅÄÖ!?(),.\-:; ]/g, " ").slice(0, 50);
}

/**
 * What a code on the screen holds for a payer whose app is on another device: the token that opens it here, from the address of `payerUrlOf`.
 * Null for an address without one.
 */
export function codeTextOf(payerUrl: string): string | null {
  const token = URL.parse(payerUrl)?.searchParams.get("token");
  return token === undefined || token === null || token === "" ? null : `D${token}`;
}

/** Where the payer goes on: the app opened on this device, what the code on the screen holds, or nowhere. */
export function payerUrlOf(appAddress: string, { approach }: PaymentRequest, token: string | null): string | null {
  if (approach.by === "push" || token === null) return null;
  if (approach.by === "qr") return `D${token}`;
  return `${appAddress}?token=${encodeURIComponent(token)}&callbackurl=${encodeURIComponent(approach.returnUrl)}`;
}
