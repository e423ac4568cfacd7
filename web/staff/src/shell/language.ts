import { useTranslation } from "react-i18next";
import { speak } from "../texts/i18n.ts";
import { locales, type Language } from "../format.ts";

/** Each language by its own name. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  nb: "Norsk",
  sv: "Svenska",
  da: "Dansk",
  it: "Italiano",
  en: "English",
};

/** The language of the screens, and how to change it. */
export function useLanguage(): { readonly language: Language; readonly choose: (language: Language) => void } {
  const { i18n } = useTranslation();
  const language = i18n.language as Language;
  return {
    language,
    choose(wanted) {
      void speak(wanted);
      document.documentElement.lang = locales[wanted];
    },
  };
}
