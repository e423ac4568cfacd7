/** The control page: everything on it is one of the calls of `control.ts`, by form. */

import { buttons, cells, framed, html, newest, table, type Html, type Steps } from "@kvitt/simulator-kit";
import type { AgencySimulator } from "./simulator.ts";
import type { Case, Told } from "./types.ts";
import { acts } from "./world.ts";

const steps: Steps = [
  ["1 hour", 3_600],
  ["1 day", 86_400],
  ["7 days", 604_800],
];

export function controlPage(simulator: AgencySimulator): string {
  return framed(simulator, {
    title: "Simulated collection agency",
    steps,
    sections: [
      table("Cases", ["Reference", "Capital", "State", "Acts"], newest(simulator.cases()).map(caseRow)),
      table("Told", ["Event", "Reference", "Status", "Day"], newest(simulator.told()).map(toldRow)),
    ],
  });
}

function caseRow({ caseId, reference, capital, paid, status }: Case): Html {
  return html`<tr>
    <td>${reference}</td>
    <td class="number">${(capital / 100).toFixed(2)}</td>
    <td>${status} · got ${(paid / 100).toFixed(2)}</td>
    <td>${buttons(`/_control/cases/${encodeURIComponent(caseId)}`, acts)}</td>
  </tr>`;
}

function toldRow({ eventId, reference, status, occurredOn }: Told): Html {
  return cells([eventId, reference, status, occurredOn]);
}
