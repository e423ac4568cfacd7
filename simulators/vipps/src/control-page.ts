/** The control page: for whoever shows or tests Kvitt by hand. Every form is a call of the control API. */

import { timestamp } from "./clock.ts";
import { html, page, type Html } from "./html.ts";
import type { VippsSimulator } from "./simulator.ts";
import type { Delivery, Payment } from "./types.ts";

const NEWEST = 100;
const steps: readonly (readonly [label: string, seconds: number])[] = [
  ["10 seconds", 10],
  ["1 minute", 60],
  ["10 minutes", 600],
  ["1 hour", 3_600],
  ["1 day", 86_400],
];

export function controlPage(simulator: VippsSimulator): string {
  return page(
    "control",
    "en",
    "Wallet simulator",
    html`<h1>Wallet simulator</h1>
      <p><a href="/phone">The payers' phones</a></p>
      ${clockSection(simulator)} ${paymentsSection(simulator)} ${webhooksSection(simulator)} ${rulesSection(simulator)}`,
  );
}

function clockSection(simulator: VippsSimulator): Html {
  return html`<section>
    <h2>Clock</h2>
    <p>${timestamp(simulator.now())}</p>
    ${steps.map(
      ([label, count]) =>
        html`<form method="post" action="/_control/clock">
          <button name="advanceSeconds" value="${count}">${label} on</button>
        </form>`,
    )}
  </section>`;
}

function paymentsSection(simulator: VippsSimulator): Html {
  const newest = [...simulator.payments()].reverse().slice(0, NEWEST);
  return html`<section>
    <h2>Payments</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Reference</th>
          <th scope="col">State</th>
          <th scope="col">Amount</th>
          <th scope="col">Captured</th>
          <th scope="col">Refunded</th>
          <th scope="col">Released</th>
          <th scope="col">The payer</th>
        </tr>
      </thead>
      <tbody>
        ${newest.map(paymentRow)}
      </tbody>
    </table>
  </section>`;
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
  return names.map(
    (act) => html`<form method="post" action="/_control/payments/${reference}/${act}"><button>${act}</button></form>`,
  );
}

function webhooksSection(simulator: VippsSimulator): Html {
  const newest = [...simulator.deliveries()].reverse().slice(0, NEWEST);
  return html`<section>
    <h2>Webhooks</h2>
    <ul>
      ${simulator.registrations().map(({ url, msn }) => html`<li>${msn}: ${url}</li>`)}
    </ul>
    <table>
      <thead>
        <tr>
          <th scope="col">Reference</th>
          <th scope="col">Event</th>
          <th scope="col">State</th>
          <th scope="col">Answers</th>
        </tr>
      </thead>
      <tbody>
        ${newest.map(deliveryRow)}
      </tbody>
    </table>
  </section>`;
}

function deliveryRow({ event, state, answers }: Delivery): Html {
  return html`<tr>
    <td>${event.reference}</td>
    <td>${event.name}</td>
    <td>${state}</td>
    <td>${answers.map((status) => (status === 0 ? "none" : String(status))).join(", ")}</td>
  </tr>`;
}

function rulesSection(simulator: VippsSimulator): Html {
  const rules = simulator.rules.list().map(({ rule }) => rule);
  return html`<section>
    <h2>Misbehaviour</h2>
    <form method="post" action="/_control/rules" style="display:block">
      <label>Rules as JSON<textarea name="rules">${JSON.stringify(rules, null, 2)}</textarea></label>
      <p><button>Replace</button></p>
    </form>
  </section>`;
}
