import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { languages, type Language } from "../format.ts";
import type { Texts } from "./catalogue.ts";

export type { Texts } from "./catalogue.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: Texts };
  }
}

/** A reader fetches their own language only. */
const catalogues: Readonly<Record<Language, () => Promise<{ readonly default: Record<string, unknown> }>>> = {
  nb: () => import("./nb/index.ts"),
  sv: () => import("./sv/index.ts"),
  da: () => import("./da/index.ts"),
  it: () => import("./it/index.ts"),
  en: () => import("./en/index.ts"),
};

/** Begins in the browser's language where Kvitt speaks it. */
export function firstLanguage(wanted: readonly string[]): Language {
  for (const each of wanted) {
    const short = each.slice(0, 2).toLowerCase();
    const known = short === "no" || short === "nn" ? "nb" : short;
    if ((languages as readonly string[]).includes(known)) return known as Language;
  }
  return "en";
}

/** Speaks from now on the given language; its texts are fetched when they are not here yet. */
export async function speak(language: Language): Promise<void> {
  if (!i18next.isInitialized)
    await i18next.use(initReactI18next).init({
      lng: language,
      resources: {},
      interpolation: { escapeValue: false },
      returnNull: false,
      react: { useSuspense: false },
    });
  await know(language);
  await i18next.changeLanguage(language);
}

async function know(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "translation"))
    i18next.addResourceBundle(language, "translation", (await catalogues[language]()).default);
}

/** Fetches the other languages' texts too: the palette finds a word in any of them. */
export const knowAll = (): Promise<unknown> => Promise.all(languages.map(know));

type Bundle = { readonly [key: string]: string | Bundle };

function flat(bundle: Bundle, path = ""): [string, string][] {
  return Object.entries(bundle).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[path + key, value]] : flat(value, `${path}${key}.`),
  );
}

/** What a text of the given language is called in the other languages that are here; for texts without holes. */
export function otherWords(language: Language): (text: string) => readonly string[] {
  const keys = new Map(
    flat(i18next.getResourceBundle(language, "translation") as Bundle).map(([key, text]) => [text, key]),
  );
  const others = languages.filter((each) => each !== language && i18next.hasResourceBundle(each, "translation"));
  return (text) => {
    const key = keys.get(text);
    if (key === undefined) return [];
    return others.map((each) => String(i18next.getResource(each, "translation", key)));
  };
}
