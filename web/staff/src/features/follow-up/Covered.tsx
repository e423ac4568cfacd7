import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { count, money } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { Consequence } from "../../parts/Consequence.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { useDone } from "../../parts/Done.tsx";
import { Explain } from "../../parts/Explain.tsx";
import { useFollowUpWords } from "../../parts/follow-up/words.ts";
import { Page } from "../../parts/Page.tsx";
import { Problem } from "../../parts/Problem.tsx";
import { useGo } from "../../shell/going.ts";
import { useLanguage } from "../../shell/language.ts";
import { ledgers, useMay } from "../../shell/session.ts";
import {
  CYCLES,
  useCoverage,
  useNeglected,
  useSettingCycle,
  type Coverage,
  type LedgerCoverage,
  type Neglected,
} from "./coverage-questions.ts";

/** The share that was worked or rests with a day, in whole percent; never 100 while something is left. */
const shareOf = ({ claims, touched, waiting }: Pick<LedgerCoverage, "claims" | "touched" | "waiting">): number =>
  claims === 0 ? 100 : Math.floor(((touched + waiting) * 100) / claims);

function useWords() {
  const { t, dayOf } = useFollowUpWords();
  const { language } = useLanguage();
  return {
    ...{ t, dayOf },
    countOf: (of: number) => count(of, language),
    moneyOf: (minor: number, currency: string) => money(minor, currency, language),
  };
}

/** How often every claim is to be worked; head office says. */
function Cycle({ of }: { readonly of: Coverage }) {
  const { t, dayOf } = useWords();
  const tell = useDone();
  const may = useMay("followUp.setPolicy");
  const setting = useSettingCycle(() => tell(t("followUp.coverage.cycleSet")));
  const label = t("followUp.coverage.cycle");
  const days = t("followUp.coverage.days", { from: dayOf(of.fromOn), to: dayOf(of.toOn) });
  if (!may) return <p className="kv-why">{`${t(`followUp.coverage.every.${of.cycle}`)}. ${days}`}</p>;
  return (
    <div className="kv-filter">
      <NativeSelect
        label={label}
        description={days}
        value={of.cycle}
        disabled={setting.isPending}
        data={CYCLES.map((value) => ({ value, label: t(`followUp.coverage.every.${value}`) }))}
        onChange={(event) => setting.mutate(event.currentTarget.value as Coverage["cycle"])}
      />
      <Problem of={setting.error} />
    </div>
  );
}

function useClinicColumns(): readonly Column<LedgerCoverage>[] {
  const { t, countOf, moneyOf } = useWords();
  const number = (key: "claims" | "touched" | "waiting"): Column<LedgerCoverage> => ({
    ...{ key, head: t(`followUp.coverage.${key}`), number: true, spare: true },
    cell: (row) => countOf(row[key]),
  });
  return [
    { key: "clinic", head: t("followUp.coverage.clinic"), fill: true, cell: ({ name }) => name },
    number("claims"),
    number("touched"),
    number("waiting"),
    {
      key: "share",
      head: t("followUp.coverage.share"),
      number: true,
      cell: (row) => (
        <Explain
          of={{
            title: t("followUp.coverage.share"),
            sentence: t("followUp.coverage.why"),
            rule: (["claims", "touched", "waiting"] as const).map((key) => ({
              label: t(`followUp.coverage.${key}`),
              value: countOf(row[key]),
            })),
          }}
        >
          {row.claims === 0 ? "–" : `${String(shareOf(row))} %`}
        </Explain>
      ),
    },
    {
      key: "left",
      head: t("followUp.coverage.untouched"),
      number: true,
      spare: true,
      cell: (row) => moneyOf(row.untouchedMinor, row.currency),
    },
  ];
}

function People({ of }: { readonly of: Coverage["people"] }) {
  const { t, countOf } = useWords();
  const columns: readonly Column<Coverage["people"][number]>[] = [
    {
      key: "who",
      head: t("followUp.coverage.person"),
      fill: true,
      cell: ({ name, itself }) => (itself ? t("followUp.coverage.itself") : (name ?? "–")),
    },
    { key: "claims", head: t("followUp.coverage.touched"), number: true, cell: ({ claims }) => countOf(claims) },
  ];
  if (of.length === 0) return null;
  return (
    <section aria-labelledby="covered-people">
      <h2 id="covered-people">{t("followUp.coverage.people")}</h2>
      <DataTable
        quiet
        label={t("followUp.coverage.people")}
        columns={columns}
        rows={of}
        rowKey={({ name, itself }) => (itself ? "itself" : (name ?? "–"))}
      />
    </section>
  );
}

function useNeglectedColumns(): readonly Column<Neglected>[] {
  const { t, dayOf } = useWords();
  const known = useQuery(ledgers).data?.items ?? [];
  return [
    { key: "number", head: t("followUp.invoice"), cell: (row) => <span className="kv-mono">{row.number ?? "–"}</span> },
    {
      key: "customer",
      head: t("followUp.payer"),
      spare: true,
      cell: ({ customerNo }) => (customerNo === null ? "–" : t("common.customer", { number: String(customerNo) })),
    },
    {
      key: "clinic",
      head: t("followUp.coverage.clinic"),
      fill: true,
      spare: true,
      cell: ({ ledgerId }) => known.find(({ id }) => id === ledgerId)?.name ?? "–",
    },
    { key: "due", head: t("field.due"), spare: true, cell: (row) => dayOf(row.dueOn) },
    {
      key: "last",
      head: t("followUp.coverage.last"),
      cell: ({ lastOn }) => (lastOn === null ? t("followUp.coverage.never") : dayOf(lastOn)),
    },
    { key: "owner", head: t("followUp.coverage.owner"), spare: true, cell: ({ ownerName }) => ownerName ?? "–" },
    { key: "left", head: t("followUp.left"), number: true, cell: (row) => <Amount minor={row.openMinor} /> },
  ];
}

function Radar() {
  const { t } = useWords();
  const found = useNeglected();
  const go = useGo();
  const columns = useNeglectedColumns();
  return (
    <section aria-labelledby="neglected">
      <h2 id="neglected">{t("followUp.coverage.neglected")}</h2>
      <Asked of={found} height={280}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0) return <p className="kv-card kv-empty">{t("followUp.coverage.none")}</p>;
          return (
            <DataTable
              label={t("followUp.coverage.neglected")}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.itemId}
              onOpen={({ invoiceId, ledgerId }) => invoiceId && go(`/invoices/${invoiceId}`, { ledger: ledgerId })}
              hasMore={found.hasNextPage}
              loadMore={() => void found.fetchNextPage()}
              loadingMore={found.isFetchingNextPage}
            />
          );
        }}
      </Asked>
    </section>
  );
}

function useLead(of: Coverage | undefined): string {
  const { t, countOf } = useWords();
  if (!of) return t("followUp.title");
  const sum = (key: "claims" | "touched" | "waiting") => of.ledgers.reduce((all, row) => all + row[key], 0);
  const all = { claims: sum("claims"), touched: sum("touched"), waiting: sum("waiting") };
  if (all.claims === 0) return t("followUp.coverage.leadNone");
  return t("followUp.coverage.lead", {
    ...{ count: all.claims, share: shareOf(all), done: countOf(all.touched + all.waiting), all: countOf(all.claims) },
  });
}

/** Whether every overdue claim is worked once a cycle: by clinic, by person, and the ones that nobody touched (N-24). */
export function Covered({ views }: { readonly views: ReactNode }) {
  const { t } = useWords();
  const found = useCoverage();
  const columns = useClinicColumns();
  return (
    <Page title={t("followUp.title")} lead={useLead(found.data)} help={t("followUp.coverage.help")}>
      {views}
      <Asked of={found} height={240}>
        {(of) => (
          <div className="kv-flow">
            <div>
              <Cycle of={of} />
              <DataTable
                quiet
                label={t("followUp.coverage.byClinic")}
                columns={columns}
                rows={of.ledgers.toSorted((a, b) => b.untouchedMinor - a.untouchedMinor)}
                rowKey={(row) => row.ledgerId}
              />
            </div>
            <Radar />
            <People of={of.people} />
            <Consequence />
          </div>
        )}
      </Asked>
    </Page>
  );
}
