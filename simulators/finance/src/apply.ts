/** The payer's page: terms, price, yes or no, and the way back. Works without script. */

import { html, type Html, page, pageReply, type Reply, seeOther } from "@kvitt/simulator-kit";
import { applyTexts } from "./apply-texts.ts";
import { offersFor } from "./offers.ts";
import type { FinanceSimulator } from "./simulator.ts";
import type { Application, Offer } from "./types.ts";

const APPLY = /^\/apply\/([A-Za-z0-9]{32})$/;

/** GET: looking changes nothing. */
export function applyPage(simulator: FinanceSimulator, path: string): Reply | undefined {
  const token = APPLY.exec(path)?.[1];
  if (token === undefined) return undefined;
  const application = simulator.find({ token });
  return application === undefined ? nothingHere() : pageReply(shown(simulator, application));
}

/** POST: a form with `terms`, or with `answer` no. Leads back to the merchant. */
export function applyAct(simulator: FinanceSimulator, path: string, form: URLSearchParams): Reply | undefined {
  const token = APPLY.exec(path)?.[1];
  if (token === undefined) return undefined;
  const application = simulator.find({ token });
  if (application === undefined) return nothingHere();
  const isDone =
    form.get("answer") === "no"
      ? simulator.act(application, "leave")
      : simulator.apply(application, Number(form.get("terms") ?? "0"));
  return seeOther(isDone ? application.returnUrl : path);
}

function shown(simulator: FinanceSimulator, application: Application): string {
  const { company, merchant } = simulator.account;
  const { language, returnUrl, status } = application;
  const texts = applyTexts[language];
  const body =
    status === "waiting"
      ? questions(application)
      : html`<p role="status">${texts.status[status]}</p>
          <p><a href="${returnUrl}">${texts.back}</a></p>`;
  return page(
    "phone",
    language,
    company,
    html`<h1>${company}</h1>
      <p>${merchant}</p>
      <p class="amount">${money(application, application.amount)}</p>
      <p>${application.description}</p>
      <section>${body}</section>`,
  );
}

function questions(application: Application): Html {
  const texts = applyTexts[application.language];
  const offers = offersFor(application.amount, application.createdMs);
  return html`<form method="post" action="/apply/${application.token}">
      <fieldset>
        <legend>${texts.question}</legend>
        ${offers.map((offer, index) => choice(application, offer, isChosen(application, offer, index)))}
      </fieldset>
      <p><small>${texts.check}</small></p>
      <p><button class="yes">${texts.yes}</button></p>
    </form>
    <form method="post" action="/apply/${application.token}">
      <button name="answer" value="no" class="no">${texts.no}</button>
    </form>`;
}

/** What was chosen at the merchant stands chosen here; else the cheapest. */
const isChosen = ({ wishedTerms }: Application, { terms }: Offer, index: number): boolean =>
  wishedTerms === null ? index === 0 : terms === wishedTerms;

function choice(application: Application, { terms, perTerm, total, effectiveRate }: Offer, chosen: boolean): Html {
  const texts = applyTexts[application.language];
  const rate = new Intl.NumberFormat(application.language, { maximumFractionDigits: 2 }).format(effectiveRate / 1000);
  const input = chosen
    ? html`<input type="radio" name="terms" value="${terms}" checked />`
    : html`<input type="radio" name="terms" value="${terms}" />`;
  return html`<p>
    <label
      >${input} ${texts.terms(terms, money(application, perTerm))}<br /><small
        >${texts.price(rate, money(application, total))}</small
      ></label
    >
  </p>`;
}

function money({ language, currency }: Application, minor: number): string {
  return new Intl.NumberFormat(language, { style: "currency", currency }).format(minor / 100);
}

function nothingHere(): Reply {
  return pageReply(page("phone", "en", "Not found", html`<h1>Nothing is here</h1>`), 404);
}
