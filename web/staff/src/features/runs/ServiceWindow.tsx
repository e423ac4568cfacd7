import { useTranslation } from "react-i18next";
import { useLanguage } from "../../shell/language.ts";
import type { Progress, Run } from "./run-questions.ts";
import { momentAt } from "./window-time.ts";

type Shown = { readonly window: Progress["serviceWindow"]; readonly run: Pick<Run, "resting"> };

/** That a run pauses in the service window and goes on by itself, or is begun in it and begins after it (B-09); from a day before it. */
export function ServiceWindow({ window, run }: Shown) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { from, to, zone, resting } = window;
  if (window.standing === "later") return null;
  const said = { from: momentAt(from, zone, language, "whole"), to: momentAt(to, zone, language, "time") };
  const waits = run.resting?.begun === false ? "begins" : "resting";
  const standing = resting && window.standing === "open" ? waits : window.standing;
  return (
    <p className="kv-run-window" data-standing={standing}>
      {t(`runs.window.${standing}`, said)}
    </p>
  );
}
