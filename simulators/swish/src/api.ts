/** The service's own addresses: which operation a request asks for, and its answer. */

import { meanings, problemAnswer, Refused } from "./problems.ts";
import { cancelPayment, createPayment, createRefund, paymentAt, refundAt } from "./requests.ts";
import type { Operation, WireAnswer, WireRequest } from "./types.ts";
import { passTime, paymentView, refundView, type World } from "./world.ts";

export type Asked = { readonly operation: Operation; readonly id: string };

const API = "/swish-cpcapi/api";

const routes: readonly (readonly [method: string, path: RegExp, operation: Operation])[] = [
  ["PUT", /^\/swish-cpcapi\/api\/v2\/paymentrequests\/([^/]+)$/, "createPayment"],
  ["GET", /^\/swish-cpcapi\/api\/v1\/paymentrequests\/([^/]+)$/, "getPayment"],
  ["PATCH", /^\/swish-cpcapi\/api\/v1\/paymentrequests\/([^/]+)$/, "cancelPayment"],
  ["PUT", /^\/swish-cpcapi\/api\/v2\/refunds\/([^/]+)$/, "createRefund"],
  ["GET", /^\/swish-cpcapi\/api\/v1\/refunds\/([^/]+)$/, "getRefund"],
];

/** What a request asks for; undefined when the service has no such address. */
export function operationOf({ method, path }: WireRequest): Asked | undefined {
  for (const [verb, pattern, operation] of routes) {
    const found = verb === method ? pattern.exec(path) : null;
    if (found !== null) return { operation, id: found[1]! };
  }
  return undefined;
}

/** Does what is asked, and answers as the service would. */
export function answerCall(world: World, asked: Asked, request: WireRequest): WireAnswer {
  passTime(world);
  try {
    if (request.caller === null) throw new Refused(401);
    return carryOut(world, asked, request);
  } catch (error) {
    if (error instanceof Refused) return problemAnswer(error);
    throw error;
  }
}

function carryOut(world: World, { operation, id }: Asked, request: WireRequest): WireAnswer {
  switch (operation) {
    case "createPayment": {
      const { token } = createPayment(world, id, request);
      const location = `${request.origin}${API}/v1/paymentrequests/${id}`;
      return { status: 201, headers: { location, ...(token === null ? {} : { paymentrequesttoken: token }) } };
    }
    case "createRefund":
      createRefund(world, id, request);
      return { status: 201, headers: { location: `${request.origin}${API}/v1/refunds/${id}` } };
    case "getPayment":
      return { status: 200, json: paymentView(paymentAt(world, id, request), meanings) };
    case "cancelPayment":
      return { status: 200, json: paymentView(cancelPayment(world, id, request), meanings) };
    case "getRefund":
      return { status: 200, json: refundView(refundAt(world, id, request), meanings) };
  }
}
