/** The receivers' side: phones with what came to them, newest first, for a person to play patient. Looking changes nothing. */

import { html, type Html, page, pageReply, type Reply, timestamp } from "@kvitt/simulator-kit";
import type { SmsSimulator } from "./simulator.ts";
import type { Sms } from "./types.ts";

/** GET `/` and `/phone/{number}`, with or without the plus. */
export function phonePage(simulator: SmsSimulator, path: string): Reply | undefined {
  if (path === "/" || path === "/phone") return pageReply(phones(simulator));
  const digits = /^\/phone\/(?:\+|%2B)?(\d{8,15})$/i.exec(path)?.[1];
  return digits === undefined ? undefined : pageReply(onePhone(simulator, `+${digits}`));
}

/** What a phone shows has come to it; a message on its way is not there yet. */
function arrived(simulator: SmsSimulator): readonly Sms[] {
  return simulator.messages().filter(({ reports }) => reports.at(-1)?.state === "delivered");
}

function phones(simulator: SmsSimulator): string {
  const counts = Map.groupBy(arrived(simulator), ({ to }) => to);
  const numbers = [...counts].reverse();
  return page(
    "phone",
    "nb",
    "Simulerte telefoner",
    html`<h1>Simulerte telefoner</h1>
      ${numbers.length === 0 ? html`<p>Ingen SMS har kommet fram ennå.</p>` : html`<p>Velg en telefon.</p>`}
      <ul>
        ${numbers.map(([to, messages]) => html`<li><a href="/phone/${to.slice(1)}">${to}</a> <small>${messages.length}</small></li>`)}
      </ul>
      <p>
        <a href="/_control"><small>Styring</small></a>
      </p>`,
  );
}

function onePhone(simulator: SmsSimulator, to: string): string {
  const messages = arrived(simulator)
    .filter((message) => message.to === to)
    .reverse();
  return page(
    "phone",
    "nb",
    to,
    html`<p><a href="/">Alle telefoner</a></p>
      <h1>${to}</h1>
      ${messages.length === 0 ? html`<p>Ingen meldinger.</p>` : html``} ${messages.map(bubble)}`,
  );
}

/** As a telephone in Norway shows it. */
const shownTime = new Intl.DateTimeFormat("nb-NO", {
  dateStyle: "medium",
  timeStyle: "short",
  timeZone: "Europe/Oslo",
});

function bubble({ from, text, reports }: Sms): Html {
  const { atMs } = reports.at(-1)!;
  return html`<article>
    <strong>${from}</strong>
    <p>${linked(text)}</p>
    <small><time datetime="${timestamp(atMs)}">${shownTime.format(atMs)}</time></small>
  </article>`;
}

/** Addresses become links, as phones do it. */
function linked(text: string): readonly Html[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) => (index % 2 === 0 ? html`${part}` : html`<a href="${part}" rel="noreferrer">${part}</a>`));
}
