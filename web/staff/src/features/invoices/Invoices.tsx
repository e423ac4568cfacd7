import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { count, day, grouped, money } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { ExportMenu } from "../../parts/ExportMenu.tsx";
import { INVOICE_TONES } from "../../parts/invoice.ts";
import { Page } from "../../parts/Page.tsx";
import { Problem } from "../../parts/Problem.tsx";
import { State } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger, useMay } from "../../shell/session.ts";
import { Filters } from "./Filters.tsx";
import { exportAddress, filterOf, useList, useSums, type Filter, type Row, type Sums } from "./list.ts";
import "./invoices.css";

/** Where a row stands, with why. */
function Stands({ row }: { readonly row: Row }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { currency, today } = useLedger();
  const said = (minor: number) => money(minor, currency, language);
  const rule = [
    { label: t("bill.total"), value: said(row.totalMinor) },
    { label: t("bill.creditedBy"), value: said(row.creditedMinor) },
    ...(row.lostMinor > 0 ? [{ label: t("bill.lostBy"), value: said(row.lostMinor) }] : []),
    { label: t("bill.left"), value: said(row.openMinor) },
    { label: t("field.due"), value: day(row.dueOn, language) },
    { label: t("field.asOf"), value: day(today, language) },
  ];
  const word = t(`invoiceState.${row.state}`);
  return (
    <Explain of={{ title: word, sentence: t(`invoiceWhy.${row.state}`), rule }}>
      <State tone={INVOICE_TONES[row.state]}>{word}</State>
    </Explain>
  );
}

function useColumns(): Column<Row>[] {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const people = useMay("parties.read");
  return [
    { key: "number", head: t("field.number"), spare: true, cell: (row) => row.number },
    {
      key: "who",
      head: t("bill.payer"),
      cell: (row) => (people && row.partyName) || t("common.customer", { number: String(row.customerNo) }),
    },
    { key: "kind", head: t("field.kind"), spare: true, cell: (row) => t(`invoiceKind.${row.kind}`) },
    { key: "issued", head: t("field.issued"), spare: true, cell: (row) => day(row.issuedOn, language) },
    { key: "due", head: t("field.due"), spare: true, cell: (row) => day(row.dueOn, language) },
    {
      key: "kid",
      head: t("field.reference"),
      spare: true,
      cell: (row) => <span className="kv-mono">{grouped(row.reference)}</span>,
    },
    { key: "state", head: t("field.state"), cell: (row) => <Stands row={row} /> },
    {
      key: "total",
      head: t("field.amount"),
      number: true,
      spare: true,
      cell: (row) => <Amount minor={row.kind === "creditNote" ? -row.totalMinor : row.totalMinor} />,
    },
    {
      key: "left",
      head: t("bill.left"),
      number: true,
      cell: (row) => (row.kind === "creditNote" ? "" : <Amount minor={row.openMinor} />),
    },
  ];
}

function useSumWords(sums: Sums | undefined, currency: string): string {
  const { t } = useTranslation();
  const { language } = useLanguage();
  if (!sums) return t("invoices.counting");
  const said = (minor: number) => money(minor, currency, language);
  return t("invoices.sums", {
    count: sums.count,
    number: count(sums.count, language),
    total: said(sums.totalMinor),
    open: said(sums.openMinor),
    overdue: said(sums.overdueMinor),
  });
}

function List({ filter, sums }: { readonly filter: Filter; readonly sums: Sums | undefined }) {
  const { t } = useTranslation();
  const ledger = useLedger();
  const navigate = useNavigate();
  const columns = useColumns();
  const found = useList(ledger.id, filter);
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  const total = useSumWords(sums, ledger.currency);
  if (found.isError) return <Problem of={found.error} retry={() => void found.refetch()} />;
  if (found.isSuccess && rows.length === 0 && !found.hasNextPage)
    return (
      <p className="kv-card kv-empty" role="status">
        {Object.keys(filter).length > 0 ? t("invoices.noneFound") : t("invoices.none")}
      </p>
    );
  return (
    <div aria-busy={found.isFetching}>
      <DataTable
        label={t("nav.invoices")}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        onOpen={(row) =>
          void navigate({
            to: "/invoices/$invoiceId",
            params: { invoiceId: row.id },
            search: (old) => ({ ledger: old.ledger }),
          })
        }
        hasMore={found.hasNextPage}
        loadMore={() => void found.fetchNextPage()}
        loadingMore={found.isFetchingNextPage}
        total={total}
      />
    </div>
  );
}

/** The invoices of a ledger, newest first, narrowed by what the address says; their sums beside them. */
export function Invoices() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const ledger = useLedger();
  const filter = filterOf(useSearch({ strict: false }));
  const takes = useMay("reports.read", ledger.id);
  const sums = useSums(ledger.id, filter).data;
  const lead = sums
    ? t("invoices.lead", {
        open: money(sums.openMinor, ledger.currency, language),
        overdue: money(sums.overdueMinor, ledger.currency, language),
      })
    : t("nav.invoices");
  return (
    <Page
      title={t("nav.invoices")}
      lead={lead}
      help={t("invoices.help")}
      acts={takes && <ExportMenu href={(format) => exportAddress(ledger.id, filter, format)} />}
    >
      <Filters filter={filter} />
      <List filter={filter} sums={sums} />
    </Page>
  );
}
