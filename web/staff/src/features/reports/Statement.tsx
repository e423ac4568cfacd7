import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../../api.ts";
import { day, type Minor } from "../../format.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { DateInput } from "../../parts/DateInput.tsx";
import { ExportMenu } from "../../parts/ExportMenu.tsx";
import { useLanguage } from "../../shell/language.ts";
import { useLedger, useMay } from "../../shell/session.ts";
import { fileAddress, useWords, type Statement as Answered } from "./asking.ts";

type Account = Answered["ledgers"][number];
type Row = {
  readonly key: string;
  readonly on: string;
  readonly what: string;
  readonly numbers: string;
  readonly minor?: Minor;
  readonly balanceMinor: Minor;
};

function Movements({ account, from, to }: { readonly account: Account; readonly from: string; readonly to: string }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const rows: Row[] = [
    { key: "opening", on: from, what: t("accountStatement.opening"), numbers: "", balanceMinor: account.openingMinor },
    ...account.movements.map((each) => ({
      key: each.entryId,
      on: each.bookedOn,
      what: t(`bookedAs.${each.kind as "invoice"}`),
      numbers: each.numbers.join(" "),
      minor: each.amountMinor,
      balanceMinor: each.balanceMinor,
    })),
    { key: "closing", on: to, what: t("accountStatement.closing"), numbers: "", balanceMinor: account.closingMinor },
  ];
  const columns: Column<Row>[] = [
    { key: "on", head: t("reskontro.date"), cell: (row) => day(row.on, language) },
    {
      key: "what",
      head: t("accountStatement.what"),
      cell: (row) => (row.minor === undefined ? <strong>{row.what}</strong> : row.what),
    },
    { key: "numbers", head: t("reskontro.invoice"), cell: (row) => <span className="kv-mono">{row.numbers}</span> },
    {
      key: "amount",
      head: t("field.amount"),
      number: true,
      cell: (row) => row.minor !== undefined && <Amount minor={row.minor} />,
    },
    {
      key: "balance",
      head: t("accountStatement.balance"),
      number: true,
      cell: (row) => <Amount minor={row.balanceMinor} />,
    },
  ];
  return <DataTable label={t("accountStatement.title")} columns={columns} rows={rows} rowKey={({ key }) => key} />;
}

/** Whose account it is, for who may see names. */
function useName(partyId: string): string | undefined {
  const enabled = useMay("parties.read");
  const card = useQuery({
    queryKey: ["party", partyId],
    enabled,
    queryFn: () => answered(kvitt.GET("/api/v1/parties/{partyId}/card", { params: { path: { partyId } } })),
  });
  return card.data?.name;
}

/** One customer's account from a day to a day, with opening and closing balance; the customer stands in the address. */
export function Statement({ partyId }: { readonly partyId: string }) {
  const { t } = useTranslation();
  const ledger = useLedger();
  const { words, change } = useWords();
  const to = words.to ?? ledger.today;
  const from = words.from ?? `${ledger.today.slice(0, 4)}-01-01`;
  const found = useQuery({
    queryKey: ["statement", ledger.id, partyId, from, to],
    queryFn: () =>
      answered(
        kvitt.GET("/api/v1/ledgers/{ledgerId}/reports/account-statement", {
          params: { path: { ledgerId: ledger.id }, query: { partyId, from, to } },
        }),
      ),
  });
  const name = useName(partyId);
  const path = `/api/v1/ledgers/${ledger.id}/reports/account-statement`;
  return (
    <section aria-labelledby="statement">
      <h2 id="statement">
        {t("accountStatement.title")}
        {name && <span className="kv-name"> · {name}</span>}
      </h2>
      <div className="kv-filter">
        <DateInput
          label={t("accountStatement.from")}
          w={190}
          value={from}
          onChange={(next) => next && change({ from: next }, true)}
        />
        <DateInput
          label={t("accountStatement.to")}
          w={190}
          value={to}
          onChange={(next) => next && change({ to: next }, true)}
        />
        <Link to="/reports" search={{ ledger: ledger.id }} className="kv-report-link">
          {t("accountStatement.leave")}
        </Link>
        <div className="kv-spacer" />
        <ExportMenu href={(format) => fileAddress(path, format, { partyId, from, to, knownAt: found.data?.knownAt })} />
      </div>
      <Asked of={found} height={300}>
        {({ ledgers }) => {
          const own = ledgers.find(({ ledgerId }) => ledgerId === ledger.id);
          if (!own) return <p className="kv-card kv-empty">{t("accountStatement.empty")}</p>;
          return <Movements account={own} from={from} to={to} />;
        }}
      </Asked>
    </section>
  );
}
