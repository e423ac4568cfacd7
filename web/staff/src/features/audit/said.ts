import { useTranslation } from "react-i18next";
import { moment } from "../../parts/moment.ts";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { speaker } from "./speaker.ts";

/** How the trail is said to who reads. */
export function useSaid() {
  const { t, i18n } = useTranslation();
  const { language } = useLanguage();
  const { currency, zone } = useLedger();
  const exists = (key: string) => i18n.exists(key);
  const momentOf = (text: string) => moment(text, language, zone);
  return { t, language, momentOf, ...speaker({ t, exists, language, currency, zone }) };
}
