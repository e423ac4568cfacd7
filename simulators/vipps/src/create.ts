/** Creating a payment: what is allowed, in the order it is checked. */

import { createBody, isReturnUrl, phoneOf, type CreateBody } from "./bodies.ts";
import { refused } from "./problems.ts";
import type { Payment, SalesUnit } from "./types.ts";
import { addEvent, paymentKey, type World } from "./world.ts";

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
const LIFE_MS = 10 * MINUTE_MS;
const LONGEST_LIFE_MS = 60 * DAY_MS;
const HIGHEST = 65_000_000;
const LOWEST: Readonly<Record<string, number>> = { NOK: 100, DKK: 1, EUR: 1 };

export type Caller = { readonly unit: SalesUnit; readonly key: string | undefined; readonly origin: string };

/** The answer's members. */
export function createPayment(world: World, caller: Caller, text: string): Record<string, unknown> {
  const body = createBody(text);
  checkAmount(body, caller.unit);
  checkMethod(body);
  checkMetadata(body);
  const phone = phoneOf(body);
  checkFlow(body, caller.unit, phone);
  const expiresMs = endOf(body, caller.unit, world.clock.now());
  const name = paymentKey(caller.unit.msn, body.reference);
  if (world.payments.has(name)) throw refused("4150");
  const payment = born(world, caller, body, phone, expiresMs);
  world.payments.set(name, payment);
  addEvent(world, payment, { name: "CREATED", key: caller.key });
  const { redirectUrl, reference } = payment;
  return { ...(redirectUrl === undefined ? {} : { redirectUrl }), reference };
}

function checkAmount({ amount }: CreateBody, unit: SalesUnit): void {
  if (!Number.isSafeInteger(amount.value) || amount.value < 0 || amount.value > HIGHEST) throw refused("4040");
  if (amount.currency !== unit.currency) throw refused("5040");
  if (amount.value < (LOWEST[amount.currency] ?? 1)) throw refused("6010");
}

function checkMethod({ paymentMethod, userFlow }: CreateBody): void {
  const { type } = paymentMethod;
  if (type !== "WALLET" && !(type === "CARD" && userFlow === "WEB_REDIRECT")) throw refused("4160");
}

function checkMetadata({ metadata = {} }: CreateBody): void {
  const entries = Object.entries(metadata);
  if (entries.length > 5) throw refused("4100");
  if (entries.some(([key]) => key.length > 100)) throw refused("4120");
  if (entries.some(([, value]) => value.length > 500)) throw refused("4130");
}

function checkFlow(body: CreateBody, unit: SalesUnit, phone: string | undefined): void {
  const redirects = body.userFlow === "WEB_REDIRECT" || body.userFlow === "NATIVE_REDIRECT";
  if (body.returnUrl !== undefined && !isReturnUrl(body.returnUrl)) throw refused("4090");
  if (redirects && body.returnUrl === undefined) throw refused("4140");
  if (body.userFlow === "QR" && body.qrFormat === undefined) throw refused("4140");
  if (body.userFlow !== "PUSH_MESSAGE") return;
  if (phone === undefined) throw refused("4140");
  if (!unit.allowsPush) throw refused("5080");
}

function endOf({ expiresAt, receipt }: CreateBody, unit: SalesUnit, nowMs: number): number {
  if (expiresAt === undefined) return nowMs + LIFE_MS;
  const endsMs = Date.parse(expiresAt);
  if (receipt === undefined) throw refused("6130");
  if (!unit.allowsLongLiving) throw refused("5050");
  if (endsMs < nowMs + LIFE_MS) throw refused("6120");
  if (endsMs > nowMs + LONGEST_LIFE_MS) throw refused("6110");
  return endsMs;
}

function born(world: World, caller: Caller, body: CreateBody, phone: string | undefined, expiresMs: number): Payment {
  const token = world.names.hex(32);
  return {
    unit: caller.unit,
    reference: body.reference,
    pspReference: world.names.uuid(),
    token,
    amount: body.amount,
    method: body.paymentMethod.type === "CARD" ? "CARD" : "WALLET",
    flow: body.userFlow,
    description: body.paymentDescription,
    phone,
    returnUrl: body.returnUrl,
    metadata: body.metadata,
    redirectUrl: addressFor(body, caller.origin, token),
    createdMs: world.clock.now(),
    expiresMs,
    events: [],
    state: "CREATED",
    authorizedMs: null,
    firstCapturedMs: null,
    authorized: 0,
    captured: 0,
    refunded: 0,
    cancelled: 0,
    holdReleased: false,
  };
}

/** Where the payer goes on; for a code as picture, where the picture is. */
function addressFor(body: CreateBody, origin: string, token: string): string | undefined {
  if (body.userFlow === "PUSH_MESSAGE") return undefined;
  const asPicture = body.userFlow === "QR" && body.qrFormat?.format !== "TEXT/TARGETURL";
  return `${origin}/${asPicture ? "qr" : "landing"}?token=${token}`;
}
