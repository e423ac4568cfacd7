import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { count, day, locales, money } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { useNarrow } from "../../parts/narrow.ts";
import { State } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { LATE, type Book, type Clinic } from "./questions.ts";
import { Trend } from "./Trend.tsx";

/** Follow-up: on time, or how many working days late. */
function FollowUp({ of }: { readonly of: Clinic["followUp"] }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { mode, lagDays, lastRunOn, isRed } = of;
  if (mode === null) return <span className="kv-why">{t("headOffice.noPolicy")}</span>;
  const late =
    lagDays === null
      ? t("headOffice.neverRun")
      : t("headOffice.late", { count: lagDays, number: count(lagDays, language) });
  const rule = [
    { label: t("headOffice.mode"), value: t(`headOffice.modes.${mode}`) },
    { label: t("headOffice.lastRun"), value: lastRunOn === null ? "–" : day(lastRunOn, language) },
    { label: t("headOffice.lag"), value: lagDays === null ? "–" : count(lagDays, language) },
  ];
  const said = isRed || (lagDays ?? 0) > 0 ? late : t("headOffice.onTime");
  return (
    <State tone={isRed ? "overdue" : "settled"}>
      <Explain of={{ title: t("headOffice.followUp"), sentence: t("headOffice.why.followUp"), rule }}>{said}</Explain>
    </State>
  );
}

function Bank({ of }: { readonly of: Clinic }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  if (of.bankCurrent === null) return <>–</>;
  const through = of.bankThrough === null ? t("headOffice.noStatement") : day(of.bankThrough, language);
  return <State tone={of.bankCurrent ? "settled" : "overdue"}>{through}</State>;
}

function MonthEnd({ of }: { readonly of: Clinic }) {
  const { t } = useTranslation();
  if (of.monthEnd === null) return <>–</>;
  const late = LATE.some((state) => state === of.monthEnd);
  const tone = of.monthEnd === "signed" ? "settled" : late ? "overdue" : "due";
  return <State tone={tone}>{t(`headOffice.month.${of.monthEnd}`)}</State>;
}

function Credits({ of }: { readonly of: Clinic }) {
  const { t } = useTranslation();
  return (
    <>
      <Amount minor={of.creditMinor} />
      {of.unapproved > 0 && (
        <div>
          <State tone="overdue">{t("headOffice.unapproved", { count: of.unapproved })}</State>
        </div>
      )}
    </>
  );
}

function useTrendWords() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const share = (bp: number) => (bp / 10_000).toLocaleString(locales[language], { style: "percent" });
  return (points: Clinic["trend"]): string => {
    const [first, last] = [points[0], points.at(-1)];
    return first && last
      ? t("headOffice.trendSaid", {
          first: share(first.shareBp),
          last: share(last.shareBp),
          from: day(first.asOfOn, language),
        })
      : "–";
  };
}

const Name = ({ of }: { readonly of: string }) => (
  <span className="kv-clip" title={of}>
    {of}
  </span>
);

function useColumns(): readonly Column<Clinic>[] {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const trendOf = useTrendWords();
  const old: Column<Clinic> = {
    key: "over90",
    head: t("headOffice.over90"),
    number: true,
    cell: ({ ledgerId, over90Minor }) => (
      <Link to="/reskontro" search={{ ledger: ledgerId, minDays: "91" }}>
        <Amount minor={over90Minor} />
      </Link>
    ),
  };
  const narrow = (row: Clinic) => (
    <div className="kv-clinic-narrow">
      <strong>{row.name}</strong>
      <FollowUp of={row.followUp} />
      <Bank of={row} />
      <MonthEnd of={row} />
    </div>
  );
  if (useNarrow()) return [{ key: "name", head: t("headOffice.clinic"), cell: narrow }, old];
  const amount = (key: string, head: string, of: (row: Clinic) => number): Column<Clinic> => ({
    ...{ key, head, number: true },
    cell: (row) => <Amount minor={of(row)} />,
  });
  return [
    { key: "name", head: t("headOffice.clinic"), cell: ({ name }) => <Name of={name} /> },
    { key: "followUp", head: t("headOffice.followUp"), cell: (row) => <FollowUp of={row.followUp} /> },
    { key: "bank", head: t("headOffice.bank"), cell: (row) => <Bank of={row} /> },
    amount("unmatched", t("headOffice.unmatched"), (row) => row.unmatchedMinor),
    old,
    { key: "credits", head: t("headOffice.credits"), number: true, cell: (row) => <Credits of={row} /> },
    amount("losses", t("headOffice.losses"), (row) => row.lostMinor),
    {
      key: "touches",
      head: t("headOffice.touches"),
      number: true,
      cell: ({ touchesPer100 }) => (touchesPer100 === null ? "–" : count(touchesPer100, language)),
    },
    { key: "month", head: t("headOffice.monthEnd"), cell: (row) => <MonthEnd of={row} /> },
    {
      key: "trend",
      head: t("headOffice.trend"),
      cell: ({ trend }) => <Trend points={trend} label={trendOf(trend)} />,
    },
  ];
}

/** One clinic a row; opening one shows its own home (H-02). */
export function ClinicTable({ book, rows }: { readonly book: Book; readonly rows: readonly Clinic[] }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const columns = useColumns();
  const old = money(
    rows.reduce((sum, { over90Minor }) => sum + over90Minor, 0),
    book.currency,
    language,
  );
  return (
    <div className="kv-clinics">
      <DataTable
        label={t("headOffice.clinics")}
        columns={columns}
        rows={rows}
        rowKey={({ ledgerId }) => ledgerId}
        onOpen={({ ledgerId }) => void navigate({ to: "/", search: { ledger: ledgerId } })}
        total={t("headOffice.total", { count: rows.length, number: count(rows.length, language), old })}
      />
    </div>
  );
}
