/** `/_control`: moving the clock, scripting misbehaviour, looking at payments and webhooks, acting for payer and bank. */

import { z } from "zod";
import {
  serviceControls,
  serviceFaults,
  serviceRulesSchema,
  tellingOf,
  webhookFault,
  WRONG_TIME,
} from "@kvitt/simulator-kit";
import { controlPage } from "./control-page.ts";
import { acts, type Act } from "./payer.ts";
import type { StripeSimulator } from "./simulator.ts";
import { operations, type Delivery, type Rule, type Session } from "./types.ts";

const refuse = z.strictObject({
  do: z.literal("refuse"),
  status: z.int().min(400).max(499),
  error: z.record(z.string(), z.string()),
});
const call = z.discriminatedUnion("do", [...serviceFaults, refuse]);

export const { controlRead, controlWrite } = serviceControls<Rule, StripeSimulator, Session, Act>({
  rules: serviceRulesSchema({ operations, call, webhook: webhookFault }),
  page: controlPage,
  things: {
    name: "payments",
    all: (simulator) => simulator.sessions(),
    find: (simulator, reference) => simulator.find({ reference }),
    view: (simulator, session) => ({
      reference: session.client_reference_id,
      session,
      intent: simulator.intent(session) ?? null,
      disputes: simulator.disputes(session),
    }),
  },
  acts,
  act: (simulator, session, act) => (simulator.act(session, act) ? undefined : WRONG_TIME),
  lists: {
    webhooks: (simulator) => ({
      endpoints: simulator.endpoints().map(({ secret: _once, ...rest }) => rest),
      deliveries: simulator.deliveries().map(deliveryView),
    }),
  },
});

function deliveryView(delivery: Delivery): Record<string, unknown> {
  const { endpoint, type, reference } = delivery;
  return { endpoint: endpoint.id, reference, type, ...tellingOf(delivery) };
}
