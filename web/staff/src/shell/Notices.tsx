import { useTranslation } from "react-i18next";
import { locales, type Language } from "../format.ts";
import { useLanguage } from "./language.ts";
import { RunsEnd } from "./RunsEnd.tsx";
import { useMe, useZone } from "./session.ts";
import { useLineUp } from "./wire.ts";

const DAY_MS = 86_400_000;

/** A moment in the reader's words, by the clock of the ledger's market: "søndag 29. november kl. 03:00". */
function moment(instant: string, language: Language, zone: string | undefined): string {
  const form = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" } as const;
  const options = zone ? { ...form, timeZone: zone } : form;
  return new Intl.DateTimeFormat(locales[language], options).format(new Date(instant));
}

/** A planned stop, from a day before it begins. */
function Maintenance() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { maintenance } = useMe();
  const zone = useZone();
  if (!maintenance || Date.parse(maintenance.from) - Date.now() > DAY_MS) return null;
  const from = moment(maintenance.from, language, zone);
  const to = moment(maintenance.to, language, zone);
  return (
    <div className="kv-notice" data-tone="due">
      {t("notice.maintenance", { from, to })}
    </div>
  );
}

/** What concerns every screen: practice, a planned stop, a server that does not answer, names that are hidden, a screen about to be locked. */
export function Notices({ blurred, soonLocked }: { readonly blurred: boolean; readonly soonLocked: boolean }) {
  const { t } = useTranslation();
  const { training } = useMe();
  const up = useLineUp();
  return (
    <div className="kv-notices">
      {training && (
        <div className="kv-notice" data-tone="training">
          <strong>{t("notice.training")}</strong> {t("notice.trainingHelp")}
        </div>
      )}
      <Maintenance />
      <RunsEnd />
      <div role="status" className="kv-notice-lines">
        {!up && (
          <div className="kv-notice" data-tone="overdue">
            {t("notice.offline")}
          </div>
        )}
        {blurred && (
          <div className="kv-notice" data-tone="held">
            {t("notice.blurred")}
          </div>
        )}
        {soonLocked && (
          <div className="kv-notice" data-tone="due">
            {t("notice.soonLocked")}
          </div>
        )}
      </div>
    </div>
  );
}
