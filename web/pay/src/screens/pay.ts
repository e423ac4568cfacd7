/** The first view and the choices that lead on from it. */
import type { Content } from "../frame.ts";
import { html, type Hole, type Markup } from "../html.ts";
import {
  address,
  back,
  button,
  copied,
  facts,
  field,
  form,
  link,
  note,
  owed,
  referenceWord,
  sayIn,
  standing,
  summary,
  wayKey,
  wayName,
  writer,
} from "../parts.ts";
import { standingWord, type Declined, type Frame, type Offer, type Screen, type Way } from "../view.ts";
import { accountNumber } from "../writing.ts";

type Of<Name extends Screen["screen"]> = Extract<Screen, { screen: Name }>;

/** A button that sends a value along. */
const carries = (name: string, value: string): Markup => html` name="${name}" value="${value}"`;

/** What an offer comes to, in one line. */
function offerLine(frame: Frame, offer: Offer): string {
  const writes = writer(frame);
  const holes = {
    terms: offer.terms,
    perTerm: writes.money(offer.perTermMinor),
    date: writes.day(offer.firstDueOn),
    total: writes.money(offer.totalMinor),
    rate: writes.rate(offer.effectiveRateThousandths),
  };
  const free = offer.effectiveRateThousandths === 0 && offer.setUpFeeMinor === 0n;
  return sayIn(frame)(free ? "result.partFree" : "result.part", holes);
}

/** What comes of a way, said before it is chosen (M-05). */
function resultOf(frame: Frame, way: Exclude<Way, "partPayment">): string {
  if (way === "card")
    return sayIn(frame)(frame.country === "US" || frame.country === "IT" ? "result.cardWallets" : "result.card");
  return sayIn(frame)(`result.${way}`);
}

function wayButton(frame: Frame, way: Exclude<Way, "partPayment">, amountMinor: bigint, first: boolean): Markup {
  const says = sayIn(frame)(`pay.${wayKey(frame, way)}`, { amount: writer(frame).money(amountMinor) });
  return button(says, resultOf(frame, way), first, carries("way", way));
}

/** Several offers, or one: the choice leads to their terms either way, because credit is not taken by one press. */
function partLink(frame: Frame, amountMinor: bigint, offer: Offer | null, first: boolean): Markup {
  const result = offer ? offerLine(frame, offer) : sayIn(frame)("result.partTerms");
  const says = sayIn(frame)("pay.partPayment", { amount: writer(frame).money(amountMinor) });
  return html`<a class="${first ? "act first" : "act"}" href="${address(frame, "/offers")}"
    ><b>${says}</b><small>${result}</small></a
  >`;
}

function invoiceLink(frame: Frame, { bill }: Of<"front">, first: boolean): Markup {
  const says = sayIn(frame);
  const result = bill.overdue
    ? says("result.invoiceNow")
    : says("result.invoice", { date: writer(frame).day(bill.dueOn) });
  const words = says("pay.invoice", { amount: writer(frame).money(bill.openMinor) });
  return html`<a class="${first ? "act first" : "act"}" href="${address(frame, "/invoice")}"
    ><b>${words}</b><small>${result}</small></a
  >`;
}

/** What the buttons say goes along: what is left may have changed since the page was made, and no other sum is then begun (M-04, N-06). */
const carriedSum = (amountMinor: bigint): Markup =>
  html`<input type="hidden" name="amountMinor" value="${amountMinor}" />`;

function choices(frame: Frame, screen: Of<"front">): Markup {
  const { bill, ways, offer, mayInvoice } = screen;
  const items: Markup[] = [];
  for (const way of ways) {
    const first = items.length === 0;
    if (way !== "partPayment")
      items.push(
        html`<li>
          ${form(frame, "/pay", [carriedSum(bill.openMinor), wayButton(frame, way, bill.openMinor, first)])}
        </li>`,
      );
    else items.push(html`<li>${partLink(frame, bill.openMinor, offer, first)}</li>`);
  }
  if (mayInvoice) items.push(html`<li>${invoiceLink(frame, screen, items.length === 0)}</li>`);
  return html`<ul class="choices">
    ${items}
  </ul>`;
}

/** Why the card was declined and what is best done now, in plain words. */
const declinedWords = (frame: Frame, { why, next }: Declined): readonly string[] => {
  const says = sayIn(frame);
  return [`${says(`declinedWhy.${why}`)} ${says("declined.nothing")}`, says(`declinedNext.${next}`)];
};

function declinedNote(frame: Frame, { declined, cardsRestUntil }: Of<"front">): Markup | false {
  const says = sayIn(frame);
  const rests =
    cardsRestUntil !== null &&
    says("declined.rests", { date: writer(frame).day(cardsRestUntil.day), time: cardsRestUntil.time });
  if (declined === null) return rests !== false && note(rests);
  const words = declinedWords(frame, declined);
  return html`<div class="note wrong" role="status">
    <p><b>${says("declined.title")}</b></p>
    ${[words[0], rests === false ? words[1] : rests].map((line) => html`<p>${line}</p>`)}
  </div>`;
}

const NOTICE_KIND = {
  attemptFailed: "wrong",
  attemptExpired: "",
  attemptCancelled: "",
  underWay: "",
  refused: "wrong",
  old: "calm",
} as const;

function further(frame: Frame, { mayPayLess, mayConfirm }: Of<"front">): Markup {
  const says = sayIn(frame);
  const row = (path: string, words: Hole) => html`<li><a href="${address(frame, path)}">${words}</a></li>`;
  const verify =
    frame.checkCode !== null &&
    frame.verifyAt !== null &&
    html`<li>
      <a href="${frame.verifyAt}?lang=${frame.language}">${says("front.verify", { code: frame.checkCode })}</a>
    </li>`;
  return html`<ul class="more">
    ${mayPayLess && row("/less", says("front.less"))}${mayConfirm && row("/confirm", says("front.more"))}${row("/wrong-person", says("front.wrongPerson"))}${verify}
  </ul>`;
}

/** The first view: who asks, how much, by when, and the ways to settle it (M-01 to M-05). */
export function front(frame: Frame, screen: Of<"front">): Content {
  const { bill, notice, invoiceOn } = screen;
  const says = sayIn(frame);
  const seen = html`<input type="hidden" data-seen="${address(frame, "/seen")}" value="${frame.formToken}" />`;
  const main = html`${owed(frame, bill)}${notice && note(says(`notice.${notice}`), NOTICE_KIND[notice])}${declinedNote(frame, screen)}${bill.forAnother && html`<p class="quiet lead">${says("front.forAnother")}</p>`}
    <h2>${says("front.question")}</h2>
    ${choices(frame, screen)}${invoiceOn !== null && html`<p class="quiet">${says("front.invoiceOn", { date: writer(frame).day(invoiceOn) })}</p>`}${further(frame, screen)}
    <p class="quiet">${says("front.neverAsk")}</p>
    ${seen}`;
  return { main, script: "seen" };
}

function slipFacts(frame: Frame, { bill, slip }: Of<"invoice">): Markup {
  const says = sayIn(frame);
  return facts([
    slip.account !== null && [
      says(`account.${frame.country}`),
      html`<span class="ref" dir="ltr">${accountNumber(slip.account, frame.country)}</span>`,
    ],
    [referenceWord(frame), copied(slip.reference)],
    [says("invoice.amount"), writer(frame).money(bill.openMinor)],
    [says(bill.overdue ? "front.overdue" : "front.due"), writer(frame).day(slip.dueOn)],
  ]);
}

/** The bank's way, at once visible; and how the invoice itself should come (V-05, FR-34). */
export function invoice(frame: Frame, screen: Of<"invoice">): Content {
  const { slip, chosen, typed } = screen;
  const says = sayIn(frame);
  const top = html`<h1>${says("invoice.title")}</h1>
    ${slip.account === null ? html`<p class="lead">${says("invoice.noAccount")}</p>` : html`<p class="lead">${says("invoice.lead")} ${says("invoice.copy")}</p>`}${slipFacts(frame, screen)}`;
  if (chosen !== null) {
    const words = says(chosen.byEmail ? "invoice.chosenEmail" : "invoice.chosen", {
      date: writer(frame).day(slip.dueOn),
    });
    return {
      main: html`${note(words, "calm")}${top}
        <p class="quiet lead">${says("invoice.still")}</p>
        ${link(frame, "", says("invoice.others"))}`,
    };
  }
  const email = field(frame, typed, {
    field: "email",
    label: says("invoice.email"),
    hint: says("invoice.consent"),
    attributes: html` type="email" autocomplete="email" inputmode="email" maxlength="200" dir="ltr"`,
  });
  const asks = form(
    frame,
    "/invoice",
    html`<h2>${says("invoice.emailTitle")}</h2>
      ${email}${button(says("invoice.byEmail"), null, true, carries("by", "email"))}${button(says("invoice.otherwise"), null, false, carries("by", "other"))}`,
    "ask",
  );
  return { main: html`${back(frame, "")}${summary(frame, typed)}${top}${asks}`, form: "ask" };
}

const CURRENCY_LABEL = { EUR: "less.amountEUR", USD: "less.amountUSD" } as const;

function lessAsked(frame: Frame, { bill, minimumMinor, typed }: Of<"less">): Markup {
  const says = sayIn(frame);
  const writes = writer(frame);
  const { currency } = frame;
  const amount = field(frame, typed, {
    field: "amount",
    label: says(currency === "EUR" || currency === "USD" ? CURRENCY_LABEL[currency] : "less.amount"),
    hint: says("less.limits", { minimum: writes.money(minimumMinor), maximum: writes.money(bill.openMinor) }),
    attributes: html` inputmode="decimal" autocomplete="off" maxlength="20" dir="ltr"`,
  });
  return form(frame, "/less", html`${amount}${button(says("less.show"), null, true)}`, "ask");
}

function lessShown(frame: Frame, { bill, ways }: Of<"less">, amountMinor: bigint): Markup {
  const says = sayIn(frame);
  const writes = writer(frame);
  const restMinor = bill.openMinor - amountMinor;
  const rest = facts([
    [says("less.payNow"), writes.money(amountMinor)],
    [says("less.rest"), writes.money(restMinor)],
  ]);
  const consequence = bill.overdue ? says("less.restOverdue") : says("less.restDue", { date: writes.day(bill.dueOn) });
  const carried = carriedSum(amountMinor);
  const items = ways
    .filter((way) => way !== "partPayment")
    .map((way, at) => html`<li>${form(frame, "/pay", [carried, wayButton(frame, way, amountMinor, at === 0)])}</li>`);
  return html`${rest}${restMinor > 0n && html`<p class="lead">${consequence}</p>`}
    <ul class="choices">
      ${items}
    </ul>
    ${back(frame, "/less", says("less.change"))}`;
}

/** Paying less: the rest and its consequence stand there before anything is paid (M-06). */
export function less(frame: Frame, screen: Of<"less">): Content {
  const heading = html`<h1>${sayIn(frame)("less.title")}</h1>`;
  if (screen.amountMinor !== null)
    return { main: html`${back(frame, "")}${heading}${lessShown(frame, screen, screen.amountMinor)}` };
  return {
    main: html`${back(frame, "")}${summary(frame, screen.typed)}${heading}${lessAsked(frame, screen)}`,
    form: "ask",
  };
}

function offerCost(frame: Frame, offer: Offer): string {
  const says = sayIn(frame);
  const writes = writer(frame);
  const date = writes.day(offer.firstDueOn);
  const total = writes.money(offer.totalMinor);
  const rate = writes.rate(offer.effectiveRateThousandths);
  if (offer.setUpFeeMinor > 0n)
    return says("offers.costFee", { total, rate, date, fee: writes.money(offer.setUpFeeMinor) });
  return offer.effectiveRateThousandths === 0
    ? says("offers.free", { date })
    : says("offers.cost", { total, rate, date });
}

/** What a finance partner offers: terms and cost before anything is agreed, and the choice itself at the partner (FR-35). */
export function offers(frame: Frame, screen: Of<"offers">): Content {
  const says = sayIn(frame);
  const items = screen.offers.map((offer, at) => {
    const words = says("offers.choose", { terms: offer.terms, perTerm: writer(frame).money(offer.perTermMinor) });
    const inside = html`${carriedSum(screen.bill.openMinor)}<input
        type="hidden"
        name="way"
        value="partPayment"
      />${button(words, offerCost(frame, offer), at === 0, carries("terms", String(offer.terms)))}`;
    return html`<li>${form(frame, "/pay", inside)}</li>`;
  });
  return {
    main: html`${back(frame, "")}
      <h1>${says("offers.title")}</h1>
      <p class="lead">${says("offers.lead")}</p>
      <ul class="choices">
        ${items}
      </ul>
      <p class="quiet">${says("offers.partner")}</p>`,
  };
}

/** One more press, where the partner's address may not be followed from a form. */
export function goOn(frame: Frame, { way, amountMinor, url }: Of<"goOn">): Content {
  const says = sayIn(frame);
  return {
    main: html`${standing("wait", says("goOn.title"), says("goOn.lead", { amount: writer(frame).money(amountMinor) }))}<a
        class="act first plain"
        href="${url}"
        >${says("goOn.to", { way: wayName(frame, way) })}</a
      >${back(frame, "")}`,
  };
}

const PROCESSING = {
  awaitingPayer: ["processing.awaitingTitle", "processing.awaiting"],
  working: ["processing.workingTitle", "processing.working"],
  unknown: ["processing.unknownTitle", "processing.unknown"],
} as const;

/** With which words the partner's page is gone back to, and whether that is the first thing to do. */
const AGAIN = {
  sameCard: ["declined.sameCard", true],
  sameCardLater: ["declined.sameCard", false],
  otherCard: ["declined.otherCard", true],
  neverThisCard: ["declined.otherCard", true],
  otherWay: ["declined.otherCard", false],
  askBank: ["declined.otherCard", false],
  waitAndLook: ["declined.otherCard", false],
} as const;

/** A card was declined: why, and the right next step under the hand. The page for another card is still open. */
function declinedCard(frame: Frame, screen: Of<"processing">, declined: Declined): Content {
  const says = sayIn(frame);
  const [words, first] = AGAIN[declined.next];
  const looks = declined.next === "waitAndLook";
  const again =
    screen.payerUrl !== null &&
    html`<a class="${first ? "act first plain" : "act plain"}" href="${screen.payerUrl}">${says(words)}</a>`;
  const other = screen.mayChooseAgain && link(frame, "/again", says("processing.chooseAgain"), !first && !looks);
  const look = checkForm(frame, screen, looks);
  const acts = looks ? [look, again, other] : first ? [again, other, look] : [other, again, look];
  return {
    main: html`${standing("stop", says("declined.title"), ...declinedWords(frame, declined))}
      <div>${acts}</div>`,
    script: "waiting",
  };
}

function checkForm(frame: Frame, { state, declined }: Of<"processing">, first: boolean): Markup {
  return html`<form
    method="post"
    action="${address(frame, "/check")}"
    data-state="${standingWord(state, declined)}"
    data-back="${address(frame, "")}"
  >
    <input
      type="hidden"
      name="form"
      value="${frame.formToken}"
    />${button(sayIn(frame)("processing.check"), null, first)}
  </form>`;
}

/** A payment is under way: the same address, may be closed, never asks to pay again until the outcome is known (V-07). */
export function processing(frame: Frame, screen: Of<"processing">): Content {
  const says = sayIn(frame);
  const { state, payerUrl, code, mayChooseAgain, way, declined } = screen;
  if (declined !== null) return declinedCard(frame, screen, declined);
  const [title, lead] = PROCESSING[state];
  const holes = {
    amount: writer(frame).money(screen.amountMinor),
    ...(state === "awaitingPayer" ? { way: wayName(frame, way) } : {}),
  };
  const opens =
    payerUrl !== null &&
    html`<a class="act first plain" href="${payerUrl}">${says("processing.open", { way: wayName(frame, way) })}</a>`;
  const elsewhere =
    code !== undefined &&
    html`<figure class="code">
      <img src="${code}" alt="" width="200" height="200" />
      <figcaption>${says("processing.code", { way: wayName(frame, way) })}</figcaption>
    </figure>`;
  const check = checkForm(frame, screen, payerUrl === null);
  const again = mayChooseAgain && link(frame, "/again", says("processing.chooseAgain"));
  return {
    main: html`${standing("wait", says(title), says(lead, holes))}
      <div>${elsewhere}${opens}${check}${again}</div>`,
    script: "waiting",
  };
}
