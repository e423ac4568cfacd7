/** HTML made of templates: what is put into a hole is escaped, unless it is markup that came from a template itself. */

const lines = new WeakMap<TemplateStringsArray, readonly string[]>();

/** A template's own text without the line breaks and indentation of its source: the reader's phone need not fetch them. */
function onOneLine(parts: TemplateStringsArray): readonly string[] {
  const known = lines.get(parts) ?? parts.map((part) => part.replace(/\s*\n\s*/g, " "));
  lines.set(parts, known);
  return known;
}

/** Finished markup. Only the `html` template makes it, so a text from outside cannot pass for one. */
export class Markup {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  /** The template tag. Attributes stand in double quotes, always: the escaping covers a text and a quoted value, nothing else. */
  static readonly html = (parts: TemplateStringsArray, ...holes: readonly Hole[]): Markup => {
    const written = onOneLine(parts);
    let text = written[0]!;
    for (const [index, hole] of holes.entries()) text += filled(hole) + written[index + 1]!;
    return new Markup(text);
  };

  toString(): string {
    return this.#text;
  }
}

/** What may stand in a hole. Nothing is written for null, undefined and false. */
export type Hole = string | number | bigint | Markup | null | undefined | false | readonly Hole[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Characters that steer a terminal or turn the order of letters around, so that a name could write over its neighbours. */
const STEERING = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/g;

/** A text as it may stand between tags or in a quoted attribute. */
export function escaped(text: string): string {
  return text.replace(STEERING, "").replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
}

function filled(hole: Hole): string {
  if (hole === null || hole === undefined || hole === false) return "";
  if (hole instanceof Markup) return hole.toString();
  if (typeof hole === "object") return hole.map(filled).join("");
  return escaped(String(hole));
}

export const html = Markup.html;
