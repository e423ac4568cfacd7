import { useTranslation } from "react-i18next";
import { State } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import type { Run } from "./run-questions.ts";
import { RUN_TONES, type Standing } from "./run-words.ts";
import { momentAt } from "./window-time.ts";

/** How a run stands, in a word or two; one that rests for the service window says when it begins or goes on (B-09). */
export function RunStanding({ run: { resting }, standing }: { readonly run: Run; readonly standing: Standing }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const said = resting
    ? t(`runs.state.${resting.begun ? "goesOn" : "begins"}`, {
        to: momentAt(resting.until, resting.zone, language, "time"),
      })
    : t(`runs.state.${standing}`);
  return <State tone={RUN_TONES[standing]}>{said}</State>;
}
