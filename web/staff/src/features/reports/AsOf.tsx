import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { day } from "../../format.ts";
import { moment } from "../../parts/moment.ts";
import { DateInput } from "../../parts/DateInput.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger, useZone } from "../../shell/session.ts";
import { useWords } from "./asking.ts";
import { monthEndBefore } from "./month-end.ts";

/** As of which day: it stands in the address, so that a link gives the same again. */
export function AsOf() {
  const { t } = useTranslation();
  const { today } = useLedger();
  const { words, change } = useWords();
  const monthEnd = monthEndBefore(today);
  return (
    <>
      <DateInput
        label={t("field.asOf")}
        w={170}
        value={words.asOf ?? today}
        onChange={(asOf) => asOf && change({ asOf: asOf === today ? undefined : asOf }, true)}
      />
      <Button variant="default" disabled={words.asOf === monthEnd} onClick={() => change({ asOf: monthEnd })}>
        {t("reportTimes.monthEnd")}
      </Button>
    </>
  );
}

/** By what was known when; held fast it stands in the address too, and the same link gives the same bytes next year. */
export function KnownAt({
  report,
}: {
  readonly report: { readonly asOf: string; readonly knownAt: string } | undefined;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { words, change } = useWords();
  const zone = useZone();
  if (!report) return <div className="kv-known" />;
  const { asOf, knownAt } = report;
  return (
    <div className="kv-known">
      <Explain
        of={{
          title: t("reportTimes.knownTitle"),
          sentence: t("reportTimes.knownWhy"),
          rule: [
            { label: t("field.asOf"), value: day(asOf, language) },
            { label: t("reportTimes.knownLabel"), value: moment(knownAt, language, zone) },
          ],
          law: t("reportTimes.law"),
        }}
      >
        {t("reportTimes.known", { day: day(asOf, language), at: moment(knownAt, language, zone) })}
      </Explain>
      <Button
        variant="subtle"
        size="compact-xs"
        onClick={() => change({ asOf, knownAt: words.knownAt ? undefined : knownAt })}
      >
        {words.knownAt ? t("reportTimes.loosen") : t("reportTimes.pin")}
      </Button>
    </div>
  );
}
