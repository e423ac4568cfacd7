/** The net bank: who has one, and what each of them sees, pays and says yes to. Looking changes nothing. */

import { html, type Html, jsonReply, page, pageReply, type Reply, seeOther } from "@kvitt/simulator-kit";
import type { NetsSimulator } from "./simulator.ts";
import type { Consent, Consumer, Invoice } from "./types.ts";

/** GET `/`, `/bank/{identifier}` and `/bank/{identifier}/{reference}.pdf`. */
export function bankPage(simulator: NetsSimulator, path: string): Reply | undefined {
  if (path === "/") return pageReply(frontPage(simulator));
  const found = /^\/bank\/(\d+)(?:\/([A-Z0-9]+)\.pdf)?$/.exec(path);
  const consumer = consumerOf(simulator, found?.[1]);
  if (consumer === undefined) return undefined;
  if (found![2] === undefined) return pageReply(ownPage(simulator, consumer));
  const invoice = invoicesOf(simulator, consumer).find(({ reference }) => reference === found![2]);
  return invoice && { status: 200, type: "application/pdf", body: invoice.bytes };
}

/** POST `/bank/{identifier}/pay` `{reference}`, `/bank/{identifier}/consent` `{consent}` and `/bank/{identifier}/issuer` `{issuer, say}`. */
export function bankWrite(simulator: NetsSimulator, path: string, input: unknown): Reply | undefined {
  const found = /^\/bank\/(\d+)\/(pay|consent|issuer)$/.exec(path);
  const consumer = consumerOf(simulator, found?.[1]);
  if (consumer === undefined) return undefined;
  const fields = typeof input === "object" && input !== null ? (input as Readonly<Record<string, unknown>>) : {};
  const done =
    found![2] === "pay"
      ? pay(simulator, consumer, fields)
      : found![2] === "consent"
        ? consent(consumer, fields)
        : sayToIssuer(consumer, fields);
  return done
    ? seeOther(`/bank/${consumer.identifier}`)
    : jsonReply(409, { code: "NOT_POSSIBLE", sentence: "There is nothing to do here." });
}

type Fields = Readonly<Record<string, unknown>>;

function pay(simulator: NetsSimulator, consumer: Consumer, { reference }: Fields): boolean {
  const invoice = invoicesOf(simulator, consumer).find((one) => one.reference === reference);
  return invoice !== undefined && simulator.pay(invoice);
}

function consent(consumer: Consumer, fields: Fields): boolean {
  const said = (["all", "issuers", "none"] as const).find((word): word is Consent => word === fields["consent"]);
  if (said !== undefined) consumer.consent = said;
  return said !== undefined;
}

function sayToIssuer({ accepted, blocked }: Consumer, { issuer, say }: Fields): boolean {
  if (typeof issuer !== "string" || !/^\d{9}$/.test(issuer)) return false;
  const [to, from] = say === "yes" ? [accepted, blocked] : [blocked, accepted];
  to.add(issuer);
  from.delete(issuer);
  return say === "yes" || say === "no";
}

function consumerOf(simulator: NetsSimulator, identifier: string | undefined): Consumer | undefined {
  return simulator.consumers.find((consumer) => consumer.identifier === identifier);
}

function invoicesOf(simulator: NetsSimulator, consumer: Consumer): readonly Invoice[] {
  return simulator.invoices().filter((invoice) => invoice.consumer === consumer);
}

function frontPage(simulator: NetsSimulator): string {
  return page(
    "phone",
    "nb",
    "Simulert nettbank",
    html`<h1>Simulert nettbank</h1>
      <ul>
        ${simulator.consumers.map(
          ({ identifier, name, phone }) =>
            html`<li><a href="/bank/${identifier}">${name}</a> <small>${phone ?? ""}</small></li>`,
        )}
      </ul>
      <p>
        <a href="/_control"><small>Styring</small></a>
      </p>`,
  );
}

const consents: readonly (readonly [consent: Consent, label: string])[] = [
  ["all", "Ja takk til alle"],
  ["issuers", "Bare de jeg velger"],
  ["none", "Ingen eFaktura"],
];

function ownPage(simulator: NetsSimulator, consumer: Consumer): string {
  const shown = invoicesOf(simulator, consumer).filter(({ events }) =>
    events.some(({ state }) => state === "DELIVERED"),
  );
  return page(
    "phone",
    "nb",
    `${consumer.name} - nettbank`,
    html`<h1>${consumer.name}</h1>
      <section>
        <h2>eFaktura</h2>
        ${shown.length === 0 ? html`<p>Ingen fakturaer.</p>` : shown.toReversed().map((one) => invoiceCard(consumer, one))}
      </section>
      <section>
        <h2>Samtykke</h2>
        ${consents.map(
          ([value, label]) =>
            html`<form method="post" action="/bank/${consumer.identifier}/consent">
              <button name="consent" value="${value}">${consumer.consent === value ? "✓ " : ""}${label}</button>
            </form>`,
        )}
        ${[...new Set(shown.map(({ issuer }) => issuer))].map((issuer) => issuerLine(consumer, issuer))}
      </section>
      <p>
        <a href="/"><small>Andre kunder</small></a>
      </p>`,
  );
}

function issuerLine({ identifier, blocked }: Consumer, issuer: string): Html {
  const [say, label] = blocked.has(issuer) ? ["yes", "Ja takk igjen"] : ["no", "Ikke flere"];
  return html`<form method="post" action="/bank/${identifier}/issuer">
    <input type="hidden" name="issuer" value="${issuer}" />
    <button name="say" value="${say}">${issuer}: ${label}</button>
  </form>`;
}

const kroner = (minor: bigint): string => `${minor / 100n},${String(minor % 100n).padStart(2, "0")} kr`;

function invoiceCard({ identifier }: Consumer, invoice: Invoice): Html {
  const { brand, reference, invoiceNumber, amountMinor, dueOn, kid, account } = invoice;
  return html`<article>
    <p>${brand}: faktura ${invoiceNumber}</p>
    <p>${kroner(amountMinor)}, forfall ${dueOn}</p>
    <p><small>KID ${kid}, konto ${account}</small></p>
    <p><a href="/bank/${identifier}/${reference}.pdf">Fakturaen, PDF</a></p>
    ${standing(identifier, invoice)}
  </article>`;
}

function standing(identifier: string, { events, paidOn, paidBy, dueOn, reference }: Invoice): Html {
  if (events.at(-1)!.state !== "DELIVERED") return html`<small>Trukket tilbake</small>`;
  if (paidOn !== null) return html`<small>Betalt ${paidOn}</small>`;
  if (paidBy === "avtaleGiro") return html`<small>Trekkes med AvtaleGiro ${dueOn}</small>`;
  return html`<form method="post" action="/bank/${identifier}/pay">
    <button name="reference" value="${reference}">Betal</button>
  </form>`;
}
