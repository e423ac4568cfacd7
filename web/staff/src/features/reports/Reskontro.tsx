import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { amount, count, money } from "../../format.ts";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable } from "../../parts/DataTable.tsx";
import { ExportMenu } from "../../parts/ExportMenu.tsx";
import { Page } from "../../parts/Page.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger, useMay } from "../../shell/session.ts";
import { AsOf, KnownAt } from "./AsOf.tsx";
import { fileAddress, useReskontro, useWords, type Summary } from "./asking.ts";
import { Control } from "./Control.tsx";
import { placeOf, useLineColumns } from "./lines.tsx";
import { Narrowing } from "./Narrowing.tsx";
import "./reports.css";

/** The screen's answer: what is to come in, and whether the books say the same. */
function useLead(summary: Summary | undefined): string {
  const { t } = useTranslation();
  const { language } = useLanguage();
  if (!summary) return t("reskontro.title");
  const said = (minor: number) => money(minor, summary.currency, language);
  const missing = summary.control.reduce((sum, { differenceMinor }) => sum + Math.abs(differenceMinor), 0);
  if (missing > 0) return t("reskontro.leadBroken", { missing: said(missing) });
  const { receivableMinor, overdueMinor, customers } = summary.sums;
  return t("reskontro.lead", {
    open: said(receivableMinor),
    overdue: said(overdueMinor),
    count: customers,
    customers: count(customers, language),
  });
}

function Lines({ asked: { summary, lines } }: { readonly asked: ReturnType<typeof useReskontro> }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { id: ledger } = useLedger();
  const navigate = useNavigate();
  const mayName = useMay("parties.read");
  const rows = lines.data?.pages.flatMap(({ items }) => items) ?? [];
  const columns = useLineColumns(rows);
  const sums = summary.data?.sums;
  const total =
    sums &&
    t("reskontro.total", {
      count: sums.items,
      lines: count(sums.items, language),
      receivable: amount(sums.receivableMinor, language),
      credit: amount(sums.creditMinor, language),
      net: amount(sums.receivableMinor - sums.creditMinor, language),
    });
  return (
    <Asked of={lines} height={440}>
      {() =>
        rows.length === 0 && !lines.hasNextPage ? (
          <p className="kv-card kv-empty">{t("reskontro.empty")}</p>
        ) : (
          <DataTable
            label={t("reskontro.title")}
            columns={columns}
            rows={rows}
            rowKey={(line) => line.id}
            hasMore={lines.hasNextPage}
            loadMore={() => void lines.fetchNextPage()}
            loadingMore={lines.isFetchingNextPage}
            onOpen={(line) => {
              const to = placeOf(line, mayName);
              if (to) void navigate({ to: to as "/", search: { ledger } });
            }}
            total={total ?? t("reskontro.counting")}
          />
        )
      }
    </Asked>
  );
}

/** The customer sub-ledger as of any day: its lines, what each customer comes to, and the control total on the same page. */
export function Reskontro() {
  const { t } = useTranslation();
  const ledger = useLedger();
  const { words } = useWords();
  const asked = useReskontro(words);
  const { data } = asked.summary;
  const lead = useLead(data);
  // Until the answer stands, the address's own words hold.
  const times = data ? { asOf: data.asOf, knownAt: data.knownAt } : {};
  const path = `/api/v1/ledgers/${ledger.id}/reports/reskontro`;
  return (
    <Page
      title={t("reskontro.title")}
      lead={lead}
      help={t("reskontro.help")}
      acts={<ExportMenu href={(format) => fileAddress(path, format, { ...asked.query, ...times })} />}
    >
      <div className="kv-filter">
        <AsOf />
        <Narrowing />
      </div>
      <div className="kv-flow kv-reskontro">
        <Asked of={asked.summary} height={68}>
          {({ control }) => <Control control={control} />}
        </Asked>
        <KnownAt report={data} />
        <Lines asked={asked} />
      </div>
    </Page>
  );
}
