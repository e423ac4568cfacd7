import { Link } from "@tanstack/react-router";
import { useContext, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { day } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import type { Column } from "../../parts/DataTable.tsx";
import { Explain, Reached } from "../../parts/Explain.tsx";
import { State, type Tone } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useMay } from "../../shell/session.ts";
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

/** A link that Tab reaches in the chosen row only. */
export function RowLink({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  const reached = useContext(Reached);
  return (
    <Link
      to={to as "/"}
      search={({ ledger }) => ({ ledger })}
      tabIndex={reached ? undefined : -1}
      className="kv-row-link"
    >
      {children}
    </Link>
  );
}

function Customer({ line }: { readonly line: Line }) {
  const { t } = useTranslation();
  const mayName = useMay("parties.read");
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

function Rest({ line }: { readonly line: Line }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const sign = line.side === "receivable" ? 1 : -1;
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
  return (
    <Explain
      of={{ title: t("reskontro.rest"), sentence: t("reskontro.restWhy"), rule, law: t("reportTimes.law"), ...link }}
    >
      <Amount minor={sign * line.openMinor} />
    </Explain>
  );
}

function Standing({ line }: { readonly line: Line }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (
    <State tone={TONES[line.state]}>
      <Explain
        of={{
          title: t(`lineStanding.${line.state}`),
          sentence: t(`standingWhy.${line.state}`),
          rule: [
            { label: t("field.due"), value: day(line.dueOn, language) },
            { label: t("reskontro.days"), value: String(line.daysOverdue) },
          ],
        }}
      >
        {t(`lineStanding.${line.state}`)}
      </Explain>
    </State>
  );
}

/** What happened last: the day first, so that it is seen where the rest is cut off. */
const Last = ({ said }: { readonly said: string }) => (
  <span className="kv-clip" title={said}>
    {said}
  </span>
);

/** The lines' columns; a customer's sum stands on the first of their lines. */
export function useLineColumns(rows: readonly Line[]): Column<Line>[] {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const firsts = new Set(rows.flatMap((row, at) => (at > 0 && rows[at - 1]!.partyId === row.partyId ? [] : [row.id])));
  const sign = (line: Line) => (line.side === "receivable" ? 1 : -1);
  return [
    { key: "customer", head: t("reskontro.customer"), cell: (line) => <Customer line={line} /> },
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
      cell: (line) => <Amount minor={sign(line) * line.amountMinor} />,
    },
    { key: "rest", head: t("reskontro.rest"), number: true, cell: (line) => <Rest line={line} /> },
    {
      key: "days",
      head: t("reskontro.days"),
      number: true,
      cell: (line) => line.state === "overdue" && line.daysOverdue,
    },
    { key: "state", head: t("field.state"), cell: (line) => <Standing line={line} /> },
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
