import { useTranslation } from "react-i18next";
import { amount, day } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { FileLink } from "../../parts/files.tsx";
import { moment } from "../../parts/moment.ts";
import { useLanguage } from "../../shell/language.ts";
import { useLedger, useZone } from "../../shell/session.ts";
import { useFiled, type Filed } from "./asking.ts";

function useColumns(ledgerId: string): Column<Filed>[] {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const zone = useZone();
  return [
    { key: "asOf", head: t("field.asOf"), cell: (filed) => day(filed.asOfOn, language) },
    { key: "known", head: t("filedReport.made"), cell: (filed) => moment(filed.knownAt, language, zone) },
    { key: "items", head: t("filedReport.items"), number: true, cell: (filed) => filed.totals.items },
    { key: "total", head: t("common.total"), number: true, cell: (filed) => <Amount minor={filed.totals.openMinor} /> },
    {
      key: "hash",
      head: t("filedReport.hash"),
      cell: (filed) => (
        <Explain
          of={{
            title: t("filedReport.hash"),
            sentence: t("filedReport.hashWhy"),
            rule: [
              { label: "SHA-256", value: <span className="kv-hash kv-breaks">{filed.sha256}</span> },
              { label: t("filedReport.bytes"), value: String(filed.byteLength) },
              { label: t("common.total"), value: amount(filed.totals.openMinor, language) },
            ],
            law: t("reportTimes.law"),
          }}
        >
          <span className="kv-hash">{filed.sha256.slice(0, 12)}…</span>
        </Explain>
      ),
    },
    {
      key: "file",
      head: t("filedReport.file"),
      cell: (filed) => (
        <FileLink plain href={`/api/v1/ledgers/${ledgerId}/filed-reports/${filed.id}`}>
          {t("filedReport.download", { day: day(filed.asOfOn, language) })}
        </FileLink>
      ),
    },
  ];
}

/** What was made and put away by itself at each month's end: the bytes are the same whenever they are fetched (S3-05). */
export function FiledReports() {
  const { t } = useTranslation();
  const ledger = useLedger();
  const filed = useFiled();
  const columns = useColumns(ledger.id);
  return (
    <section aria-labelledby="filed">
      <h2 id="filed">{t("filedReport.title")}</h2>
      <p className="kv-why">{t("filedReport.help")}</p>
      <Asked of={filed} height={160}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="kv-card kv-empty">{t("filedReport.empty")}</p>
          ) : (
            <DataTable label={t("filedReport.title")} columns={columns} rows={items} rowKey={({ id }) => id} />
          )
        }
      </Asked>
    </section>
  );
}
