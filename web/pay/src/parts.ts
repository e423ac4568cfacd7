/** What the screens are put together from. */
import { html, type Hole, type Markup } from "./html.ts";
import { say, type Holes, type TextKey } from "./texts.ts";
import type { Bill, Field, Frame, Typed, Way } from "./view.ts";
import { grouped, writerOf } from "./writing.ts";

export type Say = (key: TextKey, holes?: Holes) => string;

export const sayIn =
  ({ language }: Frame): Say =>
  (key, holes) =>
    say(language, key, holes);

export const writer = ({ language, currency }: Frame) => writerOf(language, currency);

/** The address of a screen of this visit, in the language chosen. */
export function address({ base, language }: Frame, path: string): string {
  return `${base}${path}?lang=${language}`;
}

/** A form that posts to a screen of this visit. */
export function form(frame: Frame, path: string, inside: Hole, name?: string): Markup {
  return html`<form
    method="post"
    action="${address(frame, path)}"
    ${name === undefined ? null : html` id="${name}"`}
    novalidate
  >
    <input type="hidden" name="form" value="${frame.formToken}" />${inside}
  </form>`;
}

/** A button of the whole width: what it does, and what comes of it. */
export function button(says: Hole, result: Hole = null, first = false, named: Hole = null): Markup {
  const look = first ? "act first" : "act";
  return result === null
    ? html`<button class="${look} plain" ${named}>${says}</button>`
    : html`<button class="${look}" ${named}><b>${says}</b><small>${result}</small></button>`;
}

export function link(frame: Frame, path: string, says: Hole, first = false): Markup {
  return html`<a class="${first ? "act first plain" : "act plain"}" href="${address(frame, path)}">${says}</a>`;
}

export function back(frame: Frame, path: string, says = sayIn(frame)("frame.back")): Markup {
  return html`<a class="back" href="${address(frame, path)}">${says}</a>`;
}

export function note(says: Hole, kind: "" | "wrong" | "calm" = ""): Markup {
  return html`<div class="note ${kind}" role="status"><p>${says}</p></div>`;
}

/** A number that is copied: a press marks the whole of it, spaces for the eye are not copied along. */
export function copied(reference: string): Markup {
  const parts = grouped(reference).split("\u00A0");
  if (parts.length === 1) return html`<span class="ref" dir="ltr">${reference}</span>`;
  return html`<span class="ref" dir="ltr">${parts.map((part, at) => (at === 0 ? part : html`<i>${part}</i>`))}</span>`;
}

type Fact = readonly [term: Hole, value: Hole];

export function facts(rows: readonly (Fact | null | false)[]): Markup {
  const shown = rows.filter((row) => row !== null && row !== false);
  return html`<dl class="card facts">
    ${shown.map(
      ([term, value]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

/** What a country calls the reference: KID, OCR. */
export const referenceWord = (frame: Frame): string => sayIn(frame)(`reference.${frame.country}`);

/** A wallet goes by another name in Denmark. */
export function wayKey(frame: Frame, way: Way): "vipps" | "mobilePay" | "swish" | "card" | "partPayment" {
  return way === "vipps" && frame.country === "DK" ? "mobilePay" : way;
}

/** The way by its name. */
export const wayName = (frame: Frame, way: Way): string => sayIn(frame)(`way.${wayKey(frame, way)}`);

/** Who wants how much, and when: what stands above every choice (M-01). */
export function owed(frame: Frame, bill: Bill): Markup {
  const says = sayIn(frame);
  const writes = writer(frame);
  const due = says(bill.overdue ? "front.overdue" : "front.due");
  return html`<div class="owed"><h1><span>${says("front.toPay")}</span><strong class="big">${writes.money(bill.openMinor)}</strong></h1><dl><div><dt>${due}</dt><dd${bill.overdue && html` class="late"`}>${writes.day(bill.dueOn)}</dd></div><div><dt>${referenceWord(frame)}</dt><dd>${copied(bill.reference)}</dd></div></dl></div>`;
}

const problemId = (field: Field) => `${field}-problem`;

/** What is wrong with a field, in words at the field (3.3.1). */
export function problemOf(frame: Frame, typed: Typed, field: Field): string | null {
  const found = typed.problems.find((each) => each.field === field);
  if (!found) return null;
  const limit = found.limitMinor === undefined ? "" : writer(frame).money(found.limitMinor);
  return sayIn(frame)(`problem.${found.problem}`, { limit });
}

export type Wanted = {
  readonly field: Field;
  readonly label: string;
  readonly hint?: Hole;
  /** Written by us, never from outside. */
  readonly attributes?: Markup;
};

/** A field with its label above, its hint and its problem; what was typed stays. */
export function field(frame: Frame, typed: Typed, { field: name, label, hint, attributes }: Wanted): Markup {
  const problem = problemOf(frame, typed, name);
  const value = typed.values[name] ?? "";
  const wrong = problem !== null && html` aria-invalid="true" aria-describedby="${problemId(name)}"`;
  return html`<label class="field"
    ><span>${label}</span
    >${hint && html`<small>${hint}</small>`}${problem !== null && html`<em id="${problemId(name)}">${problem}</em>`}<input
      id="${name}"
      name="${name}"
      value="${value}"
      ${wrong}${attributes}
  /></label>`;
}

/** The problems of a form in one place, which takes the focus (3.3.1). */
export function summary(frame: Frame, typed: Typed): Markup | null {
  if (typed.problems.length === 0) return null;
  const items = typed.problems.map(
    ({ field: name }) => html`<p><a href="#${name}">${problemOf(frame, typed, name)}</a></p>`,
  );
  return html`<div class="note wrong" role="alert" tabindex="-1" autofocus>
    <p><b>${sayIn(frame)("frame.fix")}</b></p>
    ${items}
  </div>`;
}

const TICK = html`<svg
  class="tick"
  viewBox="0 0 72 72"
  fill="none"
  stroke="currentColor"
  stroke-width="4"
  stroke-linecap="round"
  stroke-linejoin="round"
  aria-hidden="true"
>
  <circle cx="36" cy="36" r="33" stroke-opacity=".35" />
  <path d="M22 37.5 32 47.5 51 27" />
</svg>`;
const WAIT = html`<svg
  class="tick wait"
  viewBox="0 0 72 72"
  fill="none"
  stroke="currentColor"
  stroke-width="4"
  stroke-linecap="round"
  stroke-linejoin="round"
  aria-hidden="true"
>
  <circle cx="36" cy="36" r="33" stroke-opacity=".35" />
  <path d="M36 18v19l12 8" />
</svg>`;
const STOP = html`<svg
  class="tick hold"
  viewBox="0 0 72 72"
  fill="none"
  stroke="currentColor"
  stroke-width="4"
  stroke-linecap="round"
  stroke-linejoin="round"
  aria-hidden="true"
>
  <circle cx="36" cy="36" r="33" stroke-opacity=".35" />
  <path d="M25 36h22" />
</svg>`;

/** A large sign and one line: how it stands. */
export function standing(sign: "tick" | "wait" | "stop", title: Hole, ...lines: readonly Hole[]): Markup {
  const drawn = { tick: TICK, wait: WAIT, stop: STOP }[sign];
  return html`<div class="centre lead">
    ${drawn}
    <h1>${title}</h1>
    ${lines.map((line) => line && html`<p>${line}</p>`)}
  </div>`;
}
