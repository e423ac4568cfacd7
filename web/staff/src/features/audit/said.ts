import { useTranslation } from "react-i18next";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { speaker } from "./speaker.ts";

/** How the trail is said to who reads. */
export function useSaid() {
  const { t, i18n } = useTranslation();
  const { language } = useLanguage();
  const { currency } = useLedger();
  return { t, language, ...speaker({ t, exists: (key) => i18n.exists(key), language, currency }) };
}
