import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { day } from "../../format.ts";
import { Asked } from "../../parts/Asked.tsx";
import { DataTable, type Column } from "../../parts/DataTable.tsx";
import { State } from "../../parts/State.tsx";
import { useLanguage } from "../../shell/language.ts";
import { ledgers, type Ledger } from "../../shell/session.ts";
import { SettingsPage } from "./Frame.tsx";
import { useClinics } from "./questions.ts";
import { useWords } from "./words.ts";

export function LedgerState({ ledger }: { readonly ledger: Pick<Ledger, "state" | "activeFromOn"> }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  if (ledger.state !== "active" || ledger.activeFromOn === null)
    return <State tone="due">{t("ledgerPage.state.inactive")}</State>;
  return <State tone="settled">{t("ledgerPage.state.active", { day: day(ledger.activeFromOn, language) })}</State>;
}

function useColumns(): readonly Column<Ledger>[] {
  const { t } = useTranslation();
  const words = useWords();
  const clinics = new Map(useClinics().data?.items.map(({ id, name }) => [id, name]));
  return [
    {
      key: "name",
      head: t("ledgerPage.ledger"),
      cell: ({ id, name }) => (
        <Link to="/settings/ledgers/$ledgerId" params={{ ledgerId: id }} search={({ ledger }) => ({ ledger })}>
          {name}
        </Link>
      ),
    },
    { key: "state", head: t("field.state"), cell: (ledger) => <LedgerState ledger={ledger} /> },
    { key: "clinic", head: t("clinicPage.name"), cell: ({ clinicId }) => clinics.get(clinicId) ?? "–" },
    { key: "orgNo", head: t("ledgerPage.orgNo"), cell: ({ orgNo }) => <span className="kv-mono">{orgNo}</span> },
    { key: "market", head: t("tenantPage.market"), cell: ({ market }) => words.country(market) },
    { key: "currency", head: t("ledgerPage.currency"), cell: ({ currency }) => currency },
  ];
}

/** The ledgers in reach: which take claims, and which wait. */
export function LedgersPage() {
  const { t } = useTranslation();
  const known = useQuery(ledgers);
  const columns = useColumns();
  const navigate = useNavigate();
  const items = known.data?.items;
  const waiting = items?.filter(({ state }) => state !== "active").length ?? 0;
  const lead =
    waiting > 0 ? t("ledgerPage.leadWait", { count: waiting }) : t("ledgerPage.leadAll", { count: items?.length ?? 0 });
  return (
    <SettingsPage section="ledgers" lead={items && lead} help={t("ledgerPage.help")}>
      <Asked of={known}>
        {({ items: rows }) => (
          <DataTable
            label={t("settings.section.ledgers")}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            onOpen={({ id }) =>
              void navigate({
                to: "/settings/ledgers/$ledgerId",
                params: { ledgerId: id },
                search: ({ ledger }) => ({ ledger }),
              })
            }
          />
        )}
      </Asked>
    </SettingsPage>
  );
}
