/** `/_control`: moving the clock, scripting misbehaviour, looking at payments and webhooks, acting for the payer. */

import { z } from "zod";
import { timestamp } from "./clock.ts";
import { controlPage } from "./control-page.ts";
import { acts, type Act } from "./payer.ts";
import { jsonReply, pageReply, seeOther, type Reply } from "./reply.ts";
import type { VippsSimulator } from "./simulator.ts";
import type { Delivery, Payment, Rule } from "./types.ts";
import { paymentView } from "./views.ts";

const seconds = z.coerce
  .number()
  .nonnegative()
  .max(10 * 366 * 86_400);
const clockSchema = z.union([
  z.strictObject({ advanceSeconds: seconds }),
  z.strictObject({ to: z.iso.datetime({ offset: true }) }),
]);
const settingsSchema = z.strictObject({ rateLimits: z.boolean().optional(), keyRequired: z.boolean().optional() });

const turns = { times: z.int().positive().optional(), skip: z.int().nonnegative().optional() };
const callFault = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("delay"), ms: z.int().nonnegative() }),
  z.strictObject({ do: z.literal("drop"), when: z.enum(["before", "after"]) }),
  z.strictObject({
    do: z.literal("fail"),
    status: z.int().min(400).max(599),
    when: z.enum(["before", "after"]),
    retryAfterSeconds: z.int().nonnegative().optional(),
  }),
  z.strictObject({ do: z.literal("refuse"), code: z.string().regex(/^\d{4,5}$/) }),
  z.strictObject({ do: z.literal("patch"), members: z.record(z.string(), z.unknown()) }),
  z.strictObject({ do: z.literal("text"), body: z.string() }),
]);
const webhookFault = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("withhold") }),
  z.strictObject({ do: z.literal("duplicate"), copies: z.int().positive() }),
  z.strictObject({ do: z.literal("late"), seconds: z.int().positive() }),
  z.strictObject({ do: z.literal("afterNext") }),
  z.strictObject({ do: z.literal("badSignature") }),
]);
const operations = [
  "token",
  "create",
  "get",
  "events",
  "capture",
  "refund",
  "cancel",
  "forceApprove",
  "registerWebhook",
  "listWebhooks",
  "deleteWebhook",
] as const;
const eventNames = [
  "CREATED",
  "AUTHORIZED",
  "ABORTED",
  "EXPIRED",
  "TERMINATED",
  "CANCELLED",
  "CAPTURED",
  "REFUNDED",
] as const;
const reference = z.string().optional();
const rulesSchema = z.array(
  z.discriminatedUnion("on", [
    z.strictObject({
      on: z.literal("call"),
      match: z.strictObject({ operation: z.enum(operations).optional(), reference }).optional(),
      fault: callFault,
      ...turns,
    }),
    z.strictObject({
      on: z.literal("webhook"),
      match: z.strictObject({ event: z.enum(eventNames).optional(), reference }).optional(),
      fault: webhookFault,
      ...turns,
    }),
  ]),
) satisfies z.ZodType<readonly Rule[]>;

export function controlRead(simulator: VippsSimulator, path: string): Reply | undefined {
  switch (path) {
    case "/_control":
      return pageReply(controlPage(simulator));
    case "/_control/clock":
      return jsonReply(200, { now: timestamp(simulator.now()) });
    case "/_control/rules":
      return jsonReply(200, { rules: simulator.rules.list() });
    case "/_control/settings":
      return jsonReply(200, simulator.settings);
    case "/_control/payments":
      return jsonReply(200, { payments: simulator.payments().map(controlView) });
    case "/_control/webhooks":
      return jsonReply(200, {
        registrations: simulator.registrations().map(({ secret: _once, ...rest }) => rest),
        deliveries: simulator.deliveries().map(deliveryView),
      });
    default: {
      const payment = paymentAt(simulator, /^\/_control\/payments\/([^/]+)$/.exec(path)?.[1]);
      return payment === undefined ? undefined : jsonReply(200, controlView(payment));
    }
  }
}

/** `input` is the JSON sent, or a form's fields. Forms are led back to the page. */
export async function controlWrite(
  simulator: VippsSimulator,
  path: string,
  input: unknown,
  byForm: boolean,
): Promise<Reply | undefined> {
  const reply = await write(simulator, path, input);
  return byForm && reply?.status === 200 ? seeOther("/_control") : reply;
}

async function write(simulator: VippsSimulator, path: string, input: unknown): Promise<Reply | undefined> {
  switch (path) {
    case "/_control/clock":
      return given(clockSchema, input, async (asked) => {
        const ms = "to" in asked ? Date.parse(asked.to) - simulator.now() : asked.advanceSeconds * 1000;
        if (ms < 0) return jsonReply(422, { code: "CLOCK_BACKWARDS", sentence: "The clock only moves forward." });
        await simulator.advance(ms);
        return jsonReply(200, { now: timestamp(simulator.now()) });
      });
    case "/_control/rules":
      return given(rulesSchema, rulesIn(input), async (rules) => {
        simulator.rules.replace(rules);
        return jsonReply(200, { rules: simulator.rules.list() });
      });
    case "/_control/settings":
      return given(settingsSchema, input, async (settings) => {
        Object.assign(simulator.settings, settings);
        return jsonReply(200, simulator.settings);
      });
    default:
      return actFor(simulator, path);
  }
}

/** A form has the rules as text. */
function rulesIn(input: unknown): unknown {
  const text = typeof input === "object" && input !== null && "rules" in input ? input.rules : undefined;
  if (typeof text !== "string") return text ?? input;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

async function actFor(simulator: VippsSimulator, path: string): Promise<Reply | undefined> {
  const found = /^\/_control\/payments\/([^/]+)\/([a-zA-Z]+)$/.exec(path);
  const payment = paymentAt(simulator, found?.[1]);
  const act = acts.find((known) => known === found?.[2]);
  if (payment === undefined || act === undefined) return undefined;
  return acted(simulator, payment, act);
}

async function acted(simulator: VippsSimulator, payment: Payment, act: Act): Promise<Reply> {
  const result = simulator.act(payment, act);
  await simulator.settle();
  if (result === "done") return jsonReply(200, controlView(payment));
  const sentence = result === "failed" ? "The card said no; the payment still waits." : "It is too late for this.";
  return jsonReply(409, { code: result === "failed" ? "CARD_REFUSED" : "TOO_LATE", sentence, ...controlView(payment) });
}

async function given<T>(schema: z.ZodType<T>, input: unknown, use: (value: T) => Promise<Reply>): Promise<Reply> {
  const read = schema.safeParse(input);
  if (read.success) return use(read.data);
  const problems = read.error.issues.map(({ path, message }) => ({ field: path.join("."), message }));
  return jsonReply(400, { code: "BODY_INVALID", sentence: "The README says what this takes.", problems });
}

function paymentAt(simulator: VippsSimulator, name: string | undefined): Payment | undefined {
  return name === undefined ? undefined : simulator.find({ reference: decodeURIComponent(name) });
}

function controlView(payment: Payment): Record<string, unknown> {
  const { flow, phone, description, events, expiresMs } = payment;
  return { ...paymentView(payment), flow, phone, description, expiresAt: timestamp(expiresMs), events };
}

function deliveryView({ registration, event, answers, dueMs, state }: Delivery): Record<string, unknown> {
  const due = state === "waiting" && dueMs !== Infinity ? { dueAt: timestamp(dueMs) } : {};
  return { registration: registration.id, reference: event.reference, name: event.name, state, answers, ...due };
}
