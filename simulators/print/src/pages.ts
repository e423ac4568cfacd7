/** The pages: the letters as they lie in their envelopes, and the controls. Looking changes nothing. */

import {
  answersText,
  buttons,
  cells,
  framed,
  html,
  type Html,
  newest,
  page,
  type Reply,
  section,
  type Steps,
  table,
  timestamp,
} from "@kvitt/simulator-kit";
import type { PrintSimulator } from "./simulator.ts";
import type { Letter, Push } from "./types.ts";

const NEWEST = 200;
const steps: Steps = [
  ["1 hour", 3_600],
  ["6 hours", 21_600],
  ["1 day", 86_400],
  ["10 days", 864_000],
];

/** GET `/` and `/letters/{id}.pdf`. */
export function letterPage(simulator: PrintSimulator, path: string): Reply | undefined {
  if (path === "/") return { status: 200, type: "text/html; charset=utf-8", body: listPage(simulator) };
  const id = /^\/letters\/([^/]+)\.pdf$/.exec(path)?.[1];
  const letter = simulator.letters().find((one) => one.id === id);
  return letter === undefined ? undefined : { status: 200, type: "application/pdf", body: letter.pdf };
}

function listPage(simulator: PrintSimulator): string {
  const newest = simulator.letters().slice(-NEWEST).reverse();
  return page(
    "control",
    "nb",
    "Simulert trykkeri",
    html`<h1>Simulert trykkeri</h1>
      ${newest.length === 0 ? html`<p>Ingen brev ennå.</p>` : html``} ${newest.map(envelope)}
      <p>
        <a href="/_control"><small>Styring</small></a>
      </p>`,
  );
}

const stateTexts: Readonly<Record<Letter["events"][number]["state"], string>> = {
  ACCEPTED: "Mottatt",
  PRINTED: "Trykket",
  POSTED: "Postlagt",
  RETURNED: "I retur",
};

function envelope({ id, receiver, pages, postage, events }: Letter): Html {
  const { name, line1, line2, postCode, city, country } = receiver;
  const lines = [name, line1, ...(line2 === undefined ? [] : [line2]), `${postCode} ${city}`, country];
  const last = events.at(-1)!;
  return html`<article>
    <p>${lines.join("\n")}</p>
    <p><a href="/letters/${id}.pdf">Brevet, PDF</a> <small>${pages} sider · ${postage}</small></p>
    <small>${stateTexts[last.state]} ${timestamp(last.atMs).slice(0, 16).replace("T", " ")}</small>
  </article>`;
}

/** Every form on it is a call of the control API. */
export function controlPage(simulator: PrintSimulator): string {
  return framed(simulator, {
    title: "Print simulator",
    home: { path: "/", label: "The letters" },
    steps,
    sections: [
      section("Letters", ...newest(simulator.letters()).map(actions)),
      table("Webhooks", ["Events", "State", "Answers"], newest(simulator.pushes()).map(pushRow)),
    ],
  });
}

function actions({ id, receiver, events }: Letter): Html {
  return html`<p>
    ${receiver.name} <small>${events.at(-1)!.state}</small> ${buttons(`/_control/letters/${id}`, ["post", "return"])}
  </p>`;
}

function pushRow({ events, state, answers }: Push): Html {
  return cells([events.map(({ state: to }) => to).join(", "), state, answersText(answers)]);
}
