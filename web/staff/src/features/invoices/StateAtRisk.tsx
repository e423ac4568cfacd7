import { useTranslation } from "react-i18next";
import { money } from "../../format.ts";
import type { Standing } from "../../parts/invoice.ts";
import { State } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";

/** Before a bill is closed while a measure is missing: what of the state's part may be lost with it (DP-074). */
export function StateAtRisk({ of }: { readonly of: Standing }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  if (of.stateAtRiskMinor === 0) return null;
  return (
    <p>
      <State tone="overdue">
        {t("loss.stateAtRisk", { amount: money(of.stateAtRiskMinor, of.currency, language) })}
      </State>
    </p>
  );
}
