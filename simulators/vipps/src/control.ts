/** `/_control`: moving the clock, scripting misbehaviour, looking at payments and webhooks, acting for the payer. */

import { z } from "zod";
import {
  callFaults,
  given,
  jsonReply,
  type Reply,
  serviceControls,
  serviceRulesSchema,
  tellingOf,
  timestamp,
  webhookFault,
  type NotDone,
} from "@kvitt/simulator-kit";
import { controlPage } from "./control-page.ts";
import { acts, type Act, type ActResult } from "./payer.ts";
import type { VippsSimulator } from "./simulator.ts";
import { eventNames, operations, type Delivery, type Payment, type Rule } from "./types.ts";
import { paymentView } from "./views.ts";

const settingsSchema = z.strictObject({ rateLimits: z.boolean().optional(), keyRequired: z.boolean().optional() });

const call = z.discriminatedUnion("do", [
  callFaults.delay,
  callFaults.drop,
  z.strictObject({ ...callFaults.fail.shape, retryAfterSeconds: z.int().nonnegative().optional() }),
  z.strictObject({ do: z.literal("refuse"), code: z.string().regex(/^\d{4,5}$/) }),
  callFaults.patch,
  callFaults.textWithStatus,
]);

const SAID: Readonly<Record<ActResult, NotDone | undefined>> = {
  done: undefined,
  failed: { code: "CARD_REFUSED", sentence: "The card said no; the payment still waits." },
  tooLate: { code: "TOO_LATE", sentence: "It is too late for this." },
};

export const { controlRead, controlWrite } = serviceControls<Rule, VippsSimulator, Payment, Act>({
  rules: serviceRulesSchema({ operations, call, events: eventNames, webhook: webhookFault }),
  page: controlPage,
  things: {
    name: "payments",
    all: (simulator) => simulator.payments(),
    find: (simulator, reference) => simulator.find({ reference }),
    view: (_simulator, payment) => {
      const { flow, phone, description, events, expiresMs } = payment;
      return { ...paymentView(payment), flow, phone, description, expiresAt: timestamp(expiresMs), events };
    },
  },
  acts,
  act: (simulator, payment, act) => SAID[simulator.act(payment, act)],
  lists: {
    settings: (simulator) => simulator.settings,
    webhooks: (simulator) => ({
      registrations: simulator.registrations().map(({ secret: _once, ...rest }) => rest),
      deliveries: simulator.deliveries().map(deliveryView),
    }),
  },
  write: writeSettings,
});

async function writeSettings(simulator: VippsSimulator, path: string, input: unknown): Promise<Reply | undefined> {
  if (path !== "/_control/settings") return undefined;
  return given(settingsSchema, input, async (settings) => {
    Object.assign(simulator.settings, settings);
    return jsonReply(200, simulator.settings);
  });
}

function deliveryView(delivery: Delivery): Record<string, unknown> {
  const { registration, event } = delivery;
  return { registration: registration.id, reference: event.reference, name: event.name, ...tellingOf(delivery) };
}
