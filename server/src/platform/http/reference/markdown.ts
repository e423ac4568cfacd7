import type { ErrorDefinition } from "../../errors.ts";
import { readApi, type Field, type Operation } from "./model.ts";

function cell(value: string): string {
  return value.replace(/\|/g, "\\|").replace(/\s+/g, " ");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function fields(title: string, rows: readonly Field[]): string[] {
  if (rows.length === 0) return [];
  return [
    `${title}:`,
    table(
      ["field", "type", ""],
      rows.map((row) => [`\`${row.name}\``, row.type, row.required ? "required" : ""]),
    ),
  ];
}

function operation(shown: Operation): string[] {
  const answers = shown.answers.flatMap((answer) =>
    answer.fields.length > 0
      ? fields(`Answer ${answer.status}`, answer.fields)
      : [`Answer ${answer.status}, without fields.`],
  );
  return [
    `### \`${shown.method} ${shown.path}\``,
    shown.summary,
    shown.who,
    ...fields("Parameters", shown.parameters),
    ...fields("Body", shown.body),
    ...answers,
  ];
}

/** The reference as Markdown, for docs/api: the same as the page that the server shows. */
export function renderApiMarkdown(openapi: object): string {
  const api = readApi(openapi);
  const parts = [
    `# ${api.title} API`,
    api.description,
    ...api.chapters.flatMap((chapter) => [`## ${chapter.name}`, ...chapter.operations.flatMap(operation)]),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** Every error code with its status, sentence and remedy, for docs/errors.md. */
export function renderErrorsMarkdown(errors: readonly (readonly [string, ErrorDefinition])[]): string {
  const rows = errors.map(([code, { status, sentence, remedy }]) => [`\`${code}\``, String(status), sentence, remedy]);
  return `# Errors\n\nWords in braces are filled in with the case's facts.\n\n${table(["code", "status", "sentence", "remedy"], rows)}\n`;
}
