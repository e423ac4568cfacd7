/** The control page's frame: for whoever shows or tests Kvitt by hand. Every form on it is a call of the control API. */

import { timestamp } from "./clock.ts";
import type { Controlled } from "./control.ts";
import { html, page, type Html } from "./html.ts";
import type { AnyRule } from "./rules.ts";

const NEWEST = 100;

/** Steps of the clock as people say them, in seconds. */
export type Steps = readonly (readonly [label: string, seconds: number])[];

export type ControlPage = {
  readonly title: string;
  /** Where the simulator's own pages begin. */
  readonly home?: { readonly path: string; readonly label: string };
  readonly steps: Steps;
  readonly sections: readonly Html[];
};

/** The clock, the simulator's own sections, and the rules. */
export function framed<Rule extends AnyRule>(
  simulator: Pick<Controlled<Rule>, "now" | "rules">,
  { title, home, steps, sections }: ControlPage,
): string {
  const rules = simulator.rules.list().map(({ rule }) => rule);
  return page(
    "control",
    "en",
    title,
    html`<h1>${title}</h1>
      ${home === undefined ? html`` : html`<p><a href="${home.path}">${home.label}</a></p>`}
      ${clockSection(simulator.now(), steps)} ${sections} ${asJson("Misbehaviour", "rules", rules)}`,
  );
}

function clockSection(nowMs: number, steps: Steps): Html {
  const step = ([label, seconds]: Steps[number]): Html =>
    html`<form method="post" action="/_control/clock">
      <button name="advanceSeconds" value="${seconds}">${label} on</button>
    </form>`;
  return section("Clock", html`<p>${timestamp(nowMs)}</p>`, ...steps.map(step));
}

export function section(title: string, ...content: readonly Html[]): Html {
  return html`<section>
    <h2>${title}</h2>
    ${content}
  </section>`;
}

/** `rows` are whole rows; `cells` makes one. */
export function table(title: string, columns: readonly string[], rows: readonly Html[]): Html {
  return section(
    title,
    rows.length === 0 ? html`<p>None yet.</p>` : html``,
    html`<table>
      <thead>
        <tr>
          ${columns.map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`,
  );
}

export function cells(values: readonly (string | number | Html | readonly Html[])[]): Html {
  return html`<tr>
    ${values.map((value) => html`<td>${value}</td>`)}
  </tr>`;
}

/** A list that is replaced as a whole: `/_control/<name>`. */
export function asJson(title: string, name: string, value: unknown): Html {
  return section(
    title,
    html`<form class="wide" method="post" action="/_control/${name}">
      <label>As JSON<textarea name="${name}">${JSON.stringify(value, null, 2)}</textarea></label>
      <p><button>Replace</button></p>
    </form>`,
  );
}

/** A form for each thing that can be done now. */
export function buttons(target: string, acts: readonly string[]): readonly Html[] {
  return acts.map((act) => html`<form method="post" action="${target}/${act}"><button>${act}</button></form>`);
}

/** Statuses a webhook was answered with; 0 is no answer. */
export function answersText(answers: readonly number[]): string {
  return answers.map((status) => (status === 0 ? "none" : String(status))).join(", ");
}

/** The last of a list, newest first. */
export function newest<T>(all: readonly T[]): readonly T[] {
  return all.slice(-NEWEST).reverse();
}
