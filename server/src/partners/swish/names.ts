/**
 * Names on the wire, made from ours, so that nothing has to be remembered. A payment's reference is `kvitt-` and a UUID; the UUID's digits are the
 * instruction's id and the merchant's reference. Refunds of a payment stand in numbered slots, whose ids follow from the payment's reference.
 */

import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { invariant } from "../../platform/index.ts";

const REFERENCE = /^kvitt-([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/;
const INSTRUCTION = /^[0-9A-F]{32}$/;
/** Of 35 letters and digits, 25 hold the payment and 10 the operation. */
const MARK = /^([0-9A-Z]{25})([0-9A-Z]{10})$/;

/** The id of a payment's instruction. Throws for a reference that is not payments' own. */
export function instructionOf(reference: string): string {
  const parts = REFERENCE.exec(reference)?.slice(1);
  invariant(parts !== undefined, "a reference of payments: kvitt- and a UUID");
  return parts.join("").toUpperCase();
}

/** Null for what is no id of ours. */
export function referenceOf(instruction: string): string | null {
  if (!INSTRUCTION.test(instruction)) return null;
  const digits = instruction.toLowerCase();
  const cuts = [0, 8, 12, 16, 20, 32];
  return `kvitt-${cuts
    .slice(0, -1)
    .map((from, index) => digits.slice(from, cuts[index + 1]))
    .join("-")}`;
}

/** The id of a payment's n-th refund, from 1. */
export function slotOf(reference: string, number: number): string {
  return digest(`refund:${reference}:${number}`).slice(0, 32).toUpperCase();
}

/** What a refund carries: whose it is, and which operation asked for it. */
export function markOf(reference: string, operationId: string): string {
  const whose = BigInt(`0x${instructionOf(reference)}`)
    .toString(36)
    .padStart(25, "0");
  const which = (BigInt(`0x${digest(operationId)}`) % 36n ** 10n).toString(36).padStart(10, "0");
  return `${whose}${which}`.toUpperCase();
}

/** The payment a refund's mark names; null for no mark of ours. */
export function referenceInMark(mark: string): string | null {
  const whose = MARK.exec(mark)?.[1];
  if (whose === undefined) return null;
  const value = Array.from(whose).reduce((sum, digit) => sum * 36n + BigInt(parseInt(digit, 36)), 0n);
  return referenceOf(value.toString(16).padStart(32, "0").toUpperCase());
}

/** Which operation asked for a payment, on the address its callback goes to: the service gives the address back, and no other field is free. */
export function callbackFor(url: string, operationId: string): string {
  const address = new URL(url);
  address.searchParams.set("o", digest(operationId).slice(0, 16));
  return address.href;
}

/** Comes back with the callback of an instruction; nobody else can make it. */
export function identifierOf(secret: string, instruction: string): string {
  return createHmac("sha256", Buffer.from(secret, "utf8")).update(instruction).digest("hex").slice(0, 32).toUpperCase();
}

export function isIdentifier(secrets: readonly string[], instruction: string, claimed: string): boolean {
  // Every secret is tried, so that the time taken does not tell which one fitted.
  return secrets.map((secret) => alike(identifierOf(secret, instruction), claimed)).includes(true);
}

function alike(ours: string, theirs: string): boolean {
  const [a, b] = [Buffer.from(ours), Buffer.from(theirs)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
