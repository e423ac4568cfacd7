/** A merchant at the simulator's counter, for its own tests: calls as the wire has them, webhooks caught in a list. */

import { createVippsSimulator, demoUnit, type VippsOptions, type VippsSimulator } from "./simulator.ts";
import type { WireAnswer, WireRequest } from "./types.ts";

export type Caught = { readonly headers: Readonly<Record<string, string>>; readonly body: string };

export type Desk = {
  readonly simulator: VippsSimulator;
  readonly caught: Caught[];
  /** Names of the events caught so far. */
  readonly names: () => string[];
  /** One call with a token and a key of its own, unless one is given. */
  readonly call: (method: string, path: string, body?: unknown, key?: string) => Promise<WireAnswer>;
  readonly create: (reference: string, change?: Record<string, unknown>) => Promise<WireAnswer>;
  readonly approved: (reference: string, change?: Record<string, unknown>) => Promise<void>;
  readonly move: (verb: string, reference: string, value: number, key?: string) => Promise<WireAnswer>;
  readonly listen: (url?: string) => Promise<string>;
  /** What the receiver answers from now on. */
  answerWith: number;
};

export const hook = "https://pay.example.test/hooks/vipps";
const payments = "/epayment/v1/payments";
const origin = "http://127.0.0.1:4030";

export function openDesk(options: VippsOptions = {}): Desk {
  const caught: Caught[] = [];
  let keys = 0;
  const simulator = createVippsSimulator({
    post: async (_url, headers, body) => {
      caught.push({ headers, body });
      return desk.answerWith;
    },
    ...options,
  });
  const raw = async (request: Omit<WireRequest, "origin">): Promise<WireAnswer> => {
    const outcome = await simulator.call({ ...request, origin });
    if (outcome?.kind !== "answer") throw new Error(outcome === undefined ? "no such address" : "dropped");
    await simulator.settle();
    return outcome.answer;
  };
  const call: Desk["call"] = async (method, path, body, key) => {
    keys += 1;
    const headers = { ...signedIn(await tokenOf(raw)), "idempotency-key": key ?? `key-${keys}` };
    const text = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
    return raw({ method, path, headers, body: text });
  };
  const desk: Desk = {
    simulator,
    caught,
    answerWith: 200,
    names: () => caught.map(({ body }) => (JSON.parse(body) as { name: string }).name),
    call,
    create: (reference, change = {}) => call("POST", payments, { ...bodyFor(reference), ...change }),
    approved: async (reference, change = {}) => {
      await desk.create(reference, change);
      simulator.act(simulator.find({ reference })!, "approve");
      await simulator.settle();
    },
    move: (verb, reference, value, key) =>
      call("POST", `${payments}/${reference}/${verb}`, { modificationAmount: { currency: "NOK", value } }, key),
    listen: async (url = hook) => {
      const answer = await call("POST", "/webhooks/v1/webhooks", { url, events: allEvents });
      return (answer.json as { secret: string }).secret;
    },
  };
  return desk;
}

export const credentials = {
  client_id: demoUnit.clientId,
  client_secret: demoUnit.clientSecret,
  "ocp-apim-subscription-key": demoUnit.subscriptionKeys[0]!,
  "merchant-serial-number": demoUnit.msn,
};

export function signedIn(token: string): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    "ocp-apim-subscription-key": demoUnit.subscriptionKeys[1]!,
    "merchant-serial-number": demoUnit.msn,
  };
}

async function tokenOf(raw: (request: Omit<WireRequest, "origin">) => Promise<WireAnswer>): Promise<string> {
  const answer = await raw({ method: "POST", path: "/accesstoken/get", headers: credentials, body: "" });
  return (answer.json as { access_token: string }).access_token;
}

export function bodyFor(reference: string): Record<string, unknown> {
  return {
    amount: { currency: "NOK", value: 245_000 },
    paymentMethod: { type: "WALLET" },
    customer: { phoneNumber: "4791234567" },
    reference,
    userFlow: "WEB_REDIRECT",
    returnUrl: "https://pay.example.test/r/6kP2s",
    paymentDescription: "Faktura 260101",
  };
}

export const allEvents = [
  "created",
  "aborted",
  "expired",
  "cancelled",
  "captured",
  "refunded",
  "authorized",
  "terminated",
].map((name) => `epayments.payment.${name}.v1`);

/** The code of a refusal, or the field a malformed body is refused for, or the status. */
export function said(answer: WireAnswer): string | number {
  const details = (answer.json as { extraDetails?: { name: string; reason: string }[] } | undefined)?.extraDetails;
  const first = details?.[0];
  if (first === undefined) return answer.status;
  return first.name === "ErrorCode" ? first.reason : first.name;
}
