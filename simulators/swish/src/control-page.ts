/** The control page: everything on it is one of the calls of `control.ts`, by form. */

import { answersText, buttons, cells, framed, html, type Html, newest, type Steps, table } from "@kvitt/simulator-kit";
import { acts } from "./payer.ts";
import type { SwishSimulator } from "./simulator.ts";
import type { Delivery, Payment } from "./types.ts";
import { kronor } from "./world.ts";

const steps: Steps = [
  ["1 minute", 60],
  ["1 hour", 3_600],
  ["1 day", 86_400],
  ["7 days", 604_800],
];

export function controlPage(simulator: SwishSimulator): string {
  return framed(simulator, {
    title: "Simulated Swish",
    steps,
    sections: [
      table(
        "Payments",
        ["Id", "Amount", "State", "Acts"],
        newest(simulator.payments()).map((payment) => paymentRow(simulator, payment)),
      ),
      table("Callbacks", ["About", "Status", "State", "Answers"], newest(simulator.deliveries()).map(deliveryRow)),
    ],
  });
}

function paymentRow(simulator: SwishSimulator, payment: Payment): Html {
  const { id, ore, status, errorCode, payerAlias, token } = payment;
  const refunds = simulator.refunds(payment).map((refund) => html` · refund ${kronor(refund.ore)} ${refund.status}`);
  const place = payerAlias === null ? `/app?token=${token ?? ""}` : `/phone/${payerAlias}`;
  return html`<tr>
    <td><a href="${place}">${id}</a></td>
    <td class="number">${kronor(ore)} SEK</td>
    <td>${status}${errorCode === null ? html`` : html` · ${errorCode}`}${refunds}</td>
    <td>${buttons(`/_control/payments/${id}`, acts)}</td>
  </tr>`;
}

function deliveryRow({ about, status, state, answers }: Delivery): Html {
  return cells([about, status, state, answersText(answers)]);
}
