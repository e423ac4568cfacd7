/** The control page: everything on it is one of the calls of `control.ts`, by form. */

import {
  answersText,
  buttons,
  cells,
  framed,
  html,
  type Html,
  newest,
  section,
  type Steps,
  table,
} from "@kvitt/simulator-kit";
import { acts } from "./payer.ts";
import type { StripeSimulator } from "./simulator.ts";
import type { Delivery, Session } from "./types.ts";

const steps: Steps = [
  ["1 minute", 60],
  ["1 hour", 3_600],
  ["1 day", 86_400],
  ["7 days", 604_800],
];

export function controlPage(simulator: StripeSimulator): string {
  return framed(simulator, {
    title: "Simulated cards",
    steps,
    sections: [
      table(
        "Payments",
        ["Reference", "Amount", "State", "Acts"],
        newest(simulator.sessions()).map((session) => paymentRow(simulator, session)),
      ),
      section("Listeners", ...simulator.endpoints().map(({ url }) => html`<p><small>${url}</small></p>`)),
      table("Webhooks", ["Reference", "Event", "State", "Answers"], newest(simulator.deliveries()).map(deliveryRow)),
    ],
  });
}

function paymentRow(simulator: StripeSimulator, session: Session): Html {
  const { client_reference_id: reference, amount_total, currency, status, id } = session;
  const intent = simulator.intent(session);
  const disputes = simulator.disputes(session).map((dispute) => html` · dispute ${dispute.status}`);
  const target = `/_control/payments/${encodeURIComponent(reference ?? "")}`;
  return html`<tr>
    <td><a href="/c/pay/${id}">${reference ?? id}</a></td>
    <td class="number">${(amount_total / 100).toFixed(2)} ${currency.toUpperCase()}</td>
    <td>${status}${intent === undefined ? html`` : html` · ${intent.status}`}${disputes}</td>
    <td>${buttons(target, acts)}</td>
  </tr>`;
}

function deliveryRow({ reference, type, state, answers }: Delivery): Html {
  return cells([reference, type, state, answersText(answers)]);
}
