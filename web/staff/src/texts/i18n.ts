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

type Catalogue = () => Promise<{ readonly default: Record<string, unknown> }>;

/** A reader fetches their own language only: what home and the frame speak with, and the rest when they go on. */
const catalogues: Readonly<Record<Language, readonly [first: Catalogue, later: Catalogue]>> = {
  nb: [() => import("./nb/index.ts"), () => import("./nb/later.ts")],
  sv: [() => import("./sv/index.ts"), () => import("./sv/later.ts")],
  da: [() => import("./da/index.ts"), () => import("./da/later.ts")],
  it: [() => import("./it/index.ts"), () => import("./it/later.ts")],
  en: [() => import("./en/index.ts"), () => import("./en/later.ts")],
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
  // A screen may have asked for more meanwhile.
  await know(language);
}

const here = new Set<Catalogue>();
let laterToo = false;

async function know(language: Language, all = laterToo): Promise<void> {
  const [first, later] = catalogues[language];
  const missing = [first, ...(all ? [later] : [])].filter((each) => !here.has(each));
  const found = await Promise.all(missing.map(async (each) => [each, (await each()).default] as const));
  for (const [each, texts] of found) {
    here.add(each);
    i18next.addResourceBundle(language, "translation", texts, true);
  }
}

/** The texts of all screens but home: from now on they come along with every language. */
export async function knowLater(): Promise<void> {
  laterToo = true;
  await know(i18next.language as Language);
}

/** Fetches the other languages' texts too: the palette finds a word in any of them. */
export const knowAll = (): Promise<unknown> => Promise.all(languages.map((language) => know(language, true)));

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
