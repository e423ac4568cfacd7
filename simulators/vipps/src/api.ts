/** The service's own addresses: which operation a request asks for, and its answer. */

import { checkRate, header, issueToken, keyOf, oncePerKey, unitOf } from "./access.ts";
import { approveBody } from "./bodies.ts";
import { createPayment, type Caller } from "./create.ts";
import { cancel, capture, refund } from "./movements.ts";
import { actOn } from "./payer.ts";
import { problemAnswer, refused, Refused } from "./problems.ts";
import { listRegistrations, register, unregister } from "./registrations.ts";
import type { Operation, Payment, SalesUnit, WireAnswer, WireRequest } from "./types.ts";
import { movementView, paymentView } from "./views.ts";
import { expireDue, paymentKey, type World } from "./world.ts";

/** An operation and what its address names: a payment's reference or a registration's id. */
export type Asked = { readonly operation: Operation; readonly name: string };

const routes: readonly (readonly [method: string, path: RegExp, operation: Operation])[] = [
  ["POST", /^\/accesstoken\/get$/, "token"],
  ["POST", /^\/epayment\/v1\/payments$/, "create"],
  ["GET", /^\/epayment\/v1\/payments\/([^/]+)$/, "get"],
  ["GET", /^\/epayment\/v1\/payments\/([^/]+)\/events$/, "events"],
  ["POST", /^\/epayment\/v1\/payments\/([^/]+)\/capture$/, "capture"],
  ["POST", /^\/epayment\/v1\/payments\/([^/]+)\/refund$/, "refund"],
  ["POST", /^\/epayment\/v1\/payments\/([^/]+)\/cancel$/, "cancel"],
  ["POST", /^\/epayment\/v1\/test\/payments\/([^/]+)\/approve$/, "forceApprove"],
  ["POST", /^\/webhooks\/v1\/webhooks$/, "registerWebhook"],
  ["GET", /^\/webhooks\/v1\/webhooks$/, "listWebhooks"],
  ["DELETE", /^\/webhooks\/v1\/webhooks\/([^/]+)$/, "deleteWebhook"],
];

/** What a request asks for; undefined when the service has no such address. */
export function operationOf(request: WireRequest): Asked | undefined {
  for (const [method, path, operation] of routes) {
    const found = method === request.method ? path.exec(request.path) : null;
    if (found === null) continue;
    return { operation, name: operation === "create" ? referenceIn(request.body) : decodeURIComponent(found[1] ?? "") };
  }
  return undefined;
}

/** The reference of a body that may yet turn out to be malformed. */
function referenceIn(body: string): string {
  try {
    const reference: unknown = (JSON.parse(body) as { readonly reference?: unknown }).reference;
    return typeof reference === "string" ? reference : "";
  } catch {
    return "";
  }
}

/** Does what is asked, and answers as the service would. */
export function answerCall(world: World, asked: Asked, request: WireRequest): WireAnswer {
  expireDue(world);
  return answering(world, request, () => {
    const { operation, name } = asked;
    if (operation === "token") return { status: 200, json: issueToken(world, request) };
    const unit = unitOf(world, request);
    checkRate(world, unit, operation, name);
    return carryOut(world, unit, operation, name, request);
  });
}

/** Turns a refusal into its answer. */
function answering(world: World, request: WireRequest, work: () => WireAnswer): WireAnswer {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refused) return problemAnswer(error, request.path, traceId(world));
    throw error;
  }
}

export function traceId(world: World): string {
  return `00-${world.names.hex(32)}-${world.names.hex(16)}-01`;
}

type Movement = "create" | "capture" | "refund" | "cancel";

function carryOut(
  world: World,
  unit: SalesUnit,
  operation: Exclude<Operation, "token">,
  name: string,
  request: WireRequest,
): WireAnswer {
  switch (operation) {
    case "get":
      return { status: 200, json: paymentView(paymentOf(world, unit, name)) };
    case "events":
      return { status: 200, json: paymentOf(world, unit, name).events };
    case "forceApprove":
      return forceApprove(world, paymentOf(world, unit, name), request);
    case "listWebhooks":
      return { status: 200, json: listRegistrations(world, unit) };
    case "registerWebhook":
      return once(world, unit, header(request, "idempotency-key"), operation, request, () => ({
        status: 201,
        json: register(world, unit, request.body),
      }));
    case "deleteWebhook":
      unregister(world, unit, name);
      return { status: 204 };
    default:
      return changePayment(world, unit, operation, name, request);
  }
}

function changePayment(
  world: World,
  unit: SalesUnit,
  operation: Movement,
  name: string,
  request: WireRequest,
): WireAnswer {
  const key = keyOf(world, request);
  const caller: Caller = { unit, key, origin: request.origin };
  return once(world, unit, key, operation, request, () => {
    if (operation === "create") return { status: 201, json: createPayment(world, caller, request.body) };
    const payment = paymentOf(world, unit, name);
    const move = { capture, refund, cancel }[operation];
    return { status: 200, json: movementView(payment, move(world, payment, caller, request.body)) };
  });
}

function once(
  world: World,
  unit: SalesUnit,
  key: string | undefined,
  operation: Operation,
  request: WireRequest,
  work: () => WireAnswer,
): WireAnswer {
  return oncePerKey(world, unit, request, key, operation, () => answering(world, request, work));
}

/** Only the test host has it: the payer's yes without a payer. */
function forceApprove(world: World, payment: Payment, request: WireRequest): WireAnswer {
  approveBody(request.body);
  const result = actOn(world, payment, "approve");
  if (result === "failed") throw refused("10010");
  if (result === "tooLate") throw refused(payment.state === "AUTHORIZED" ? "6230" : "6200");
  return { status: 200, json: {} };
}

function paymentOf(world: World, unit: SalesUnit, reference: string): Payment {
  const payment = world.payments.get(paymentKey(unit.msn, reference));
  if (payment === undefined) throw refused("5090");
  return payment;
}
