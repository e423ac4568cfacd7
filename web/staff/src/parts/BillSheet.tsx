import { Drawer } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { day, grouped, money } from "../format.ts";
import { useLanguage } from "../shell/language.ts";
import { Asked } from "./Asked.tsx";
import { standingOf, type Standing } from "./invoice.ts";
import "./bill.css";

/** The one sentence that answers "what is this bill?". */
export function useBillSentence() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return ({ state, openMinor, totalMinor, creditedMinor, lostMinor, currency, dueOn, credits }: Standing): string => {
    const said = (minor: number) => money(minor, currency, language);
    const due = day(dueOn, language);
    if (state === "creditNote")
      return t("bill.creditNote", { amount: said(totalMinor), number: credits?.number ?? "–" });
    if (state === "credited") return t("bill.credited", { amount: said(creditedMinor) });
    if (state === "lost") return t("bill.lost", { amount: said(lostMinor) });
    if (state === "settled" || state === "reversed") return t(`bill.${state}`);
    return t(`bill.${state}`, { amount: said(openMinor), due });
  };
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** What was done, line by line, where the role meets the patient; else that it is not shown. */
function Lines({ of }: { readonly of: Standing }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const hidden = of.lines.every((line) => line.text === null);
  if (hidden) return <p className="kv-why">{t("bill.textsHidden")}</p>;
  return (
    <ul className="kv-bill-lines">
      {of.lines.map((line) => (
        <li key={line.lineNo}>
          <span>{line.text ?? t("bill.textGone")}</span>
          <span className="kv-amount">{money(line.netMinor + line.vatMinor, of.currency, language)}</span>
        </li>
      ))}
    </ul>
  );
}

function Words({ of }: { readonly of: Standing }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const sentence = useBillSentence();
  const said = (minor: number) => money(minor, of.currency, language);
  const name = (who: Standing["payer"]) => who.name ?? t("common.customer", { number: String(who.customerNo) });
  return (
    <div className="kv-bill">
      <p className="kv-bill-sentence">{sentence(of)}</p>
      <dl>
        <Fact name={t("bill.from")}>{of.ledgerName}</Fact>
        <Fact name={t("bill.date")}>{day(of.issuedOn, language)}</Fact>
        {of.patient && of.patient.id !== of.payer.id && <Fact name={t("bill.patient")}>{name(of.patient)}</Fact>}
        <Fact name={t("bill.payer")}>{name(of.payer)}</Fact>
      </dl>
      <h3>{t("bill.what")}</h3>
      <Lines of={of} />
      <dl>
        {of.vatMinor > 0 && <Fact name={t("bill.net")}>{said(of.netMinor)}</Fact>}
        {of.vatMinor > 0 && <Fact name={t("bill.vat")}>{said(of.vatMinor)}</Fact>}
        <Fact name={t("bill.total")}>{said(of.totalMinor)}</Fact>
        {of.paidMinor !== 0 && <Fact name={t("bill.paid")}>{said(of.paidMinor)}</Fact>}
        {of.creditedMinor !== 0 && <Fact name={t("bill.creditedBy")}>{said(of.creditedMinor)}</Fact>}
        {of.kind !== "creditNote" && (
          <Fact name={t("bill.left")}>
            <strong>{said(of.openMinor)}</strong>
          </Fact>
        )}
        <Fact name={t("field.reference")}>
          <span className="kv-mono">{grouped(of.reference)}</span>
        </Fact>
      </dl>
      <p>{t("bill.noFee")}</p>
      <p>
        <Link to="/invoices/$invoiceId" params={{ invoiceId: of.id }} search={(old) => ({ ledger: old.ledger })}>
          {t("bill.toInvoice")}
        </Link>
      </p>
    </div>
  );
}

/** "What is this bill?": plain words that can be read aloud to whoever stands at the desk (ux D-08). */
export function BillSheet({
  invoiceId,
  close,
}: {
  readonly invoiceId: string | undefined;
  readonly close: () => void;
}) {
  const { t } = useTranslation();
  const asked = useQuery({ ...standingOf(invoiceId ?? ""), enabled: invoiceId !== undefined });
  const kind = asked.data?.kind ?? "invoice";
  return (
    <Drawer
      opened={invoiceId !== undefined}
      onClose={close}
      position="right"
      size="30rem"
      title={t(`bill.title.${kind}`, { number: asked.data?.number ?? "" })}
      lockScroll={false}
      closeButtonProps={{ "aria-label": t("common.close") }}
      classNames={{ content: "kv-drawer", title: "kv-drawer-title" }}
    >
      {invoiceId !== undefined && <Asked of={asked}>{(of) => <Words of={of} />}</Asked>}
    </Drawer>
  );
}
