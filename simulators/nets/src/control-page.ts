/** The control page. Every form on it is a call of the control API. */

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
import type { NetsSimulator } from "./simulator.ts";
import type { Invoice, Payment, Push } from "./types.ts";

const steps: Steps = [
  ["5 minutes", 300],
  ["1 hour", 3_600],
  ["1 day", 86_400],
  ["10 days", 864_000],
];

export function controlPage(simulator: NetsSimulator): string {
  return framed(simulator, {
    title: "eFaktura simulator",
    home: { path: "/", label: "The net bank" },
    steps,
    sections: [
      section("Invoices", ...newest(simulator.invoices()).map(actions)),
      table(
        "Payments, for the payee's OCR file",
        ["On", "Account", "KID", "Amount, in øre"],
        newest(simulator.payments()).map(paymentRow),
      ),
      table("Webhooks", ["Events", "State", "Answers"], newest(simulator.pushes()).map(pushRow)),
    ],
  });
}

function actions({ reference, consumer, kid, events }: Invoice): Html {
  return html`<p>
    ${consumer.name}
    <small>${kid} ${events.at(-1)!.state}</small> ${buttons(`/_control/invoices/${reference}`, ["deliver", "reject"])}
  </p>`;
}

function paymentRow({ on, account, kid, amountMinor }: Payment): Html {
  return cells([on, account, kid, String(amountMinor)]);
}

function pushRow({ events, state, answers }: Push): Html {
  return cells([events.map(({ state: to }) => to).join(", "), state, answersText(answers)]);
}
