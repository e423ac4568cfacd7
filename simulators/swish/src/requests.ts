/** Requests and refunds: what a merchant may ask for, in the order it is checked. */

import { z } from "zod";
import { Refused, refused } from "./problems.ts";
import type { Merchant, Payment, Refund, WireRequest } from "./types.ts";
import { endPayment, type World } from "./world.ts";

const UUID = /^[0-9A-F]{32}$/;
const MESSAGE = /^[0-9a-zA-ZåäöÅÄÖ!?(),.\-:; ]{0,50}$/;
const ALIAS = /^46\d{7,11}$/;
const MAX_ORE = 99_999_999_999_999;
const MONTHS_13_MS = 396 * 86_400_000;

const paymentSchema = z.strictObject({
  payeePaymentReference: z.string().optional(),
  callbackUrl: z.string(),
  payerAlias: z.string().optional(),
  payeeAlias: z.string(),
  amount: z.string(),
  currency: z.string(),
  message: z.string().optional(),
  callbackIdentifier: z.string().optional(),
});

const refundSchema = z.strictObject({
  originalPaymentReference: z.string(),
  callbackUrl: z.string(),
  payerAlias: z.string(),
  amount: z.string(),
  currency: z.string(),
  payerPaymentReference: z.string().optional(),
  message: z.string().optional(),
  callbackIdentifier: z.string().optional(),
});

export function createPayment(world: World, id: string, request: WireRequest): Payment {
  const body = read(paymentSchema, id, request);
  const merchant = merchantOf(world, body.payeeAlias, request);
  const ore = checkCommon(body, body.payeePaymentReference);
  const { payerAlias = null } = body;
  if (payerAlias !== null && !ALIAS.test(payerAlias)) throw refused("BE18");
  if (world.payments.has(id)) throw refused("RP09");
  checkPayer(world, payerAlias);
  const payment: Payment = {
    id,
    merchant,
    payeePaymentReference: body.payeePaymentReference ?? null,
    callbackUrl: body.callbackUrl,
    callbackIdentifier: body.callbackIdentifier ?? null,
    payerAlias,
    ore,
    message: body.message ?? "",
    token: payerAlias === null ? world.names.hex(32).toLowerCase() : null,
    createdMs: world.clock.now(),
    status: "CREATED",
    paidMs: null,
    paymentReference: null,
    errorCode: null,
  };
  world.payments.set(id, payment);
  return payment;
}

/** Numbers that end in 0000 have no Swish. */
function checkPayer(world: World, payerAlias: string | null): void {
  if (payerAlias === null) return;
  if (payerAlias.endsWith("0000")) throw refused("ACMT03");
  const open = [...world.payments.values()].some(
    (other) => other.payerAlias === payerAlias && other.status === "CREATED",
  );
  if (open) throw refused("RP06");
}

export function createRefund(world: World, id: string, request: WireRequest): Refund {
  const body = read(refundSchema, id, request);
  const merchant = merchantOf(world, body.payerAlias, request);
  const ore = checkCommon(body, body.payerPaymentReference);
  if (world.refunds.has(id)) throw refused("RP09");
  const original = [...world.payments.values()].find(
    ({ paymentReference }) => paymentReference === body.originalPaymentReference,
  );
  if (original === undefined || original.merchant !== merchant) throw refused("RF03");
  if (world.clock.now() - (original.paidMs ?? 0) > MONTHS_13_MS) throw refused("RF02");
  const given = [...world.refunds.values()].filter((other) => other.original === original && other.status !== "ERROR");
  if (given.reduce((sum, other) => sum + other.ore, ore) > original.ore) throw refused("RF04");
  const refund: Refund = {
    id,
    original,
    paymentReference: world.names.hex(32),
    payerPaymentReference: body.payerPaymentReference ?? null,
    callbackUrl: body.callbackUrl,
    callbackIdentifier: body.callbackIdentifier ?? null,
    ore,
    message: body.message ?? "",
    createdMs: world.clock.now(),
    status: "CREATED",
    paidMs: null,
    errorCode: null,
  };
  world.refunds.set(id, refund);
  return refund;
}

export function cancelPayment(world: World, id: string, request: WireRequest): Payment {
  const payment = paymentAt(world, id, request);
  if (!isPatch(request)) throw new Refused(415);
  const asked = z.tuple([
    z.strictObject({ op: z.literal("replace"), path: z.literal("/status"), value: z.literal("cancelled") }),
  ]);
  if (!asked.safeParse(jsonOf(request.body)).success) throw new Refused(400);
  if (payment.status !== "CREATED") throw refused("RP07");
  endPayment(world, payment, "CANCELLED");
  return payment;
}

export function paymentAt(world: World, id: string, request: WireRequest): Payment {
  const payment = world.payments.get(id);
  if (payment === undefined || !isOwn(payment.merchant, request)) throw new Refused(404);
  return payment;
}

export function refundAt(world: World, id: string, request: WireRequest): Refund {
  const refund = world.refunds.get(id);
  if (refund === undefined || !isOwn(refund.original.merchant, request)) throw new Refused(404);
  return refund;
}

function isPatch(request: WireRequest): boolean {
  return String(request.headers["content-type"]).startsWith("application/json-patch+json");
}

function isOwn(merchant: Merchant, { caller }: WireRequest): boolean {
  return caller === "any" || caller === merchant.alias;
}

function merchantOf(world: World, alias: string, request: WireRequest): Merchant {
  if (alias === "") throw refused("RP01");
  const merchant = world.merchants.find((known) => known.alias === alias);
  if (merchant === undefined || !isOwn(merchant, request)) throw new Refused(403, "PA01");
  return merchant;
}

function read<T>(schema: z.ZodType<T>, id: string, request: WireRequest): T {
  if (!UUID.test(id)) throw new Refused(400);
  if (!String(request.headers["content-type"]).startsWith("application/json")) throw new Refused(415);
  const found = schema.safeParse(jsonOf(request.body));
  if (!found.success) throw new Refused(400);
  return found.data;
}

type Common = {
  readonly callbackUrl: string;
  readonly amount: string;
  readonly currency: string;
  readonly message?: string | undefined;
  readonly callbackIdentifier?: string | undefined;
};

/** The amount in öre. */
function checkCommon(body: Common, reference: string | undefined): number {
  if (reference !== undefined && !/^[0-9A-Za-z]{1,35}$/.test(reference)) throw refused("FF08");
  if (!isCallback(body.callbackUrl)) throw refused("RP03");
  if (!MESSAGE.test(body.message ?? "")) throw refused("RP02");
  if (body.callbackIdentifier !== undefined && !/^[0-9A-Za-z]{32,36}$/.test(body.callbackIdentifier))
    throw new Refused(400);
  if (body.currency !== "SEK") throw refused("AM03");
  const amount = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(body.amount);
  if (amount === null) throw refused("PA02");
  const ore = Number(`${amount[1]!}${(amount[2] ?? "").padEnd(2, "0")}`);
  if (ore > MAX_ORE) throw refused("AM02");
  if (ore < 100) throw refused("AM06");
  return ore;
}

/** Https; this machine also without. */
function isCallback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || (protocol === "http:" && ["127.0.0.1", "localhost"].includes(hostname));
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
