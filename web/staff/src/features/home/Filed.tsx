import { useTranslation } from "react-i18next";
import { locales } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { FileLink } from "../../parts/files.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { useFiled, type Filed as FiledReport } from "./home-questions.ts";

function Row({ report }: { readonly report: FiledReport }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { id } = useLedger();
  const month = new Date(`${report.monthOn}T12:00:00Z`).toLocaleDateString(locales[language], {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  return (
    <tr>
      <th scope="row">{month}</th>
      <td className="kv-number">
        <Amount minor={report.totals.openMinor} />
      </td>
      <td className="kv-number">{report.totals.items}</td>
      <td className="kv-mono kv-why">{report.sha256.slice(0, 12)}</td>
      <td>
        <FileLink plain href={`/api/v1/ledgers/${id}/filed-reports/${report.id}`}>
          {t("home.download", { month })}
        </FileLink>
      </td>
    </tr>
  );
}

/** The agings that filed themselves at month-ends: the same bytes whenever they are fetched (S3-05). */
export function Filed() {
  const { t } = useTranslation();
  const filed = useFiled(useLedger().id);
  return (
    <section aria-labelledby="home-filed">
      <h2 id="home-filed">{t("home.filed")}</h2>
      <Asked of={filed} height={120}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="kv-why">{t("home.noneFiled")}</p>
          ) : (
            <div className="kv-card kv-scroll" role="region" aria-labelledby="home-filed" tabIndex={0}>
              <table className="kv-table">
                <thead>
                  <tr>
                    <th scope="col">{t("home.month")}</th>
                    <th scope="col" className="kv-number">
                      {t("home.receivables")}
                    </th>
                    <th scope="col" className="kv-number">
                      {t("field.items")}
                    </th>
                    <th scope="col">{t("home.fingerprint")}</th>
                    <th scope="col">{t("field.file")}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((report) => (
                    <Row key={report.id} report={report} />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Asked>
    </section>
  );
}
