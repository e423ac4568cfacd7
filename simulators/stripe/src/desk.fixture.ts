/** A merchant at the simulator's counter, for its own tests: the official library on one side, webhooks caught in a list on the other. */

import type { AddressInfo } from "node:net";

import { createStripeServer } from "./http.ts";
import { createStripeSimulator, demoAccount, type StripeSimulator } from "./simulator.ts";
import type { Session } from "./types.ts";

export type Caught = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Desk = {
  readonly simulator: StripeSimulator;
  readonly base: string;
  readonly caught: Caught[];
  readonly types: () => string[];
  /** A call as the wire has it: form-encoded, with the account's key. */
  readonly call: (method: string, path: string, form?: Readonly<Record<string, string>>, key?: string) => Promise<Said>;
  /** A product and a page for it, captured by hand. */
  readonly open: (reference: string, change?: Readonly<Record<string, string>>) => Promise<Session>;
  readonly listen: () => Promise<string>;
  /** What the receiver answers from now on. */
  answerWith: number;
};

export type Said = { readonly status: number; readonly json: Record<string, unknown>; readonly headers: Headers };

export const hook = "https://pay.example.test/hooks/stripe";

/** `atEnd` is told what has to be done after the test. */
export async function openDesk(atEnd: (work: () => Promise<void>) => void): Promise<Desk> {
  const caught: Caught[] = [];
  const simulator = createStripeSimulator({
    post: async (url, headers, body) => {
      caught.push({ url, headers, body });
      return desk.answerWith;
    },
  });
  const server = createStripeServer(simulator);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  atEnd(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const call: Desk["call"] = async (method, path, form = {}, key) => {
    const headers = {
      authorization: `Bearer ${demoAccount.secretKey}`,
      ...(key === undefined ? {} : { "idempotency-key": key }),
    };
    const body = method === "GET" ? {} : { body: new URLSearchParams(form) };
    const answer = await fetch(`${base}${path}`, { method, headers, ...body });
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown>, headers: answer.headers };
  };
  const desk: Desk = {
    simulator,
    base,
    caught,
    answerWith: 200,
    types: () => caught.map(({ body }) => (JSON.parse(body) as { type: string }).type),
    call,
    open: async (reference, change = {}) => {
      await call("POST", "/v1/products", { id: reference, name: `Faktura <${reference}>` });
      await call("POST", "/v1/checkout/sessions", { ...sessionForm(reference), ...change });
      return simulator.find({ reference })!;
    },
    listen: async () => {
      const { json } = await call("POST", "/v1/webhook_endpoints", { url: hook, "enabled_events[]": "*" });
      return String(json["secret"]);
    },
  };
  return desk;
}

export function sessionForm(reference: string): Record<string, string> {
  return {
    mode: "payment",
    client_reference_id: reference,
    success_url: "https://pay.example.test/r/6kP2s?s={CHECKOUT_SESSION_ID}",
    cancel_url: "https://pay.example.test/r/6kP2s",
    locale: "nb",
    "payment_intent_data[capture_method]": "manual",
    "payment_intent_data[metadata][reference]": reference,
    "line_items[0][quantity]": "1",
    "line_items[0][price_data][currency]": "nok",
    "line_items[0][price_data][unit_amount]": "245000",
    "line_items[0][price_data][product]": reference,
  };
}

/** The code of a refusal, or its type, with the parameter. */
export function said({ json }: Said): string {
  const { code, type, param } = (json["error"] ?? {}) as Record<string, string>;
  return [code ?? type ?? "", param ?? ""].join(" ").trim();
}
