import type { ErrorDefinition } from "../../errors.ts";
import type { ApiModel, Chapter, Field, Operation } from "./model.ts";

type Errors = readonly (readonly [string, ErrorDefinition])[];

/** Text as HTML text. Everything that is not our own markup goes through here. */
function escape(value: string): string {
  return value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function anchor(name: string): string {
  return `chapter-${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
}

function fieldTable(caption: string, fields: readonly Field[]): string {
  if (fields.length === 0) return "";
  const rows = fields.map(
    (field) =>
      `<tr><td><code>${escape(field.name)}</code></td><td>${escape(field.type)}</td><td>${field.required ? "required" : ""}</td></tr>`,
  );
  return `<table><caption>${escape(caption)}</caption><thead><tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col"></th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function operationSection(operation: Operation): string {
  const { id, method, path, summary, who, parameters, body, answers } = operation;
  const tables = [
    fieldTable("Parameters", parameters),
    fieldTable("Body", body),
    ...answers.map((answer) => fieldTable(`Answer ${answer.status}`, answer.fields)),
  ];
  const empty = answers
    .filter((answer) => answer.fields.length === 0)
    .map((answer) => `<p>Answer ${escape(answer.status)}, without fields.</p>`);
  return `<section id="${escape(id)}"><h3><span class="method">${method}</span> <code>${escape(path)}</code></h3><p>${escape(summary)}</p><p class="who">${escape(who)}</p>${tables.join("")}${empty.join("")}</section>`;
}

function chapterSection(chapter: Chapter): string {
  return `<section id="${anchor(chapter.name)}"><h2>${escape(chapter.name)}</h2>${chapter.operations.map(operationSection).join("")}</section>`;
}

function errorSection(errors: Errors): string {
  const rows = errors.map(
    ([code, { status, sentence, remedy }]) =>
      `<tr id="${escape(code)}"><td><code>${escape(code)}</code></td><td>${status}</td><td>${escape(sentence)} ${escape(remedy)}</td></tr>`,
  );
  return `<section id="errors"><h2>Errors</h2><p>Every refusal is <code>application/problem+json</code> with a code, a sentence and a remedy.</p><table><thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">Meaning and remedy</th></tr></thead><tbody>${rows.join("")}</tbody></table></section>`;
}

/** The reference as one plain page: no script, one style sheet, readable in light and dark. */
export function referencePage(api: ApiModel, errors: Errors): string {
  const links = [
    ...api.chapters.map((chapter) => `<li><a href="#${anchor(chapter.name)}">${escape(chapter.name)}</a></li>`),
    `<li><a href="#errors">Errors</a></li>`,
  ];
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${escape(api.title)} API</title><link rel="stylesheet" href="/api/v1/reference.css"></head><body><header><h1>${escape(api.title)}</h1><p>${escape(api.description)}</p><p>The same as a document for programs: <a href="/api/v1/openapi.json">openapi.json</a>.</p><nav aria-label="Chapters"><ul>${links.join("")}</ul></nav></header><main>${api.chapters.map(chapterSection).join("")}${errorSection(errors)}</main></body></html>`;
}

export const referenceStyle = `
:root { color-scheme: light dark; --ink: #1d2a2e; --quiet: #5a6a70; --paper: #fbfaf7; --line: #dcdfdc; --accent: #12605c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eae8; --quiet: #a3b0b0; --paper: #14191b; --line: #333c3f; --accent: #7fcfc6; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem 6rem; font: 1rem/1.6 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
h1 { font-size: 2rem; letter-spacing: -0.02em; margin: 0 0 0.5rem; }
h2 { margin: 3.5rem 0 1rem; padding-top: 1rem; border-top: 1px solid var(--line); }
h3 { margin: 2.25rem 0 0.25rem; font-size: 1rem; overflow-wrap: anywhere; }
a { color: var(--accent); }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; padding: 0; margin: 1rem 0 0; }
code { font: 0.92em ui-monospace, monospace; }
.method { font: 600 0.8rem ui-monospace, monospace; color: var(--accent); }
.who { color: var(--quiet); font-size: 0.9rem; margin-top: 0; }
section p { margin: 0.25rem 0; }
table { width: 100%; border-collapse: collapse; margin: 0.75rem 0; font-size: 0.92rem; display: block; overflow-x: auto; }
caption { text-align: left; color: var(--quiet); padding: 0.25rem 0; }
th { font-weight: 600; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 1rem 0.3rem 0; border-bottom: 1px solid var(--line); }
td:nth-child(2) { overflow-wrap: anywhere; }
tr:target { background: color-mix(in srgb, var(--accent) 14%, transparent); }
`;
