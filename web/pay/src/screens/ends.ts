/** Where a visit ends: settled, closed, elsewhere, not found, and what else has nothing to choose. */
import type { Content } from "../frame.ts";
import { html, type Markup } from "../html.ts";
import {
  address,
  back,
  button,
  copied,
  facts,
  field,
  form,
  link,
  referenceWord,
  sayIn,
  standing,
  wayName,
  writer,
} from "../parts.ts";
import { sayNaming } from "../texts.ts";
import type { Frame, Receipt, Screen } from "../view.ts";
import { dialled } from "../writing.ts";

type Of<Name extends Screen["screen"]> = Extract<Screen, { screen: Name }>;

function receiptFacts(frame: Frame, receipt: Receipt): Markup {
  const says = sayIn(frame);
  const writes = writer(frame);
  const way = receipt.way === "bank" ? says("way.bank") : wayName(frame, receipt.way);
  return facts([
    [says("settled.paid"), writes.money(receipt.amountMinor)],
    [says("settled.on"), writes.day(receipt.paidOn)],
    [says("settled.way"), way],
    [referenceWord(frame), copied(receipt.reference)],
    receipt.leftMinor > 0n && [says("settled.left"), writes.money(receipt.leftMinor)],
  ]);
}

/** Settled, nothing to pay; the receipt only for whom has just paid or was confirmed (SEC-36, V-08). */
export function settled(frame: Frame, { receipt, mayConfirm }: Of<"settled">): Content {
  const says = sayIn(frame);
  if (receipt === null) {
    const asks =
      mayConfirm &&
      html`<ul class="more">
        <li><a href="${address(frame, "/confirm")}&amp;to=receipt">${says("settled.receipt")}</a></li>
      </ul>`;
    return { main: html`${standing("tick", says("settled.plain"), says("settled.nothing"))}${asks}` };
  }
  const left = receipt.leftMinor > 0n;
  const title = left
    ? says("settled.part", { amount: writer(frame).money(receipt.amountMinor) })
    : says("settled.title");
  const rest = left && link(frame, "/again", says("settled.payRest"));
  return {
    main: html`${standing("tick", title, !left && says("settled.nothing"))}${receiptFacts(frame, receipt)}${rest}<a
        class="act plain"
        href="${address(frame, "/receipt.pdf")}"
        >${says("settled.download")}</a
      >`,
  };
}

export function closed(frame: Frame, { why }: Of<"closed">): Content {
  const says = sayIn(frame);
  return { main: standing("tick", says("closed.creditedTitle"), says(`closed.${why}`)) };
}

/** Nothing to do: the bank draws it. What else may be done with the bill is one press away. */
export function drawn(frame: Frame, { bill, drawnOn, mayConfirm }: Of<"drawn">): Content {
  const says = sayIn(frame);
  const writes = writer(frame);
  const lead = says("drawn.lead", { amount: writes.money(bill.openMinor), date: writes.day(drawnOn) });
  const known = facts([
    [referenceWord(frame), copied(bill.reference)],
    [says("front.due"), writes.day(bill.dueOn)],
  ]);
  const seen = html`<input type="hidden" data-seen="${address(frame, "/seen")}" value="${frame.formToken}" />`;
  const main = html`${standing("wait", says("drawn.title"), lead)}${known}
    <p class="quiet lead">${says("drawn.otherwise")}</p>
    ${mayConfirm && link(frame, "/confirm", says("front.more"))}${seen}`;
  return { main, script: "seen" };
}

/** With a partner or an agency: takes no money, and says whom to pay or call (SEC-31, M-07). */
export function elsewhere(frame: Frame, screen: Of<"elsewhere">): Content {
  const says = sayIn(frame);
  const { name, phone } = screen;
  const who =
    (name !== null || phone !== null) &&
    facts([
      name !== null && [says("elsewhere.who"), html`<bdi>${name}</bdi>`],
      phone !== null && [says("elsewhere.phone"), html`<a href="tel:${dialled(phone)}">${phone}</a>`],
    ]);
  return { main: html`${standing("stop", says("elsewhere.title"), says(`elsewhere.${screen.with}`))}${who}` };
}

/** The code of a message: was it sent by us (N-19)? Amount, day and invoice number, nothing else (SEC-36). */
export function verify(frame: Frame, { code, answer }: Of<"verify">): Content {
  const says = sayIn(frame);
  const writes = writer(frame);
  const asks = form(
    frame,
    "",
    html`${field(
      frame,
      { values: { code }, problems: [] },
      {
        field: "code",
        label: says("verify.code"),
        hint: says("verify.example"),
        attributes: html` autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="12" dir="ltr"`,
      },
    )}${button(says("verify.go"), null, answer === null)}`,
    "ask",
  );
  const heading = html`<h1>${says("verify.title")}</h1>
    <p class="lead">${says("verify.lead")}</p>`;
  if (answer === null) return { main: html`${heading}${asks}`, form: "ask" };
  if (!answer.known)
    return { main: html`${standing("stop", says("verify.no"), says("verify.noLead"))}${asks}`, form: "ask" };
  const sent = facts([
    [says("verify.amount"), writes.money(answer.amountMinor)],
    [says("verify.sentOn"), writes.day(answer.sentOn)],
    answer.reference !== null && [referenceWord(frame), copied(answer.reference)],
  ]);
  const yes = sayNaming(frame.language, "verify.yes", "clinic", answer.clinicName);
  return { main: html`${standing("tick", yes, says("verify.yesLead"))}${sent}${asks}`, form: "ask" };
}

/** Messages to this number stop at once (T-12). */
export function wrongPerson(frame: Frame, { done }: Of<"wrongPerson">): Content {
  const says = sayIn(frame);
  if (done) return { main: standing("tick", says("wrongPerson.doneTitle"), says("wrongPerson.done")) };
  return {
    main: html`${back(frame, "")}
      <h1>${says("wrongPerson.title")}</h1>
      <p class="lead">${says("wrongPerson.lead")}</p>
      ${form(frame, "/wrong-person", button(says("wrongPerson.go"), null, true))}`,
  };
}

/** What has a title and a sentence only. */
export function plain(frame: Frame, { screen }: Of<"notFound" | "limited" | "failed" | "noWay" | "timedOut">): Content {
  const says = sayIn(frame);
  const other = screen === "noWay" && link(frame, "", says("processing.chooseAgain"));
  return { main: html`${standing("stop", says(`${screen}.title`), says(`${screen}.lead`))}${other}` };
}
