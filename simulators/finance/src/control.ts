/** `/_control`: moving the clock, scripting misbehaviour, looking at applications and webhooks, acting for payer and company. */

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
import type { FinanceSimulator } from "./simulator.ts";
import { operations, type Application, type Delivery, type Rule } from "./types.ts";
import { viewOf } from "./world.ts";

const refuse = z.strictObject({
  do: z.literal("refuse"),
  status: z.int().min(400).max(499),
  code: z.string().regex(/^[A-Z_]{2,40}$/),
});
const call = z.discriminatedUnion("do", [...serviceFaults, refuse]);

export const { controlRead, controlWrite } = serviceControls<Rule, FinanceSimulator, Application, Act>({
  rules: serviceRulesSchema({ operations, call, webhook: webhookFault }),
  page: controlPage,
  things: {
    name: "applications",
    all: (simulator) => simulator.applications(),
    find: (simulator, reference) => simulator.find({ reference }),
    // As the wire shows it, with the page's address below this machine.
    view: (_simulator, application) => viewOf(application, ""),
  },
  acts,
  act: (simulator, application, act) => (simulator.act(application, act) ? undefined : WRONG_TIME),
  lists: { webhooks: (simulator) => ({ deliveries: simulator.deliveries().map(deliveryView) }) },
});

function deliveryView(delivery: Delivery): Record<string, unknown> {
  const { url, type, reference } = delivery;
  return { url, reference, type, ...tellingOf(delivery) };
}
