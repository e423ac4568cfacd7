/** The control page: everything on it is one of the calls of `control.ts`, by form. */

import { answersText, buttons, cells, framed, html, type Html, newest, type Steps, table } from "@kvitt/simulator-kit";
import { acts } from "./payer.ts";
import type { FinanceSimulator } from "./simulator.ts";
import type { Application, Delivery } from "./types.ts";
import { refundedOf } from "./world.ts";

const steps: Steps = [
  ["1 minute", 60],
  ["1 hour", 3_600],
  ["1 day", 86_400],
  ["7 days", 604_800],
];

export function controlPage(simulator: FinanceSimulator): string {
  return framed(simulator, {
    title: "Simulated part payment",
    steps,
    sections: [
      table(
        "Applications",
        ["Reference", "Amount", "State", "Acts"],
        newest(simulator.applications()).map(applicationRow),
      ),
      table("Webhooks", ["Reference", "Event", "State", "Answers"], newest(simulator.deliveries()).map(deliveryRow)),
    ],
  });
}

function applicationRow(application: Application): Html {
  const { reference, token, amount, currency, status } = application;
  const target = `/_control/applications/${encodeURIComponent(reference)}`;
  return html`<tr>
    <td><a href="/apply/${token}">${reference}</a></td>
    <td class="number">${(amount / 100).toFixed(2)} ${currency}</td>
    <td>${status} · refunded ${(refundedOf(application) / 100).toFixed(2)}</td>
    <td>${buttons(target, acts)}</td>
  </tr>`;
}

function deliveryRow({ reference, type, state, answers }: Delivery): Html {
  return cells([reference, type, state, answersText(answers)]);
}
