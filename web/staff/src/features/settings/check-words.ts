import { useTranslation } from "react-i18next";
import { count, day } from "../../format.ts";
import { clock, hourAt } from "../../parts/moment.ts";
import { useLanguage } from "../../shell/language.ts";
import { useZone } from "../../shell/session.ts";
import type { Check, Checks } from "./checks.ts";
import { useMoments } from "./words.ts";

const HOUR_MS = 3_600_000;
/** A run in the small hours of the last day is "last night"; one that is older than this is late. */
const [MORNING, NIGHT_AGO, LATE] = [8, 24 * HOUR_MS, 30 * HOUR_MS];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** How the checks are said; a name or field that the texts do not know yet is shown as it is. */
export function useCheckWords() {
  const { t, i18n } = useTranslation();
  const { language } = useLanguage();
  const { moment } = useMoments();
  const zone = useZone();
  const word = (area: "checkSaid" | "checkArea" | "checkField" | "checkValue", name: string, otherwise = name) =>
    i18n.exists(`${area}.${name}`) ? t(`${area}.${name}` as "checks.list") : otherwise;
  const said = ({ name, sentence }: Pick<Check, "name" | "sentence">) => word("checkSaid", name, sentence);
  const number = (rows: number) => count(rows, language);

  /** Do the books hold? */
  function answerOf({ run, items, askedAt }: Checks): string {
    if (!run) return t("checks.never");
    const broken = items.filter(({ state }) => state === "broken").length;
    const checks = number(run.asked.length);
    if (broken > 0) return t("checks.bad", { count: broken, checks });
    const ago = Date.parse(askedAt) - Date.parse(run.ranAt);
    const lastNight = ago < NIGHT_AGO && hourAt(run.ranAt, zone) < MORNING;
    if (!lastNight) return t("checks.goodAt", { checks, at: moment(run.ranAt) });
    return t("checks.goodNight", { checks, time: clock(run.ranAt, language, zone) });
  }

  /** A value of a row as the language writes it; a code stays a code. */
  function valueOf(value: string | number | boolean | null): string {
    if (value === null) return "–";
    if (typeof value === "boolean") return t(value ? "checks.yes" : "checks.no");
    if (typeof value === "number") return number(value);
    return DAY.test(value) ? day(value, language) : word("checkValue", value);
  }

  return {
    t,
    number,
    said,
    answerOf,
    valueOf,
    areaOf: ({ name }: Pick<Check, "name">) => word("checkArea", name.split(".")[0]!),
    fieldOf: (name: string) => word("checkField", name),
    momentOf: moment,
    isLate: ({ run, askedAt }: Checks) => run !== null && Date.parse(askedAt) - Date.parse(run.ranAt) > LATE,
  };
}
