import { useNavigate } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import { useContext, type MouseEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { day, type Language } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import type { Column } from "../../parts/DataTable.tsx";
import { Explain, Reached, type Explanation } from "../../parts/Explain.tsx";
import { State, type Tone } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger, useMay } from "../../shell/session.ts";
import type { Line } from "./asking.ts";

const TONES: Record<Line["state"], Tone> = {
  notDue: "settled",
  partPaid: "due",
  overdue: "overdue",
  settled: "settled",
  ahead: "held",
  credit: "held",
};

/** Where a line is opened: its invoice, else its customer. */
export function placeOf(line: Line, mayName: boolean): string | undefined {
  if (line.invoiceId) return `/invoices/${line.invoiceId}`;
  return line.partyId && mayName ? `/parties/${line.partyId}` : undefined;
}

/** A link that Tab reaches in the chosen row only. The router's own is too heavy for every row of a list. */
function RowLink({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  const reached = useContext(Reached);
  const navigate = useNavigate();
  const { id: ledger } = useLedger();
  const open = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void navigate({ to: to as "/", search: { ledger } });
  };
  return (
    <a href={`${to}?ledger=${ledger}`} tabIndex={reached ? undefined : -1} className="kv-row-link" onClick={open}>
      {children}
    </a>
  );
}

function Customer({ line, mayName, t }: { readonly line: Line; readonly mayName: boolean; readonly t: TFunction }) {
  const number =
    line.customerNo === null ? t("reskontro.nobody") : t("common.customer", { number: String(line.customerNo) });
  const opens = line.partyId !== null && mayName;
  const said = (opens && line.name) || number;
  return (
    <span className="kv-clip" title={said}>
      {opens ? <RowLink to={`/parties/${line.partyId}`}>{said}</RowLink> : said}
    </span>
  );
}

function whyRest(line: Line, t: TFunction, language: Language): Explanation {
  const sign = signOf(line);
  const rule = [
    { label: t("field.amount"), value: <Amount minor={sign * line.amountMinor} /> },
    { label: t("reskontro.moved"), value: <Amount minor={sign * (line.openMinor - line.amountMinor)} /> },
    { label: t("reskontro.rest"), value: <Amount minor={sign * line.openMinor} /> },
  ];
  if (line.last)
    rule.push({
      label: t("reskontro.last"),
      value: (
        <>
          {t(`bookedAs.${line.last.kind as "invoice"}`)} {day(line.last.bookedOn, language)}
        </>
      ),
    });
  const link = line.invoiceId ? { link: { to: `/invoices/${line.invoiceId}`, text: t("reskontro.openInvoice") } } : {};
  return { title: t("reskontro.rest"), sentence: t("reskontro.restWhy"), rule, law: t("reportTimes.law"), ...link };
}

function whyStanding(line: Line, t: TFunction, language: Language): Explanation {
  return {
    title: t(`lineStanding.${line.state}`),
    sentence: t(`standingWhy.${line.state}`),
    rule: [
      { label: t("field.due"), value: day(line.dueOn, language) },
      { label: t("reskontro.days"), value: String(line.daysOverdue) },
    ],
  };
}

/** What happened last: the day first, so that it is seen where the rest is cut off. */
const Last = ({ said }: { readonly said: string }) => (
  <span className="kv-clip" title={said}>
    {said}
  </span>
);

const signOf = (line: Line) => (line.side === "receivable" ? 1 : -1);

/** The lines' columns; a customer's sum stands on the first of their lines. */
export function useLineColumns(rows: readonly Line[]): Column<Line>[] {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const firsts = new Set(rows.flatMap((row, at) => (at > 0 && rows[at - 1]!.partyId === row.partyId ? [] : [row.id])));
  const mayName = useMay("parties.read");
  return [
    {
      key: "customer",
      head: t("reskontro.customer"),
      cell: (line) => <Customer line={line} mayName={mayName} t={t} />,
    },
    {
      key: "number",
      head: t("reskontro.invoice"),
      cell: (line) => <span className="kv-mono">{line.number ?? "–"}</span>,
    },
    { key: "opened", head: t("reskontro.date"), cell: (line) => day(line.openedOn, language) },
    { key: "due", head: t("field.due"), cell: (line) => day(line.dueOn, language) },
    {
      key: "amount",
      head: t("field.amount"),
      number: true,
      cell: (line) => <Amount minor={signOf(line) * line.amountMinor} />,
    },
    {
      key: "rest",
      head: t("reskontro.rest"),
      number: true,
      cell: (line) => (
        <Explain of={() => whyRest(line, t, language)}>
          <Amount minor={signOf(line) * line.openMinor} />
        </Explain>
      ),
    },
    {
      key: "days",
      head: t("reskontro.days"),
      number: true,
      cell: (line) => line.state === "overdue" && line.daysOverdue,
    },
    {
      key: "state",
      head: t("field.state"),
      cell: (line) => (
        <State tone={TONES[line.state]}>
          <Explain of={() => whyStanding(line, t, language)}>{t(`lineStanding.${line.state}`)}</Explain>
        </State>
      ),
    },
    {
      key: "sum",
      head: t("reskontro.customerSum"),
      number: true,
      cell: (line) =>
        firsts.has(line.id) && (
          <strong>
            <Amount minor={line.customer.openMinor} />
          </strong>
        ),
    },
    {
      key: "last",
      head: t("reskontro.last"),
      fill: true,
      cell: ({ last }) =>
        last && <Last said={`${day(last.bookedOn, language)} ${t(`bookedAs.${last.kind as "invoice"}`)}`} />,
    },
  ];
}
