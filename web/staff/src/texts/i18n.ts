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
const catalogues = import.meta.glob<Record<string, unknown>>("./*/index.ts", { import: "default" });

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
  if (!i18next.hasResourceBundle(language, "translation"))
    i18next.addResourceBundle(language, "translation", await catalogues[`./${language}/index.ts`]!());
  await i18next.changeLanguage(language);
}
