/** HTML by a template that escapes what it is given. */

export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Every value is escaped, except HTML made here and lists of it. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Html | readonly Html[])[]
): Html {
  const filled = parts.map((part, index) => part + (index < values.length ? textOf(values[index]!) : ""));
  return new Html(filled.join(""));
}

function textOf(value: string | number | Html | readonly Html[]): string {
  if (value instanceof Html) return value.text;
  if (typeof value === "object") return value.map(({ text }) => text).join("");
  return escape(String(value));
}

function escape(text: string): string {
  const names: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => names[character] ?? character);
}

const style = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif;
    --paper: #fbfaf8; --surface: #fff; --line: #e6e3dd; --edge: #858078; --ink: #1c2024; --muted: #5e6670; --fjord: #0f6b73; }
  @media (prefers-color-scheme: dark) { :root {
    --paper: #121416; --surface: #1a1d20; --line: #2c3136; --edge: #7b838b; --ink: #ecedee; --muted: #a3abb3; --fjord: #4fb8c1; } }
  * { box-sizing: border-box; }
  body { margin: 0 auto; padding: 1.5rem 1rem; max-width: 60rem; background: var(--paper); color: var(--ink);
    overflow-wrap: anywhere; }
  body.phone { max-width: 26rem; }
  h1 { font-size: 1.25rem; font-weight: 650; overflow-wrap: anywhere; } h2 { font-size: 1rem; font-weight: 650; }
  a { color: var(--fjord); overflow-wrap: anywhere; }
  :focus-visible { outline: 2px solid var(--fjord); outline-offset: 2px; }
  section, article { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: .75rem 1rem; margin: 1rem 0; }
  article p { margin: .25rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
  .amount { font-size: 2rem; font-weight: 600; line-height: 1.2; font-variant-numeric: tabular-nums; margin: .25rem 0; }
  button { font: inherit; min-height: 2.75rem; padding: 0 1rem; border-radius: 6px; border: 1px solid var(--edge);
    background: var(--surface); color: var(--ink); cursor: pointer; }
  button.yes { background: #2b6a4d; border-color: #2b6a4d; color: #fff; }
  form { display: inline-block; margin: .25rem .5rem .25rem 0; }
  form.wide { display: block; }
  input, select, textarea { font: inherit; padding: 0 .6rem; border: 1px solid var(--edge); border-radius: 6px; background: var(--surface);
    color: var(--ink); }
  input, select { min-height: 2.75rem; max-width: 100%; }
  input[type="radio"] { min-height: 0; width: 1.2rem; height: 1.2rem; margin: .15rem .6rem 0 0; float: left; accent-color: var(--fjord); }
  textarea { font: .85rem ui-monospace, monospace; width: 100%; min-height: 6rem; padding: .5rem .6rem; }
  fieldset { border: 0; margin: 0; padding: 0; min-width: 0; } legend { font-weight: 650; padding: 0; }
  .phone form { display: block; margin: .5rem 0 0; } .phone button, .phone label > input:not([type="radio"]) { width: 100%; }
  .phone fieldset label { display: block; padding: .6rem .75rem; border: 1px solid var(--line); border-radius: 8px; }
  .phone fieldset p { margin: .5rem 0; }
  table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
  th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
  td.number { text-align: right; }
  dl { display: grid; grid-template-columns: minmax(0, max-content) minmax(0, 1fr); gap: .25rem 1rem; }
  dt { color: var(--muted); }
  dd { margin: 0; overflow-wrap: anywhere; }
  iframe { width: 100%; min-height: 30rem; border: 1px solid var(--line); border-radius: 8px; background: #fff; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  small { color: var(--muted); }
  @media (max-width: 36rem) {
    table, tbody, tr, td { display: block; } thead { display: none; }
    tr { padding: .4rem 0; border-bottom: 1px solid var(--line); }
    td { padding: .1rem 0; border: 0; } td.number { text-align: left; } td:empty { display: none; }
    iframe { min-height: 22rem; }
  }
`;

export type PageLanguage = "nb" | "sv" | "da" | "it" | "en";

/** A whole page, light and dark. `phone` is as narrow as one. */
export function page(kind: "phone" | "control", language: PageLanguage, title: string, body: Html): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title><style>${style}</style></head><body class="${kind}"><main>${body.text}</main></body></html>`;
}
