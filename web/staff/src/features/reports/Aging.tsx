import { NativeSelect, SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { money } from "../../format.ts";
import { Asked } from "../../parts/Asked.tsx";
import { ExportMenu } from "../../parts/ExportMenu.tsx";
import { Page } from "../../parts/Page.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger } from "../../shell/session.ts";
import { ByBar, ByCustomer } from "./AgingTable.tsx";
import { AsOf, KnownAt } from "./AsOf.tsx";
import { asked, fileAddress, useByCustomer, useGroups, useWords, type Groups } from "./asking.ts";
import { overdueOf, readingOf } from "./reading.ts";
import { Stacks } from "./Stacks.tsx";
import "./reports.css";

const GROUPS = ["ledger", "payer", "insurer", "customer"] as const;
const PAYERS = ["person", "company", "insurer", "none"] as const;

/** What the chart says, in a sentence (G-02). */
function useReading(groups: Groups | undefined): string {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const book = groups?.books[0];
  if (!book) return t("nav.aging");
  const said = (minor: number) => money(minor, book.currency, language);
  const reading = readingOf(book.groups);
  if (reading && groups.group === "ledger") {
    const { percent, count, all, overdueMinor } = reading;
    return t("aging.reading", { percent: `${String(percent)} %`, count, all, overdue: said(overdueMinor) });
  }
  return t("aging.lead", { overdue: said(overdueOf(book)), total: said(book.total.openMinor) });
}

function Choices() {
  const { t } = useTranslation();
  const { words, change } = useWords();
  return (
    <>
      <NativeSelect
        label={t("aging.groupBy")}
        w={160}
        data={GROUPS.map((value) => ({ value, label: t(`aging.group.${value}`) }))}
        value={words.group ?? "ledger"}
        onChange={({ currentTarget: { value } }) =>
          change({ group: value === "ledger" ? undefined : GROUPS.find((group) => group === value) })
        }
      />
      <NativeSelect
        label={t("aging.payer")}
        w={150}
        data={[
          { value: "", label: t("reskontro.all") },
          ...PAYERS.map((value) => ({ value, label: t(`payerType.${value}`) })),
        ]}
        value={words.payer ?? ""}
        onChange={({ currentTarget: { value } }) => change({ payer: PAYERS.find((payer) => payer === value) })}
      />
      <SegmentedControl
        aria-label={t("aging.by")}
        data={(["dueOn", "openedOn"] as const).map((value) => ({ value, label: t(`aging.from.${value}`) }))}
        value={words.by ?? "dueOn"}
        onChange={(by) => change({ by: by === "dueOn" ? undefined : by })}
      />
    </>
  );
}

/** Over all ledgers in reach or the one at hand; a customer's lines are one ledger's. */
function Reach() {
  const { t } = useTranslation();
  const { words, change } = useWords();
  if (words.group === "customer") return null;
  return (
    <SegmentedControl
      aria-label={t("aging.reach")}
      data={(["all", "one"] as const).map((value) => ({ value, label: t(`aging.over.${value}`) }))}
      value={words.scope ?? "all"}
      onChange={(scope) => change({ scope: scope === "all" ? undefined : scope })}
    />
  );
}

function Bars({ groups }: { readonly groups: Groups }) {
  const { t } = useTranslation();
  const books = groups.books.filter(({ total }) => total.items > 0);
  if (books.length === 0) return <p className="kv-card kv-empty">{t("aging.empty")}</p>;
  return books.map((book) => (
    <div key={book.currency} className="kv-flow">
      <Stacks book={book} times={groups} />
      <ByBar book={book} times={groups} />
    </div>
  ));
}

/** Receivables by age as of any day: by clinic, kind of payer, insurer or customer; each number leads to its rows (A-03, G-05). */
export function Aging() {
  const { t } = useTranslation();
  const ledger = useLedger();
  const { words } = useWords();
  const one = words.group === "customer";
  const { asOf, knownAt, by, payer, scope } = words;
  const query = asked({ asOf, knownAt, by, payer });
  const over = {
    ...query,
    ...asked({ group: one ? undefined : words.group, ledgerId: one || scope === "one" ? ledger.id : undefined }),
  };
  const groups = useGroups(over);
  const customers = useByCustomer(query, one);
  const lead = useReading(groups.data);
  const shown = one ? customers.data : groups.data;
  // Until the answer stands, the address's own words hold.
  const times = shown ? { asOf: shown.asOf, knownAt: shown.knownAt } : {};
  const path = one ? `/api/v1/ledgers/${ledger.id}/reports/aging` : "/api/v1/reports/aging";
  return (
    <Page
      title={t("nav.aging")}
      lead={lead}
      help={t("aging.help")}
      acts={<ExportMenu href={(format) => fileAddress(path, format, { ...(one ? query : over), ...times })} />}
    >
      <div className="kv-filter">
        <AsOf />
        <Choices />
      </div>
      <div className="kv-filter kv-filter-more">
        <Reach />
        <KnownAt report={shown} />
      </div>
      <div className="kv-flow">
        {one ? (
          <Asked of={customers} height={480}>
            {(report) => <ByCustomer report={report} />}
          </Asked>
        ) : (
          <Asked of={groups} height={480}>
            {(answer) => <Bars groups={answer} />}
          </Asked>
        )}
      </div>
    </Page>
  );
}
