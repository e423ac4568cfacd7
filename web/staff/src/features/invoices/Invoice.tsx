import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useParam } from "../../parts/param.ts";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { day, grouped, money } from "../../format.ts";
import { Asked } from "../../parts/Asked.tsx";
import { BillSheet, useBillSentence } from "../../parts/BillSheet.tsx";
import { DossierDialog } from "../../parts/dossier/DossierDialog.tsx";
import { useDone } from "../../parts/Done.tsx";
import { Explain, type Explanation } from "../../parts/Explain.tsx";
import { INVOICE_TONES, standingOf, type Standing } from "../../parts/invoice.ts";
import { useKeys } from "../../parts/keys.ts";
import { AskedFor } from "../../parts/pay-desk/AskedFor.tsx";
import { DeskActs } from "../../parts/pay-desk/DeskActs.tsx";
import { State } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useMay } from "../../shell/session.ts";
import { useRoles, type Credited } from "./credit.ts";
import { CreditDialog } from "./CreditDialog.tsx";
import { LossDialog } from "./LossDialog.tsx";
import { Document } from "./Document.tsx";
import { FollowUp } from "./FollowUp.tsx";
import { Movements } from "./Movements.tsx";
import { Payments } from "./Payments.tsx";
import "./invoices.css";

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

function Who({ who }: { readonly who: Standing["payer"] }) {
  const { t } = useTranslation();
  const number = t("common.customer", { number: String(who.customerNo) });
  if (who.name === null) return <>{number}</>;
  return (
    <Link to="/parties/$partyId" params={{ partyId: who.id }} search={(old) => ({ ledger: old.ledger })}>
      {who.name}
    </Link>
  );
}

/** Left to pay, from its parts; and the state, from what is left and the due day. */
function useReasons(of: Standing): { readonly left: Explanation; readonly state: Explanation } {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const said = (minor: number) => money(minor, of.currency, language);
  const parts = [
    { label: t("bill.total"), value: said(of.totalMinor) },
    { label: t("bill.paid"), value: said(of.paidMinor) },
    { label: t("bill.creditedBy"), value: said(of.creditedMinor) },
    ...(of.lostMinor > 0 ? [{ label: t("bill.lostBy"), value: said(of.lostMinor) }] : []),
    { label: t("bill.left"), value: said(of.openMinor) },
  ];
  const days = [
    { label: t("field.due"), value: day(of.dueOn, language) },
    { label: t("field.asOf"), value: day(of.asOf, language) },
  ];
  return {
    left: { title: t("bill.left"), sentence: t("invoice.whyLeft"), rule: parts },
    state: { title: t(`invoiceState.${of.state}`), sentence: t(`invoiceWhy.${of.state}`), rule: [...parts, ...days] },
  };
}

function Facts({ of }: { readonly of: Standing }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const reasons = useReasons(of);
  const first = of.events[0];
  return (
    <dl className="kv-card kv-facts">
      <Fact name={t("field.state")}>
        <Explain of={reasons.state}>
          <State tone={INVOICE_TONES[of.state]}>{t(`invoiceState.${of.state}`)}</State>
        </Explain>
      </Fact>
      {of.kind !== "creditNote" && (
        <Fact name={t("bill.left")}>
          <Explain of={reasons.left}>{money(of.openMinor, of.currency, language)}</Explain>
        </Fact>
      )}
      <Fact name={t("bill.total")}>{money(of.totalMinor, of.currency, language)}</Fact>
      <Fact name={t("field.issued")}>{day(of.issuedOn, language)}</Fact>
      {of.kind !== "creditNote" && <Fact name={t("field.due")}>{day(of.dueOn, language)}</Fact>}
      <Fact name={t("field.reference")}>
        <span className="kv-mono">{grouped(of.reference)}</span>
      </Fact>
      <Fact name={t("bill.payer")}>
        <Who who={of.payer} />
      </Fact>
      {of.patient && of.patient.id !== of.payer.id && (
        <Fact name={t("bill.patient")}>
          <Who who={of.patient} />
        </Fact>
      )}
      {of.credits && (
        <Fact name={t("invoice.corrects")}>
          <Link
            to="/invoices/$invoiceId"
            params={{ invoiceId: of.credits.id }}
            search={(old) => ({ ledger: old.ledger })}
          >
            {of.credits.number}
          </Link>
        </Fact>
      )}
      {first && (
        <Fact name={t("invoice.entry")}>
          {t("invoice.bookedOn", { day: day(first.bookedOn, language) })}{" "}
          <span className="kv-mono kv-why">{first.entryId.slice(-8)}</span>
        </Fact>
      )}
    </dl>
  );
}

/** A credit or a loss that waits for somebody else, where it can be seen. */
function Waiting({ of }: { readonly of: Standing }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const reads = useMay("requests.read", of.ledgerId);
  return of.waiting.map(({ proposalId, kind, amountMinor, madeAt }) => (
    <p key={proposalId} className="kv-card kv-waits">
      <State tone="held">
        {t(kind === "losses" ? "credit.waitsLoss" : "credit.waits", {
          amount: money(amountMinor, of.currency, language),
          day: day(madeAt.slice(0, 10), language),
        })}
      </State>
      {reads && (
        <Link to="/approvals" search={{ ledger: of.ledgerId, subject: proposalId }}>
          {t("credit.seeProposal")}
        </Link>
      )}
    </p>
  ));
}

function Acts({ of }: { readonly of: Standing }) {
  const { t } = useTranslation();
  const tell = useDone();
  const said = useRoles();
  const grants = useMay("credits.grant", of.ledgerId);
  const [sheet, setSheet] = useState(false);
  const [crediting, setCrediting] = useState(false);
  const [losing, setLosing] = useState(false);
  const [dossier, setDossier] = useState(false);
  const takes = useMay("dossiers.export", of.ledgerId) && of.kind !== "creditNote";
  const mayLose = useMay("writeOffs.propose", of.ledgerId) && of.losable.length > 0;
  const creditable = of.kind !== "creditNote" && of.state !== "reversed" && of.creditedMinor < of.totalMinor;
  const off = !grants || !creditable;
  const done = (credited: Credited) => {
    setCrediting(false);
    tell(t("credit.sent", { who: said(credited.roles) }));
  };
  useKeys([
    { key: "b", label: t("bill.ask"), act: () => setSheet(true) },
    { key: "c", label: t("credit.open"), off, act: () => setCrediting(true) },
    { key: "l", label: t("loss.open"), off: !mayLose, act: () => setLosing(true) },
    { key: "v", label: t("dossier.open"), off: !takes, act: () => setDossier(true) },
  ]);
  return (
    <div className="kv-invoice-acts">
      <Button variant="default" onClick={() => setSheet(true)} rightSection={<kbd>b</kbd>}>
        {t("bill.ask")}
      </Button>
      {!off && (
        <Button variant="default" onClick={() => setCrediting(true)} rightSection={<kbd>c</kbd>}>
          {t("credit.open")}
        </Button>
      )}
      {mayLose && (
        <Button variant="default" onClick={() => setLosing(true)} rightSection={<kbd>l</kbd>}>
          {t("loss.open")}
        </Button>
      )}
      {takes && (
        <Button variant="default" onClick={() => setDossier(true)} rightSection={<kbd>v</kbd>}>
          {t("dossier.open")}
        </Button>
      )}
      <Button variant="default" onClick={() => window.print()}>
        {t("invoice.print")}
      </Button>
      {takes && <DossierDialog of={dossier ? of : undefined} close={() => setDossier(false)} />}
      <BillSheet invoiceId={sheet ? of.id : undefined} close={() => setSheet(false)} />
      {mayLose && (
        <LossDialog
          invoice={of}
          opened={losing}
          close={() => setLosing(false)}
          done={() => {
            setLosing(false);
            tell(t("loss.sent"));
          }}
        />
      )}
      {!off && <CreditDialog invoice={of} opened={crediting} close={() => setCrediting(false)} done={done} />}
    </div>
  );
}

function Shown({ of }: { readonly of: Standing }) {
  const { t } = useTranslation();
  const sentence = useBillSentence();
  const title = t(`bill.title.${of.kind}`, { number: of.number });
  useEffect(() => {
    document.title = `${title} · Kvitt`;
  }, [title]);
  return (
    <article className="kv-invoice">
      <div>
        <h1 className="kv-lead">{t("invoice.lead", { title, sentence: sentence(of) })}</h1>
        <p className="kv-help">{t("invoice.help")}</p>
      </div>
      <Waiting of={of} />
      {of.kind !== "creditNote" && <DeskActs invoiceId={of.id} />}
      <Acts of={of} />
      <div className="kv-invoice-parts">
        <div className="kv-invoice-left">
          <Facts of={of} />
          <h2>{t("invoice.timeline")}</h2>
          <Movements of={of} />
          {of.kind !== "creditNote" && <FollowUp of={of} />}
          <Payments of={of} />
          {of.kind !== "creditNote" && <AskedFor invoiceId={of.id} />}
        </div>
        <div>
          <Document of={of} />
          {of.lines.some((line) => line.text === null) && <p className="kv-why">{t("bill.textsHidden")}</p>}
        </div>
      </div>
    </article>
  );
}

/** One invoice or credit note: where it stands, what happened to it, what it says, and how it is corrected. */
export function Invoice() {
  const { t } = useTranslation();
  const invoiceId = useParam("invoiceId");
  const asked = useQuery(standingOf(invoiceId));
  return (
    <>
      {!asked.data && <h1 className="kv-lead">{t("invoiceKind.invoice")}</h1>}
      <Asked of={asked} height={480}>
        {(of) => <Shown key={of.id} of={of} />}
      </Asked>
    </>
  );
}
