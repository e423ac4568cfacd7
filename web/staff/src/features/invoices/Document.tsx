import { useTranslation } from "react-i18next";
import { day, grouped, money } from "../../format.ts";
import type { Standing } from "../../parts/invoice.ts";
import { useLanguage } from "../../shell/language.ts";

const Pair = ({ name, value, mono }: { readonly name: string; readonly value: string; readonly mono?: boolean }) => (
  <div>
    <dt>{name}</dt>
    <dd className={mono ? "kv-mono" : undefined}>{value}</dd>
  </div>
);

function Lines({ of }: { readonly of: Standing }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (
    <table className="kv-paper-lines">
      <thead>
        <tr>
          <th scope="col">{t("bill.what")}</th>
          <th scope="col" className="kv-number">
            {t("bill.vat")}
          </th>
          <th scope="col" className="kv-number">
            {t("field.amount")}
          </th>
        </tr>
      </thead>
      <tbody>
        {of.lines.map((line) => (
          <tr key={line.lineNo}>
            <td>{line.text ?? t("invoice.textHidden")}</td>
            <td className="kv-number">{money(line.vatMinor, of.currency, language)}</td>
            <td className="kv-number">{money(line.netMinor + line.vatMinor, of.currency, language)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            {t("bill.total")}
          </th>
          <td className="kv-number">{money(of.totalMinor, of.currency, language)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** The document as the invoice holds it, until it is printed as it was sent: marked as a preview, on screen and on paper. */
export function Document({ of }: { readonly of: Standing }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const payer = of.payer.name ?? t("common.customer", { number: String(of.payer.customerNo) });
  return (
    <section className="kv-paper" aria-label={t("invoice.preview")}>
      <p className="kv-paper-mark">{t("invoice.previewMark")}</p>
      <header>
        <div>
          <strong>{of.ledgerName}</strong>
          <span>{t("invoice.orgNo", { number: of.orgNo })}</span>
        </div>
        <h3>{t(`bill.title.${of.kind}`, { number: of.number })}</h3>
      </header>
      <div className="kv-paper-top">
        <div>
          <span className="kv-why">{t("bill.payer")}</span>
          <strong>{payer}</strong>
          {of.patient && of.patient.id !== of.payer.id && (
            <span>
              {t("bill.patient")}: {of.patient.name ?? t("common.customer", { number: String(of.patient.customerNo) })}
            </span>
          )}
        </div>
        <dl>
          <Pair name={t("field.issued")} value={day(of.issuedOn, language)} />
          {of.kind !== "creditNote" && <Pair name={t("field.due")} value={day(of.dueOn, language)} />}
          <Pair name={t("field.reference")} value={grouped(of.reference)} mono />
          {of.credits && <Pair name={t("invoice.corrects")} value={of.credits.number} />}
        </dl>
      </div>
      <Lines of={of} />
      {of.kind !== "creditNote" && (
        <p className="kv-paper-pay">
          <span>{t("invoice.toPay", { day: day(of.dueOn, language) })}</span>
          <strong>{money(of.totalMinor, of.currency, language)}</strong>
        </p>
      )}
    </section>
  );
}
