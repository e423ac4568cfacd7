import { Anchor, TextInput } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../api.ts";
import { money } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { Page } from "../../parts/Page.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { useAging } from "../../parts/questions.ts";

type Report = Answer<"/api/v1/ledgers/{ledgerId}/reports/aging", "get">;
type Bucket = Report["ledgers"][number]["buckets"][number];

const SHOWN = 100;

function useBucketName() {
  const { t } = useTranslation();
  return ({ fromDays, toDays }: Bucket) => {
    if (fromDays === null) return t("aging.notDue");
    return t("aging.days", { days: toDays === null ? `${fromDays}+` : `${fromDays}–${toDays}` });
  };
}

/** The chart; the table below holds the same numbers. */
function Bars({ report }: { readonly report: Report }) {
  const { t } = useTranslation();
  const name = useBucketName();
  const { buckets, cells, currency } = report.ledgers[0]!;
  const most = Math.max(1, ...cells.map((cell) => cell.openMinor));
  return (
    <figure className="kv-card kv-bars" aria-label={t("aging.chart")}>
      {buckets.map((bucket, at) => (
        <div key={bucket.label} className="kv-bar">
          <span>{name(bucket)}</span>
          <span aria-hidden="true">
            <svg viewBox="0 0 100 18" preserveAspectRatio="none">
              <rect
                height="18"
                width={(100 * Math.max(0, cells[at]!.openMinor)) / most}
                fill={at === 0 ? "var(--kv-accent)" : at < 3 ? "var(--kv-due)" : "var(--kv-overdue)"}
              />
            </svg>
          </span>
          <span className="kv-amount">
            <Amount minor={cells[at]!.openMinor} currency={currency} />
          </span>
        </div>
      ))}
    </figure>
  );
}

function Customers({ report }: { readonly report: Report }) {
  const { t } = useTranslation();
  const name = useBucketName();
  const { buckets, cells, total } = report.ledgers[0]!;
  const rows = [...report.rows].sort((a, b) => b.totalMinor - a.totalMinor).slice(0, SHOWN);
  return (
    <section aria-labelledby="by-customer">
      <h2 id="by-customer">{t("aging.byCustomer")}</h2>
      <p className="kv-why">{t("aging.showing", { count: rows.length, all: report.rows.length })}</p>
      <div className="kv-card kv-scroll" role="region" aria-labelledby="by-customer" tabIndex={0}>
        <table className="kv-table">
          <thead>
            <tr>
              <th scope="col">{t("aging.byCustomer")}</th>
              {buckets.map((bucket) => (
                <th key={bucket.label} scope="col" className="kv-number">
                  {name(bucket)}
                </th>
              ))}
              <th scope="col" className="kv-number">
                {t("common.total")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.partyId ?? "nobody"}>
                <td>{t("common.customer", { number: String(row.customerNo ?? "–") })}</td>
                {row.bucketsMinor.map((minor, at) => (
                  <td key={buckets[at]!.label} className="kv-number">
                    {minor === 0 ? "" : <Amount minor={minor} />}
                  </td>
                ))}
                <td className="kv-number">
                  <Amount minor={row.totalMinor} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("common.total")}</th>
              {cells.map((cell, at) => (
                <td key={buckets[at]!.label} className="kv-number">
                  <Amount minor={cell.openMinor} />
                </td>
              ))}
              <td className="kv-number">
                <Amount minor={total.openMinor} />
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}

/** Receivables by days overdue as of any day, as a chart and as the table it was drawn from. */
export function Aging() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const ledger = useLedger();
  const navigate = useNavigate();
  const { asOf } = useSearch({ strict: false });
  const report = useAging(ledger.id, asOf);
  const own = report.data?.ledgers[0];
  const overdueMinor = own?.cells.slice(1).reduce((sum, cell) => sum + cell.openMinor, 0) ?? 0;
  const said = (minor: number) => money(minor, ledger.currency, language);
  const lead = own
    ? t("aging.lead", { overdue: said(overdueMinor), total: said(own.total.openMinor) })
    : t("nav.aging");
  const csv = `/api/v1/ledgers/${ledger.id}/reports/aging?format=csv&asOf=${report.data?.asOf ?? ""}`;
  return (
    <Page title={t("nav.aging")} lead={lead} help={t("aging.help")}>
      <div className="kv-parts">
        <TextInput
          type="date"
          label={t("field.asOf")}
          w={180}
          value={asOf ?? report.data?.asOf ?? ""}
          onChange={({ currentTarget: { value } }) =>
            void navigate({ to: ".", search: (old) => ({ ...old, asOf: value || undefined }) })
          }
        />
        <Anchor href={csv}>{t("common.export")}</Anchor>
      </div>
      <Asked of={report} height={480}>
        {(answer) => (
          <div className="kv-flow">
            <Bars report={answer} />
            <Customers report={answer} />
          </div>
        )}
      </Asked>
    </Page>
  );
}
