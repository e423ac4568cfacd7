import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useContext } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt } from "../api.ts";
import { count, type Language } from "../format.ts";
import type { Entry } from "./entries.ts";
import { useEntries } from "./going.ts";
import { useLanguage } from "./language.ts";
import { ChosenLedger, useMay } from "./session.ts";

/** So many are counted; beyond it is "100+". */
const MOST = 100;

/** Payments of the ledger that wait. */
function useWaitingCount(ledgerId: string | undefined): number {
  const enabled = useMay("bankLines.read") && ledgerId !== undefined;
  const { data } = useQuery({
    queryKey: ["waiting", ledgerId],
    enabled,
    queryFn: () =>
      answered(kvitt.GET("/api/v1/bank-lines", { params: { query: { ledgerId: ledgerId!, limit: MOST } } })),
  });
  return data?.items.length ?? 0;
}

/** Files that need somebody: a look, or a second person. */
function useFileCount(): number {
  const enabled = useMay("bankFiles.read");
  const { data } = useQuery({
    queryKey: ["bank-files", "count"],
    enabled,
    queryFn: async () => {
      const of = (state: "quarantined" | "awaitingRelease") =>
        answered(kvitt.GET("/api/v1/bank-files", { params: { query: { state, limit: MOST } } }));
      const [strange, waiting] = await Promise.all([of("quarantined"), of("awaitingRelease")]);
      return strange.items.length + waiting.items.length;
    },
  });
  return data ?? 0;
}

function Count({ of, label, language }: { of: number; label: string; language: Language }) {
  if (of === 0) return null;
  return (
    <span className="kv-count">
      <span aria-hidden="true">{of >= MOST ? `${count(MOST, language)}+` : count(of, language)}</span>
      <span className="kv-unseen">{label}</span>
    </span>
  );
}

/** Where one can go, with counts that reach zero. */
export function Rail({ gone }: { readonly gone?: () => void }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const ledger = useContext(ChosenLedger);
  const entries = useEntries();
  const counts: Partial<Record<Entry["name"], number>> = { bank: useWaitingCount(ledger?.id), files: useFileCount() };
  return (
    <nav className="kv-rail" aria-label={t("nav.label")}>
      {entries.map(({ to, name, group }, index) => (
        <Link
          key={to}
          to={to as "/"}
          search={ledger ? { ledger: ledger.id } : {}}
          activeOptions={{ exact: to === "/", includeSearch: false }}
          data-begins={index > 0 && entries[index - 1]!.group !== group}
          onClick={gone}
        >
          {t(`nav.${name}`)}
          <Count of={counts[name] ?? 0} label={t("nav.waits", { count: counts[name] ?? 0 })} language={language} />
        </Link>
      ))}
    </nav>
  );
}
