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
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { margin: 0 auto; padding: 1.5rem 1rem; max-width: 60rem; }
  body.phone { max-width: 24rem; }
  section { border: 1px solid #8886; border-radius: 1rem; padding: 1rem 1.25rem; margin: 1rem 0; }
  .amount { font-size: 2rem; font-weight: 600; font-variant-numeric: tabular-nums; margin: .25rem 0; }
  button { font: inherit; min-height: 2.75rem; padding: 0 1.25rem; border-radius: 999px; border: 1px solid #8888; cursor: pointer; }
  button.yes { background: #2b6a4d; border-color: #2b6a4d; color: #fff; }
  form { display: inline-block; margin: .25rem .5rem .25rem 0; }
  input, textarea { font: inherit; min-height: 2.5rem; padding: 0 .5rem; }
  textarea { width: 100%; min-height: 6rem; font-family: ui-monospace, monospace; font-size: .85rem; }
  table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
  th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #8884; vertical-align: top; }
  td.number { text-align: right; }
  small { opacity: .75; }
`;

export function page(kind: "phone" | "control", language: "nb" | "en", title: string, body: Html): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title><style>${style}</style></head><body class="${kind}">${body.text}</body></html>`;
}
