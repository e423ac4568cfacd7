/** The control page: for whoever shows or tests Kvitt by hand. Every form is a call of the control API. */

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
import type { VippsSimulator } from "./simulator.ts";
import type { Delivery, Payment } from "./types.ts";

const steps: Steps = [
  ["10 seconds", 10],
  ["1 minute", 60],
  ["10 minutes", 600],
  ["1 hour", 3_600],
  ["1 day", 86_400],
];

export function controlPage(simulator: VippsSimulator): string {
  return framed(simulator, {
    title: "Wallet simulator",
    home: { path: "/phone", label: "The payers' phones" },
    steps,
    sections: [
      table(
        "Payments",
        ["Reference", "State", "Amount", "Captured", "Refunded", "Released", "The payer"],
        newest(simulator.payments()).map(paymentRow),
      ),
      section("Listeners", ...simulator.registrations().map(({ url, msn }) => html`<p>${msn}: ${url}</p>`)),
      table("Webhooks", ["Reference", "Event", "State", "Answers"], newest(simulator.deliveries()).map(deliveryRow)),
    ],
  });
}

function paymentRow(payment: Payment): Html {
  const { reference, state, amount, captured, refunded, cancelled } = payment;
  const figure = (value: number): Html => html`<td class="number">${(value / 100).toFixed(2)}</td>`;
  return html`<tr>
    <td>${reference}</td>
    <td>${state}</td>
    <td class="number">${(amount.value / 100).toFixed(2)} ${amount.currency}</td>
    ${figure(captured)}${figure(refunded)}${figure(cancelled)}
    <td>${actsFor(payment)}</td>
  </tr>`;
}

function actsFor({ reference, state }: Payment): readonly Html[] {
  const possible = { CREATED: ["approve", "decline", "expire"], AUTHORIZED: ["releaseHold"] };
  const names = state === "CREATED" || state === "AUTHORIZED" ? possible[state] : [];
  return buttons(`/_control/payments/${reference}`, names);
}

function deliveryRow({ event, state, answers }: Delivery): Html {
  return cells([event.reference, event.name, state, answersText(answers)]);
}
