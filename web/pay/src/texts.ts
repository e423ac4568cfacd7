import da from "./texts/da.json" with { type: "json" };
import en from "./texts/en.json" with { type: "json" };
import it from "./texts/it.json" with { type: "json" };
import nb from "./texts/nb.json" with { type: "json" };
import sv from "./texts/sv.json" with { type: "json" };
import { html, type Markup } from "./html.ts";
import type { Language } from "./view.ts";

export type TextKey = keyof typeof nb;
type Texts = Readonly<Record<TextKey, string>>;

/** The sentences of the pay page; a key that one language lacks does not compile. */
export const texts: Readonly<Record<Language, Texts>> = { nb, sv, da, it, en };

/** What goes into the holes of a sentence. */
export type Holes = Readonly<Record<string, string | number>>;

const HOLE = /\{(\w+)\}/g;

/** A sentence in a language, its holes filled. Throws for a hole that nobody filled: it would be read as it stands. */
export function say(language: Language, key: TextKey, holes: Holes = {}): string {
  return texts[language][key].replace(HOLE, (_hole, name: string) => {
    const value = holes[name];
    if (value === undefined) throw new Error(`${key}: nothing for {${name}}`);
    return String(value);
  });
}

/** A sentence with a name in it: the name stands in its own direction, so that one from right to left turns nothing around it. */
export function sayNaming(language: Language, key: TextKey, name: string, value: string): Markup {
  const [before = "", after = ""] = texts[language][key].split(`{${name}}`);
  return html`${before}<bdi>${value}</bdi>${after}`;
}
