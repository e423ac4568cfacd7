import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language } from "../format.ts";
import da from "./da.json";
import en from "./en.json";
import it from "./it.json";
import nb from "./nb.json";
import sv from "./sv.json";

export type Texts = typeof en;

/** Every text of every screen, by language. A key that a screen names and the catalogue lacks fails the type check. */
export const catalogues: Readonly<Record<Language, Texts>> = { nb, sv, da, it, en };

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: Texts };
  }
}

/** Begins in the browser's language where Kvitt speaks it. */
export function firstLanguage(wanted: readonly string[]): Language {
  for (const each of wanted) {
    const short = each.slice(0, 2).toLowerCase();
    const known = short === "no" || short === "nn" ? "nb" : short;
    if (known in catalogues) return known as Language;
  }
  return "en";
}

export async function speak(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: Object.fromEntries(Object.entries(catalogues).map(([name, texts]) => [name, { translation: texts }])),
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}
