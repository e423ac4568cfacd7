import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { day } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { Page } from "../../parts/Page.tsx";
import { State, type Tone } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger, useWaiting } from "../../shell/session.ts";
import { useAging, useProof } from "../../parts/questions.ts";

const FILE_TONES: Record<string, Tone> = { posted: "settled", rejected: "overdue", posting: "due", stored: "due" };

function Tiles() {
  const { t } = useTranslation();
  const ledger = useLedger();
  const search = { ledger: ledger.id };
  const aging = useAging(ledger.id);
  const proof = useProof(ledger.id);
  const waiting = useWaiting(ledger.id);
  const own = aging.data?.ledgers[0];
  const overdueMinor = own?.cells.slice(1).reduce((sum, cell) => sum + cell.openMinor, 0) ?? 0;
  return (
    <div className="kv-tiles">
      <Link className="kv-card kv-tile" to="/aging" search={search}>
        {t("home.owed")}
        <strong>{own ? <Amount minor={own.total.openMinor} currency={own.currency} /> : "…"}</strong>
      </Link>
      <Link className="kv-card kv-tile" to="/aging" search={search}>
        {t("home.overdue")}
        <strong>{own ? <Amount minor={overdueMinor} currency={own.currency} /> : "…"}</strong>
      </Link>
      <Link className="kv-card kv-tile" to="/bank" search={search}>
        {t("home.waiting")}
        <strong>{waiting.data?.items.length ?? "…"}</strong>
      </Link>
      <Link className="kv-card kv-tile" to="/proof" search={search}>
        {t("home.proof")}
        <strong>{proof.data ? (proof.data.holds ? "✓" : "≠") : "…"}</strong>
        {proof.data?.holds && <State tone="settled">{t("proof.holds")}</State>}
      </Link>
    </div>
  );
}

function LastFiles() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const files = useQuery({
    queryKey: ["bank-files"],
    queryFn: () => answered(kvitt.GET("/api/v1/bank-files", { params: { query: { limit: 8 } } })),
  });
  return (
    <section aria-labelledby="last-files">
      <h2 id="last-files">{t("home.files")}</h2>
      <Asked of={files}>
        {({ items }) => (
          <div className="kv-card kv-scroll" role="region" aria-labelledby="last-files" tabIndex={0}>
            <table className="kv-table">
              <thead>
                <tr>
                  <th scope="col">{t("field.received")}</th>
                  <th scope="col">{t("field.kind")}</th>
                  <th scope="col" className="kv-number">
                    {t("field.lines")}
                  </th>
                  <th scope="col" className="kv-number">
                    {t("field.amount")}
                  </th>
                  <th scope="col">{t("field.state")}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((file) => (
                  <tr key={file.id}>
                    <td>{day(file.receivedAt.slice(0, 10), language)}</td>
                    <td>{t(`format.${file.format as "camt053"}`)}</td>
                    <td className="kv-number">{file.totals.lines || file.totals.statementLines}</td>
                    <td className="kv-number">{file.totals.lines > 0 && <Amount minor={file.totals.ledgerMinor} />}</td>
                    <td>
                      <State tone={FILE_TONES[file.state] ?? "held"}>{t(`fileState.${file.state}`)}</State>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Asked>
    </section>
  );
}

/** What a finance person sees first: what needs a person, what is owed, what the bank brought. */
export function Home() {
  const { t } = useTranslation();
  const waiting = useWaiting(useLedger().id).data?.items.length;
  const lead =
    waiting === undefined ? t("nav.home") : waiting > 0 ? t("home.lead", { count: waiting }) : t("home.done");
  return (
    <Page title={t("nav.home")} lead={lead} help={t("home.help")}>
      <Tiles />
      <LastFiles />
    </Page>
  );
}
