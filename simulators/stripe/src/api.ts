/** The service's own addresses: which operation a request asks for, and its answer. */

import { answering, checkKey, oncePerKey } from "./access.ts";
import { emptyBody, expansionsIn } from "./bodies.ts";
import { createEndpoint, deleteEndpoint, listEndpoints } from "./endpoints.ts";
import { cancel, capture, chargesOf, disputesOf, intentAt, refund, refundsOf } from "./intents.ts";
import { missing } from "./problems.ts";
import { createProduct, createSession, expireSession, productAt, sessionAt, updateProduct } from "./sessions.ts";
import type { Operation, WireAnswer, WireRequest } from "./types.ts";
import { expanded, listView } from "./views.ts";
import { expireDue, type World } from "./world.ts";

/** An operation, and the id its address names; empty where it names none. */
export type Asked = { readonly operation: Operation; readonly id: string };

const routes: readonly (readonly [method: string, path: RegExp, operation: Operation])[] = [
  ["POST", /^\/v1\/products$/, "createProduct"],
  ["GET", /^\/v1\/products\/([^/]+)$/, "getProduct"],
  ["POST", /^\/v1\/products\/([^/]+)$/, "updateProduct"],
  ["POST", /^\/v1\/checkout\/sessions$/, "createSession"],
  ["GET", /^\/v1\/checkout\/sessions\/([^/]+)$/, "getSession"],
  ["POST", /^\/v1\/checkout\/sessions\/([^/]+)\/expire$/, "expireSession"],
  ["GET", /^\/v1\/payment_intents\/([^/]+)$/, "getIntent"],
  ["POST", /^\/v1\/payment_intents\/([^/]+)\/capture$/, "captureIntent"],
  ["POST", /^\/v1\/payment_intents\/([^/]+)\/cancel$/, "cancelIntent"],
  ["GET", /^\/v1\/charges$/, "listCharges"],
  ["POST", /^\/v1\/refunds$/, "createRefund"],
  ["GET", /^\/v1\/refunds$/, "listRefunds"],
  ["GET", /^\/v1\/disputes$/, "listDisputes"],
  ["POST", /^\/v1\/webhook_endpoints$/, "createEndpoint"],
  ["GET", /^\/v1\/webhook_endpoints$/, "listEndpoints"],
  ["DELETE", /^\/v1\/webhook_endpoints\/([^/]+)$/, "deleteEndpoint"],
];

/** What a request asks for; undefined when the service has no such address. */
export function operationOf({ method, path }: WireRequest): Asked | undefined {
  for (const [verb, pattern, operation] of routes) {
    const found = verb === method ? pattern.exec(path) : null;
    if (found !== null) return { operation, id: decodeURIComponent(found[1] ?? "") };
  }
  return undefined;
}

/** Does what is asked, and answers as the service would. */
export function answerCall(world: World, asked: Asked, request: WireRequest): WireAnswer {
  expireDue(world);
  const headers = { "request-id": `req_${world.names.word(14)}` };
  const { answer } = answering(() => {
    checkKey(world, request);
    return oncePerKey(world, request, () => ({ status: 200, json: carryOut(world, asked, request) }));
  });
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

function carryOut(world: World, { operation, id }: Asked, request: WireRequest): unknown {
  const { body, query, method, path, origin } = request;
  const paths = expansionsIn(method === "GET" ? query : body);
  switch (operation) {
    case "listCharges":
      return listView(path, chargesOf(world, intentIn(query)));
    case "listRefunds":
      return listView(path, refundsOf(world, intentIn(query)));
    case "listDisputes":
      return listView(path, disputesOf(world, intentIn(query)));
    case "createEndpoint":
      return createEndpoint(world, body);
    case "listEndpoints":
      return listView(path, listEndpoints(world));
    case "deleteEndpoint":
      return deleteEndpoint(world, id);
    case "expireSession":
      emptyBody(body);
      return expanded(world, expireSession(world, id), paths);
    default:
      return expanded(world, objectOf(world, operation, id, body, origin), paths);
  }
}

type OnOneObject = Exclude<
  Operation,
  | "listCharges"
  | "listRefunds"
  | "listDisputes"
  | "createEndpoint"
  | "listEndpoints"
  | "deleteEndpoint"
  | "expireSession"
>;

function objectOf(world: World, operation: OnOneObject, id: string, body: string, origin: string): object {
  switch (operation) {
    case "createProduct":
      return createProduct(world, body);
    case "getProduct":
      return productAt(world, id);
    case "updateProduct":
      return updateProduct(world, id, body);
    case "createSession":
      return createSession(world, body, origin);
    case "getSession":
      return sessionAt(world, id);
    case "getIntent":
      return intentAt(world, id);
    case "captureIntent":
      return capture(world, id, body);
    case "cancelIntent":
      return cancel(world, id, body);
    case "createRefund":
      return refund(world, body);
  }
}

/** Lists are asked for by their intent; one without it would be the whole account's. */
function intentIn(query: string): string {
  const intent = new URLSearchParams(query).get("payment_intent");
  if (intent === null) throw missing("payment_intent");
  return intent;
}
