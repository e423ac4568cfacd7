/**
 * The payer's side: a phone on which a person sees what waits and says yes or no, and the app as it is opened by an address or a code. In Swedish, as
 * the payer would see it.
 */

import { html, type Html, page, pageReply, type Reply, seeOther } from "@kvitt/simulator-kit";
import type { Act } from "./payer.ts";
import type { SwishSimulator } from "./simulator.ts";
import type { Payment } from "./types.ts";

const stateTexts: Readonly<Record<Payment["status"], string>> = {
  CREATED: "Väntar på dig",
  PAID: "Betald",
  DECLINED: "Avböjd",
  ERROR: "Misslyckades",
  CANCELLED: "Tillbakadragen av mottagaren",
};

/** GET under `/phone`, and `/app?token=&callbackurl=` where an address or a code leads. */
export function phonePage(simulator: SwishSimulator, path: string, query: URLSearchParams): Reply | undefined {
  if (path === "/phone") return pageReply(phones(simulator));
  const phone = /^\/phone\/(\d{8,15})$/.exec(path)?.[1];
  if (phone !== undefined) return pageReply(onePhone(simulator, phone));
  if (path !== "/app") return undefined;
  const payment = simulator.find({ token: tokenIn(query) });
  return payment === undefined ? nothingHere() : pageReply(app(payment, query.get("callbackurl") ?? ""));
}

/** POST: a form with `act`; in the app also `token` and `callbackurl`, to which it leads back. */
export function phoneAct(simulator: SwishSimulator, path: string, form: URLSearchParams): Reply | undefined {
  const said = form.get("act");
  const act: Act | undefined = said === "approve" || said === "decline" || said === "abort" ? said : undefined;
  const onPhone = /^\/phone\/(\d{8,15})\/([0-9A-F]{32})$/.exec(path);
  if (onPhone === null && path !== "/app") return undefined;
  const payment = simulator.find(onPhone === null ? { token: tokenIn(form) } : { id: onPhone[2]! });
  if (payment === undefined || act === undefined || (onPhone !== null && payment.payerAlias !== onPhone[1]))
    return nothingHere();
  simulator.act(payment, act);
  const back = form.get("callbackurl") ?? "";
  if (onPhone !== null) return seeOther(`/phone/${onPhone[1]!}`);
  return seeOther(isWebAddress(back) ? back : `/app?token=${payment.token ?? ""}`);
}

/** A code on a screen holds `D` and the token. */
function tokenIn(fields: URLSearchParams): string {
  return (fields.get("token") ?? "").replace(/^D/, "");
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ["https:", "http:"].includes(new URL(text).protocol);
}

function phones(simulator: SwishSimulator): string {
  const known = [...new Set(simulator.payments().flatMap(({ payerAlias }) => payerAlias ?? []))];
  return shown(
    html`<p>Välj en telefon, eller klistra in vad koden innehåller.</p>
      <ul>
        ${known.map((phone) => html`<li><a href="/phone/${phone}">+${phone}</a></li>`)}
      </ul>
      <form action="/app"><input name="token" aria-label="Kod" autocomplete="off" /><button>Öppna</button></form>`,
  );
}

function onePhone(simulator: SwishSimulator, phone: string): string {
  const payments = simulator.payments().filter(({ payerAlias }) => payerAlias === phone);
  const waiting = payments.filter(({ status }) => status === "CREATED");
  const past = payments.filter(({ status }) => status !== "CREATED").reverse();
  return shown(
    html`<p><small>+${phone}</small></p>
      ${waiting.length === 0 ? html`<p>Inget väntar på dig.</p>` : html``}
      ${waiting.map((payment) => html`<section>${summary(payment)}${buttons(`/phone/${phone}/${payment.id}`, {})}</section>`)}
      ${past.map((payment) => html`<section>${summary(payment)}</section>`)}`,
  );
}

function app(payment: Payment, back: string): string {
  const isOpen = payment.status === "CREATED";
  const hidden = { token: payment.token ?? "", callbackurl: back };
  const wayBack = isWebAddress(back) ? html`<p><a href="${back}">Tillbaka</a></p>` : html``;
  return shown(
    html`<section>${summary(payment)}${isOpen ? buttons("/app", hidden) : html``}</section>
      ${wayBack}`,
  );
}

function summary(payment: Payment): Html {
  const figures = new Intl.NumberFormat("sv-SE", { style: "currency", currency: "SEK" });
  return html`<p>${payment.merchant.name} <small>${payment.merchant.alias}</small></p>
    <p class="amount">${figures.format(payment.ore / 100)}</p>
    <p>${payment.message}</p>
    <p><small>${stateTexts[payment.status]}${payment.errorCode === null ? "" : ` (${payment.errorCode})`}</small></p>`;
}

function buttons(target: string, hidden: Readonly<Record<string, string>>): Html {
  const fields = Object.entries(hidden).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  const button = (act: string, label: string, kind: string): Html =>
    html`<form method="post" action="${target}">
      ${fields}<button name="act" value="${act}" class="${kind}">${label}</button>
    </form>`;
  return html`${button("approve", "Swisha", "yes")}${button("decline", "Avböj", "no")}${button("abort", "Avbryt i BankID", "no")}`;
}

function shown(body: Html): string {
  return page(
    "phone",
    "sv",
    "Simulerad Swish",
    html`<h1>Simulerad Swish</h1>
      ${body}`,
  );
}

function nothingHere(): Reply {
  return pageReply(page("phone", "sv", "Finns inte", html`<h1>Här finns ingenting</h1>`), 404);
}
