import { useTranslation } from "react-i18next";
import { locales, writing } from "../../format.ts";
import { useLanguage } from "../../shell/language.ts";
import { useZone, type Action } from "../../shell/session.ts";

/** Texts by a name that the server gives; one that the texts do not know yet is shown as it is. */
export function useWords() {
  const { t, i18n } = useTranslation();
  const word = (area: string, name: string) => {
    const key = `${area}.${name.replaceAll(":", "_")}`;
    return i18n.exists(key) ? t(key as "settings.label") : name;
  };
  return {
    role: (name: string) => word("role", name),
    mayDo: (action: Action) => word("mayDo", action),
    scope: (name: string) => word("scopeWord", name),
    job: (name: string) => word("jobName", name),
    jobWhat: (name: string) => word("jobWhat", name),
    accountRole: (name: string) => word("accountRole", name),
    country: (name: string) => word("tenantPage.country", name),
  };
}

/** Moments, in the zone of the ledger's market or another, and months as the reader's language writes them. */
export function useMoments(other?: string) {
  const { language } = useLanguage();
  const own = useZone();
  const zone = other ?? own;
  const locale = locales[language];
  const moment = new Intl.DateTimeFormat(writing[language], {
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
    ...(zone ? { timeZone: zone } : {}),
  });
  const month = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });
  return {
    moment: (instant: string) => moment.format(new Date(instant)),
    /** The month that begins on a day: "september 2026". */
    month: (firstOn: string) => month.format(new Date(`${firstOn}T00:00:00Z`)),
    list: (texts: readonly string[]) => new Intl.ListFormat(locale, { type: "conjunction" }).format(texts),
  };
}
