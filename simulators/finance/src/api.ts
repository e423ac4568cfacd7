/** The company's addresses: which operation a request asks for, and its answer. Every change is a PUT under an id of the merchant's. */

import { z } from "zod";
import { offersFor } from "./offers.ts";
import { problemAnswer, Refused } from "./problems.ts";
import type { Application, Operation, WireAnswer, WireRequest } from "./types.ts";
import { expireDue, refundedOf, setStatus, tell, viewOf, type World } from "./world.ts";

export type Asked = { readonly operation: Operation; readonly reference: string; readonly operationId: string };

const LIFE_MS = 30 * 60_000;

const routes: readonly (readonly [method: string, path: RegExp, operation: Operation])[] = [
  ["GET", /^\/v1\/offers$/, "offers"],
  ["PUT", /^\/v1\/applications\/([^/]+)$/, "create"],
  ["GET", /^\/v1\/applications\/([^/]+)$/, "get"],
  ["PUT", /^\/v1\/applications\/([^/]+)\/cancellation$/, "cancel"],
  ["PUT", /^\/v1\/applications\/([^/]+)\/refunds\/([^/]+)$/, "refund"],
  ["PUT", /^\/v1\/webhook$/, "listen"],
];

const amount = z.int().positive();
const createSchema = z.strictObject({
  operationId: z.string().min(1).max(200),
  amount,
  currency: z.string(),
  description: z.string().min(3).max(100),
  returnUrl: z.string(),
  language: z.enum(["nb", "sv", "da", "it", "en"]),
  /** Which offer the payer chose at the merchant; left out, none yet. */
  terms: z.int().positive().max(120).optional(),
});
const refundSchema = z.strictObject({ amount, currency: z.string() });
const listenSchema = z.strictObject({ url: z.string() });

/** What a request asks for; undefined when there is no such address. */
export function operationOf({ method, path }: WireRequest): Asked | undefined {
  for (const [verb, pattern, operation] of routes) {
    const found = verb === method ? pattern.exec(path) : null;
    if (found === null) continue;
    return {
      operation,
      reference: decodeURIComponent(found[1] ?? ""),
      operationId: decodeURIComponent(found[2] ?? ""),
    };
  }
  return undefined;
}

export function answerCall(world: World, asked: Asked, request: WireRequest): WireAnswer {
  expireDue(world);
  try {
    if (request.headers["authorization"] !== `Bearer ${world.account.apiKey}`) throw new Refused(401, "KEY_UNKNOWN");
    return { status: 200, json: carryOut(world, asked, request) };
  } catch (error) {
    if (error instanceof Refused) return problemAnswer(error);
    throw error;
  }
}

function carryOut(world: World, { operation, reference, operationId }: Asked, request: WireRequest): unknown {
  switch (operation) {
    case "offers":
      return offers(world, new URLSearchParams(request.query));
    case "create":
      return viewOf(create(world, reference, request), request.origin);
    case "get":
      return viewOf(applicationAt(world, reference), request.origin);
    case "cancel":
      return viewOf(cancel(world, reference), request.origin);
    case "refund":
      return viewOf(refund(world, reference, operationId, request), request.origin);
    case "listen":
      return listen(world, request);
  }
}

function offers(world: World, query: URLSearchParams): unknown {
  const asked = query.get("amount") ?? "";
  if (!/^[1-9]\d{0,11}$/.test(asked)) throw new Refused(400, "BODY_INVALID", "amount");
  if (query.get("currency") !== world.account.currency) return { offers: [] };
  return { offers: offersFor(Number(asked), world.clock.now()) };
}

/** The same operation with the same facts is the same application, however often it is asked for. */
function create(world: World, reference: string, request: WireRequest): Application {
  if (!/^[a-zA-Z0-9-]{8,64}$/.test(reference)) throw new Refused(400, "BODY_INVALID", "reference");
  const body = read(createSchema, request);
  const known = world.applications.get(reference);
  if (known !== undefined) {
    if (known.operationId !== body.operationId) throw new Refused(409, "REFERENCE_TAKEN");
    const isSame =
      known.amount === body.amount && known.currency === body.currency && known.wishedTerms === (body.terms ?? null);
    if (!isSame) throw new Refused(409, "OPERATION_DIFFERS");
    return known;
  }
  if (!isWebAddress(body.returnUrl)) throw new Refused(400, "BODY_INVALID", "returnUrl");
  const isFinanced = body.currency === world.account.currency && offersFor(body.amount, 0).length > 0;
  if (!isFinanced) throw new Refused(422, "AMOUNT_OUTSIDE");
  const { terms: wishedTerms = null, ...asked } = body;
  if (wishedTerms !== null && !offersFor(body.amount, 0).some(({ terms }) => terms === wishedTerms))
    throw new Refused(422, "TERMS_NOT_OFFERED", "terms");
  const now = world.clock.now();
  const { word } = world.names;
  const application: Application = {
    ...asked,
    wishedTerms,
    id: `ap_${word(20)}`,
    reference,
    token: word(32),
    createdMs: now,
    expiresMs: now + LIFE_MS,
    refunds: [],
    status: "waiting",
    terms: null,
  };
  world.applications.set(reference, application);
  return application;
}

/** Before the agreement is made; afterwards money has moved. What has ended stays as it ended. */
function cancel(world: World, reference: string): Application {
  const application = applicationAt(world, reference);
  if (application.status === "accepted") throw new Refused(409, "ALREADY_ACCEPTED");
  if (application.status === "waiting" || application.status === "pending") setStatus(world, application, "cancelled");
  return application;
}

/** The agreement shrinks; what the payer has paid too much the company gives back. */
function refund(world: World, reference: string, operationId: string, request: WireRequest): Application {
  const application = applicationAt(world, reference);
  const asked = read(refundSchema, request);
  const known = application.refunds.find((made) => made.operationId === operationId);
  if (known !== undefined) {
    if (known.amount !== asked.amount) throw new Refused(409, "OPERATION_DIFFERS");
    return application;
  }
  if (application.status !== "accepted") throw new Refused(409, "NOT_ACCEPTED");
  if (asked.currency !== application.currency) throw new Refused(400, "BODY_INVALID", "currency");
  if (asked.amount > application.amount - refundedOf(application)) throw new Refused(422, "REFUND_TOO_HIGH");
  application.refunds.push({ id: `rf_${world.names.word(20)}`, operationId, amount: asked.amount });
  tell(world, application, "refund.made");
  return application;
}

function listen(world: World, request: WireRequest): unknown {
  const { url } = read(listenSchema, request);
  if (!isWebAddress(url)) throw new Refused(400, "BODY_INVALID", "url");
  world.hook = url;
  return { url };
}

function applicationAt(world: World, reference: string): Application {
  const application = world.applications.get(reference);
  if (application === undefined) throw new Refused(404, "NOT_FOUND");
  return application;
}

function read<T>(schema: z.ZodType<T>, { body }: WireRequest): T {
  const found = schema.safeParse(jsonOf(body));
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  throw new Refused(
    400,
    "BODY_INVALID",
    issue?.code === "unrecognized_keys" ? issue.keys[0] : (issue?.path.join(".") ?? null),
  );
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

/** Https; this machine also without. */
export function isWebAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || (protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(hostname));
}
