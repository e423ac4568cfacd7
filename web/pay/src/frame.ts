import { html, type Hole, type Markup } from "./html.ts";
import { sayIn } from "./parts.ts";
import { SEEN_SCRIPT, WAITING_SCRIPT } from "./scripts.ts";
import { STYLE } from "./style.ts";
import { say } from "./texts.ts";
import { languages, type Clinic, type Frame, type Language } from "./view.ts";
import { dialled, organisationNumber } from "./writing.ts";

/** Each language by its own name. */
const NAMES: Readonly<Record<Language, string>> = {
  nb: "Norsk",
  sv: "Svenska",
  da: "Dansk",
  it: "Italiano",
  en: "English",
};

const encoder = new TextEncoder();
export const MOST_LOGO_BYTES = 2_048;

/** A drawing as an image of its own: in an image nothing runs and nothing is fetched. A larger one is left out (S-02). */
function logo({ logo: drawing }: Clinic): Markup | null {
  if (drawing === null || encoder.encode(drawing).length > MOST_LOGO_BYTES) return null;
  const address = `data:image/svg+xml,${encodeURIComponent(drawing)}`;
  return html`<img src="${address}" alt="" width="44" height="44" />`;
}

function header(clinic: Clinic): Markup {
  return html`<header class="who">
    ${logo(clinic)}
    <div><b dir="auto">${clinic.name}</b>${clinic.town && html`<span dir="auto">${clinic.town}</span>`}</div>
  </header>`;
}

function contact(frame: Frame, clinic: Clinic): Markup {
  const says = sayIn(frame);
  const { phone, street, town } = clinic;
  const asks = phone !== null && html`<p><a href="tel:${dialled(phone)}">${says("frame.questions", { phone })}</a></p>`;
  const where = [street, town].filter((each) => each !== null).map((each) => html`<bdi>${each}</bdi> · `);
  const number = organisationNumber(clinic.organisationNumber, frame.country);
  return html`${asks}
    <p>${where}${say(countryTongue(frame), "frame.organisation", { number })}</p>`;
}

/** A registration number goes by its country's word, in whatever language the page is. */
function countryTongue({ country }: Frame): Language {
  return ({ NO: "nb", SE: "sv", DK: "da", IT: "it", US: "en" } as const)[country];
}

/**
 * The languages. On a page with a form they are buttons of that form, so that what was typed goes along (L-06); it goes by POST, because a
 * birth day does not belong in an address.
 */
function tongues(frame: Frame, formName: string | null): Markup {
  const each = languages.map((language) => {
    if (language === frame.language) return html`<b lang="${language}" aria-current="true">${NAMES[language]}</b>`;
    const target = `${frame.base}${frame.here}?lang=${language}`;
    if (formName === null)
      return html`<a href="${target}" lang="${language}" hreflang="${language}">${NAMES[language]}</a>`;
    return html`<button form="${formName}" formaction="${target}" name="again" value="1" lang="${language}">
      ${NAMES[language]}
    </button>`;
  });
  return html`<nav class="tongues" aria-label="${sayIn(frame)("frame.language")}">${each}</nav>`;
}

/** A page's own question, and what the frame must know of it. */
export type Content = {
  readonly main: Markup;
  /** The form whose typing a change of language must keep. */
  readonly form?: string;
  readonly script?: "seen" | "waiting";
};

const SCRIPTS = { seen: SEEN_SCRIPT, waiting: WAITING_SCRIPT };

// Script and style are our own constants and hold no end tag; everything else is escaped by the template.
function document(frame: Frame, title: string, body: Markup, script: string | null): string {
  const head = `<!doctype html><html lang="${frame.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><meta name="format-detection" content="telephone=no"><meta name="theme-color" content="#FBFAF8" media="(prefers-color-scheme:light)"><meta name="theme-color" content="#121416" media="(prefers-color-scheme:dark)"><title>${html`${title}`.toString()}</title><style>${STYLE}</style></head><body>`;
  return `${head}${body.toString()}${script === null ? "" : `<script>${script}</script>`}</body></html>`;
}

/** A whole page. */
export function page(frame: Frame, content: Content): string {
  const { clinic } = frame;
  const title = clinic
    ? say(frame.language, "frame.title", { clinic: clinic.name })
    : say(frame.language, "frame.titleAlone");
  const foot: Hole[] = [clinic && contact(frame, clinic), tongues(frame, content.form ?? null)];
  const body = html`<div class="sheet">
    ${clinic && header(clinic)}
    <main>${content.main}</main>
    <footer>${foot}</footer>
  </div>`;
  return document(frame, title, body, content.script === undefined ? null : SCRIPTS[content.script]);
}
