/** The words of the documents, a catalogue for each language. A key that one of them lacks does not compile. */
import type { Language } from "../../platform/index.ts";
import da from "./texts/da.json" with { type: "json" };
import en from "./texts/en.json" with { type: "json" };
import it from "./texts/it.json" with { type: "json" };
import nb from "./texts/nb.json" with { type: "json" };
import sv from "./texts/sv.json" with { type: "json" };

export type TextKey = keyof typeof en;
export type Texts = Readonly<Record<TextKey, string>>;

export const texts: Readonly<Record<Language, Texts>> = { nb, sv, da, it, en };

/** Says a text in one language, its holes filled. */
export type Say = (key: TextKey, holes?: Readonly<Record<string, string>>) => string;

/** What speaks a language. */
export function sayer(language: Language): Say {
  const words = texts[language];
  return (key, holes = {}) => words[key].replace(/\{(\w+)\}/g, (hole, name: string) => holes[name] ?? hole);
}
