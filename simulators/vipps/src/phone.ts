/**
 * The payer's side: a phone on which a person sees what waits and says yes or no, and the landing page behind `redirectUrl`.
 * In Norwegian, as the payer would see it.
 */

import { html, type Html, page, pageReply, type Reply, seeOther } from "@kvitt/simulator-kit";
import type { VippsSimulator } from "./simulator.ts";
import type { Payment } from "./types.ts";

const stateTexts: Readonly<Record<Payment["state"], string>> = {
  CREATED: "Venter på deg",
  AUTHORIZED: "Godkjent",
  ABORTED: "Avvist",
  EXPIRED: "Utløpt",
  TERMINATED: "Trukket tilbake av mottakeren",
};

/** GET under `/phone`, `/landing` and `/qr`. */
export function phonePage(simulator: VippsSimulator, path: string, query: URLSearchParams): Reply | undefined {
  if (path === "/phone") return pageReply(phones(simulator));
  const phone = /^\/phone\/(\d{8,15})$/.exec(path)?.[1];
  if (phone !== undefined) return pageReply(onePhone(simulator, phone, query.get("said")));
  const payment = simulator.find({ token: query.get("token") ?? "" });
  if (path === "/landing")
    return payment === undefined ? nothingHere() : pageReply(landing(payment, query.get("said")));
  if (path === "/qr" && payment !== undefined) return picture(payment);
  return undefined;
}

/** POST under `/phone` and `/landing`: a form with `act` and, for the landing page, `token`. */
export function phoneAct(simulator: VippsSimulator, path: string, form: URLSearchParams): Reply | undefined {
  const act = form.get("act");
  const said = act === "approve" || act === "decline" ? act : undefined;
  const onPhone = /^\/phone\/(\d{8,15})\/([a-zA-Z0-9-]{8,64})$/.exec(path);
  if (onPhone !== null) {
    const payment = simulator.find({ reference: onPhone[2]! });
    if (payment === undefined || payment.phone !== onPhone[1] || said === undefined) return nothingHere();
    return seeOther(`/phone/${onPhone[1]}?said=${simulator.act(payment, said)}`);
  }
  if (path !== "/landing") return undefined;
  const payment = simulator.find({ token: form.get("token") ?? "" });
  if (payment === undefined) return nothingHere();
  const result = said === undefined ? "done" : simulator.act(payment, said);
  if (result !== "done") return seeOther(`/landing?token=${payment.token}&said=${result}`);
  return seeOther(payment.returnUrl ?? `/landing?token=${payment.token}`);
}

function phones(simulator: VippsSimulator): string {
  const known = [...new Set(simulator.payments().flatMap(({ phone }) => phone ?? []))];
  return page(
    "phone",
    "nb",
    "Simulert lommebok",
    html`<h1>Simulert lommebok</h1>
      <p>Velg en telefon.</p>
      ${known.length === 0 ? html`<p>Ingen betaling har vært sendt til en telefon ennå.</p>` : html``}
      <ul>
        ${known.map((phone) => html`<li><a href="/phone/${phone}">+${phone}</a></li>`)}
      </ul>`,
  );
}

function onePhone(simulator: VippsSimulator, phone: string, said: string | null): string {
  const payments = simulator.payments().filter((payment) => payment.phone === phone);
  const waiting = payments.filter(({ state }) => state === "CREATED");
  const past = payments.filter(({ state }) => state !== "CREATED").reverse();
  return page(
    "phone",
    "nb",
    "Simulert lommebok",
    html`<h1>Simulert lommebok</h1>
      <p><small>+${phone}</small></p>
      ${notice(said)} ${waiting.length === 0 ? html`<p>Ingenting venter på deg.</p>` : html``}
      ${waiting.map(
        (payment) =>
          html`<section>
            ${summary(payment)}${buttons(`/phone/${phone}/${payment.reference}`, payment, false)}
          </section>`,
      )}
      ${past.map((payment) => html`<section>${summary(payment)}</section>`)}`,
  );
}

function landing(payment: Payment, said: string | null): string {
  const open = payment.state === "CREATED";
  return page(
    "phone",
    "nb",
    "Simulert lommebok",
    html`<h1>Simulert lommebok</h1>
      ${notice(said)}
      <section>${summary(payment)} ${open ? buttons("/landing", payment, true) : html``}</section>
      ${!open && payment.returnUrl !== undefined ? html`<p><a href="${payment.returnUrl}">Tilbake</a></p>` : html``}`,
  );
}

function summary(payment: Payment): Html {
  const figures = new Intl.NumberFormat("nb-NO", { style: "currency", currency: payment.amount.currency });
  return html`<p>${payment.unit.name}</p>
    <p class="amount">${figures.format(payment.amount.value / 100)}</p>
    <p>${payment.description ?? ""}</p>
    <p><small>${stateTexts[payment.state]} · ${payment.reference}</small></p>`;
}

function buttons(target: string, payment: Payment, mayIgnore: boolean): Html {
  const button = (act: string, label: string, kind: string): Html =>
    html`<form method="post" action="${target}">
      <input type="hidden" name="token" value="${payment.token}" /><button name="act" value="${act}" class="${kind}">
        ${label}
      </button>
    </form>`;
  return html`${button("approve", "Betal", "yes")}${button("decline", "Avvis", "no")}
  ${mayIgnore ? button("ignore", "Gå tilbake uten å svare", "no") : html``}`;
}

function notice(said: string | null): Html {
  if (said === "failed") return html`<p role="alert">Kortet ble ikke godkjent. Prøv igjen.</p>`;
  if (said === "tooLate") return html`<p role="alert">Betalingen venter ikke lenger.</p>`;
  return html``;
}

function nothingHere(): Reply {
  return pageReply(page("phone", "nb", "Ikke funnet", html`<h1>Her er det ingenting</h1>`), 404);
}

/** The address as text, where the service would draw a code. */
function picture(payment: Payment): Reply {
  const svg = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 40">
    <text x="4" y="24" font-size="9">/landing?token=${payment.token}</text>
  </svg>`;
  return { status: 200, type: "image/svg+xml", body: svg.text };
}
