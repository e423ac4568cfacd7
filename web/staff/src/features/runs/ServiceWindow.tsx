import { useTranslation } from "react-i18next";
import { locales, type Language } from "../../format.ts";
import { useLanguage } from "../../shell/language.ts";
import type { Progress } from "./run-questions.ts";

/** A moment by the firm's clock, in the reader's words: "søndag 29. november kl. 03:00"; of the end the time is enough. */
function moment(instant: string, zone: string, language: Language, form: "whole" | "time"): string {
  const time = { hour: "2-digit", minute: "2-digit" } as const;
  const whole = { weekday: "long", day: "numeric", month: "long", ...time } as const;
  const options = { ...(form === "whole" ? whole : time), timeZone: zone };
  return new Intl.DateTimeFormat(locales[language], options).format(new Date(instant));
}

/** That a run under way or about to start pauses in the service window and goes on by itself (B-09); from a day before it. */
export function ServiceWindow({ window }: { readonly window: Progress["serviceWindow"] }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { from, to, zone, resting } = window;
  if (window.standing === "later") return null;
  const said = { from: moment(from, zone, language, "whole"), to: moment(to, zone, language, "time") };
  const standing = resting && window.standing === "open" ? "resting" : window.standing;
  return (
    <p className="kv-run-window" data-standing={standing}>
      {t(`runs.window.${standing}`, said)}
    </p>
  );
}
