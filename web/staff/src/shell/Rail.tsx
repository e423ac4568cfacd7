import { Link } from "@tanstack/react-router";
import { useContext } from "react";
import { useTranslation } from "react-i18next";
import { count, type Language } from "../format.ts";
import type { Entry } from "./entries.ts";
import { useEntries } from "./going.ts";
import { useLanguage } from "./language.ts";
import { ChosenLedger, MOST_FILES, useDeliveryCounts, useFilesWaiting, useWaiting } from "./session.ts";

function Count({ of, more, label, language }: { of: number; more: boolean; label: string; language: Language }) {
  if (of === 0) return null;
  return (
    <span className="kv-count">
      <span aria-hidden="true">{`${count(of, language)}${more ? "+" : ""}`}</span>
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
  const deliveries = useDeliveryCounts(ledger?.id).data;
  const counts: Partial<Record<Entry["name"], number>> = {
    bank: useWaiting(ledger?.id) ?? 0,
    files: useFilesWaiting() ?? 0,
    // Who has not chosen yet is told by itself; these two wait for somebody.
    deliveries: deliveries ? deliveries.failed.count + deliveries.needsContact.count : 0,
  };
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
          <Count
            of={counts[name] ?? 0}
            more={name === "files" && (counts.files ?? 0) >= MOST_FILES}
            label={t("nav.waits", { count: counts[name] ?? 0 })}
            language={language}
          />
        </Link>
      ))}
    </nav>
  );
}
