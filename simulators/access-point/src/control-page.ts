/** The control page: received documents, the clock, the rules. Every form is a call of the control API. */

import { answersText, cells, framed, html, type Html, newest, type Steps, table } from "@kvitt/simulator-kit";
import type { AccessPoint } from "./simulator.ts";
import type { Document, Push } from "./types.ts";

const steps: Steps = [
  ["10 seconds", 10],
  ["1 hour", 3_600],
  ["1 day", 86_400],
];

export function controlPage(simulator: AccessPoint): string {
  return framed(simulator, {
    title: "Access point simulator",
    steps,
    sections: [
      table("Received documents", ["Document", "From", "To", "State"], newest(simulator.documents()).map(documentRow)),
      table("Webhooks", ["Report", "State", "Answers"], newest(simulator.pushes()).map(pushRow)),
    ],
  });
}

function documentRow({ id, kind, sender, receiver, events }: Document): Html {
  return html`<tr>
    <td><a href="/_control/documents/${id}">${kind}</a></td>
    <td>${sender}</td>
    <td>${receiver}</td>
    <td>${events.at(-1)?.state ?? "on its way"}</td>
  </tr>`;
}

function pushRow({ state, done, answers }: Push): Html {
  return cells([state, done, answersText(answers)]);
}
