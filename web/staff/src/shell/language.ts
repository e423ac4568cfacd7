import { useTranslation } from "react-i18next";
import { speak } from "../texts/i18n.ts";
import { locales, type Language } from "../format.ts";

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
