/** The payer's side: the hosted page, the bank's question, and the way back. Works without script. */

import { html, type Html, page, pageReply, type Reply, seeOther } from "@kvitt/simulator-kit";
import { languageOf, textsIn, type Language } from "./hosted-texts.ts";
import type { PayResult } from "./payer.ts";
import type { StripeSimulator } from "./simulator.ts";
import type { Session } from "./types.ts";

const PAY = /^\/c\/pay\/(cs_test_[A-Za-z0-9]+)$/;
const PROVE = /^\/c\/3ds\/(cs_test_[A-Za-z0-9]+)$/;

/** GET under `/c`. Looking changes nothing. */
export function hostedPage(
  simulator: StripeSimulator,
  path: string,
  query: URLSearchParams,
  accepted: string,
): Reply | undefined {
  const id = (PAY.exec(path) ?? PROVE.exec(path))?.[1];
  if (id === undefined) return undefined;
  const session = simulator.find({ id });
  if (session === undefined) return nothingHere();
  const language = languageOf(session.locale, accepted);
  const show = PROVE.test(path) && session.status === "open" ? provePage : payPage;
  return pageReply(show(simulator, session, language, query.get("said")));
}

/** POST under `/c`: a form with `number`, or with `proven`. */
export function hostedAct(simulator: StripeSimulator, path: string, form: URLSearchParams): Reply | undefined {
  const paying = PAY.exec(path)?.[1];
  const proving = PROVE.exec(path)?.[1];
  const session = simulator.find({ id: paying ?? proving ?? "" });
  if (session === undefined) return paying === undefined && proving === undefined ? undefined : nothingHere();
  const result =
    paying === undefined
      ? simulator.answerChallenge(session, form.get("proven") === "yes")
      : simulator.pay(session, form.get("number") ?? "");
  return seeOther(nextPlace(session, result));
}

function nextPlace(session: Session, result: PayResult): string {
  switch (result.kind) {
    case "paid":
      return session.success_url.replaceAll("{CHECKOUT_SESSION_ID}", session.id);
    case "challenge":
      return `/c/3ds/${session.id}`;
    case "refused":
      return `/c/pay/${session.id}?said=${result.problem.decline_code ?? result.problem.code}`;
    case "tooLate":
      return `/c/pay/${session.id}`;
  }
}

function payPage(simulator: StripeSimulator, session: Session, language: Language, said: string | null): string {
  const texts = textsIn(language);
  const { cancel_url } = session;
  const back = cancel_url === null ? html`` : html`<p><a href="${cancel_url}">${texts.back}</a></p>`;
  if (session.status !== "open") {
    const sentence = session.status === "complete" ? texts.paid : texts.over;
    return framed(
      simulator,
      session,
      language,
      html`<p role="status">${sentence}</p>
        ${back}`,
    );
  }
  const field = (name: string, label: string, mode: string): Html =>
    html`<p>
      <label
        >${label}<br /><input name="${name}" inputmode="${mode}" autocomplete="off" required maxlength="25"
      /></label>
    </p>`;
  return framed(
    simulator,
    session,
    language,
    html`${said === null ? html`` : html`<p role="alert">${texts.declined} <small>(${said})</small></p>`}
      <form method="post" action="/c/pay/${session.id}">
        ${field("number", texts.number, "numeric")}${field("expiry", texts.expiry, "text")}${field("cvc", texts.code, "numeric")}
        <p><button class="yes">${texts.pay} ${priceOf(session, language)}</button></p>
      </form>
      ${back}
      <p><small>${texts.notReal}</small></p>`,
  );
}

function provePage(simulator: StripeSimulator, session: Session, language: Language): string {
  const texts = textsIn(language);
  const answer = (value: string, label: string, kind: string): Html =>
    html`<form method="post" action="/c/3ds/${session.id}">
      <button name="proven" value="${value}" class="${kind}">${label}</button>
    </form>`;
  return framed(
    simulator,
    session,
    language,
    html`<p>${texts.prove}</p>
      ${answer("yes", texts.yes, "yes")}${answer("no", texts.no, "no")}`,
  );
}

function framed(simulator: StripeSimulator, session: Session, language: Language, body: Html): string {
  const { name } = simulator.account;
  return page(
    "phone",
    language,
    name,
    html`<h1>${name}</h1>
      <p class="amount">${priceOf(session, language)}</p>
      <p>${simulator.productOf(session)}</p>
      <section>${body}</section>`,
  );
}

function priceOf(session: Session, language: Language): string {
  const figures = new Intl.NumberFormat(language, { style: "currency", currency: session.currency.toUpperCase() });
  return figures.format(session.amount_total / 100);
}

function nothingHere(): Reply {
  return pageReply(page("phone", "en", "Not found", html`<h1>Nothing is here</h1>`), 404);
}
