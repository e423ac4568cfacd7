/** `/_control`: moving the clock, scripting misbehaviour, looking at payments and callbacks, acting for payer and bank. */

import { z } from "zod";
import {
  serviceControls,
  serviceFaults,
  serviceRulesSchema,
  tellingOf,
  unsignedFault,
  WRONG_TIME,
} from "@kvitt/simulator-kit";
import { controlPage } from "./control-page.ts";
import { acts, type Act } from "./payer.ts";
import type { SwishSimulator } from "./simulator.ts";
import { meanings } from "./problems.ts";
import { operations, type Delivery, type Payment, type Rule } from "./types.ts";
import { paymentView, refundView } from "./world.ts";

const refuse = z.strictObject({ do: z.literal("refuse"), code: z.string().regex(/^[A-Z0-9]{2,10}$/) });
const call = z.discriminatedUnion("do", [...serviceFaults, refuse]);

export const { controlRead, controlWrite } = serviceControls<Rule, SwishSimulator, Payment, Act>({
  rules: serviceRulesSchema({ operations, call, webhook: unsignedFault }),
  page: controlPage,
  things: {
    name: "payments",
    all: (simulator) => simulator.payments(),
    find: (simulator, id) => simulator.find({ id }),
    view: (simulator, payment) => {
      const refunds = simulator.refunds(payment).map((refund) => refundView(refund, meanings));
      return { ...paymentView(payment, meanings), token: payment.token, refunds };
    },
  },
  acts,
  act: (simulator, payment, act) => (simulator.act(payment, act) ? undefined : WRONG_TIME),
  lists: { callbacks: (simulator) => ({ deliveries: simulator.deliveries().map(deliveryView) }) },
});

function deliveryView(delivery: Delivery): Record<string, unknown> {
  const { url, about, status } = delivery;
  return { url, about, status, ...tellingOf(delivery) };
}
