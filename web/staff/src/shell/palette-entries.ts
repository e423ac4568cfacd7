import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { answered, kvitt, type Answer } from "../api.ts";
import { day, grouped, money, type Language } from "../format.ts";
import { useShownKeys } from "../parts/keys.ts";
import { knowAll, otherWords } from "../texts/i18n.ts";
import { useActs } from "./acts.ts";
import { useEntries, useGo } from "./going.ts";
import { keep, keptRecent } from "./kept.ts";
import { useLanguage } from "./language.ts";
import { ranked, type Findable } from "./ranking.ts";
import { ledgers, useMay, useMe } from "./session.ts";

export type PaletteEntry = Findable & {
  readonly group: string;
  readonly act: () => void;
  readonly key?: string | undefined;
  readonly detail?: string | undefined;
  /** A person's name, which can be blurred (D-13). */
  readonly isName?: boolean;
};

const SEARCH_AFTER_MS = 150;
const MOST_RECENT = 12;

/** All languages' words, once they are here. */
function useOtherWords(): (text: string) => readonly string[] {
  const { language } = useLanguage();
  const [all, setAll] = useState(false);
  useEffect(() => void knowAll().then(() => setAll(true)), []);
  return useMemo(() => (all ? otherWords(language) : () => []), [all, language]);
}

/** Places, what the screen can do now, what the frame can do, and ledgers. */
function useKnownEntries(): readonly PaletteEntry[] {
  const { t } = useTranslation();
  const go = useGo();
  const places = useEntries();
  const keys = useShownKeys();
  const acts = useActs();
  const known = useQuery(ledgers).data?.items ?? [];
  const also = useOtherWords();
  const named = (text: string) => [text, ...also(text)];
  const here = keys.filter(({ everywhere, off, key }) => !everywhere && !off && !/^(Arrow|[jk]$)/.test(key));
  return [
    ...here.map(({ key, label, act }) => ({
      id: `do-${key}`,
      group: t("palette.here"),
      names: named(label),
      key,
      act,
    })),
    ...places.map(({ to, name, letter }) => {
      const names = named(t(`nav.${name}`));
      return { id: `go${to}`, group: t("palette.go"), names, key: `g ${letter}`, act: () => go(to) };
    }),
    ...acts.map(({ id, label, key, act }) => ({ id, group: t("palette.frame"), names: named(label), key, act })),
    ...(known.length > 1 ? known : []).map(({ id, name }) => {
      const act = () => go(".", { ledger: id });
      return { id: `ledger-${id}`, group: t("top.ledger"), names: [name], act };
    }),
  ];
}

type Found = Answer<"/api/v1/search", "get">;
type Open = (to: string, search?: Readonly<Record<string, string>>) => void;

/** What the server found, in the order it gave. */
function foundEntries(found: Found, go: Open, group: Record<keyof Found, string>, language: Language): PaletteEntry[] {
  return [
    ...found.parties.map(({ id, name, customerNo, birthYear }) => ({
      id,
      group: group.parties,
      names: [name],
      isName: true,
      detail: [customerNo, birthYear].filter(Boolean).join(" · "),
      act: () => go(`/parties/${id}`),
    })),
    ...found.invoices.map(({ id, ledgerId, number, reference, dueOn, openMinor, currency }) => ({
      id,
      group: group.invoices,
      names: [number],
      detail: `${grouped(reference)} · ${day(dueOn, language)} · ${money(openMinor, currency, language)}`,
      act: () => go(`/invoices/${id}`, { ledger: ledgerId }),
    })),
    ...found.payments.map(({ id, ledgerId, settledOn, amountMinor, currency, reference }) => ({
      id,
      group: group.payments,
      names: [money(amountMinor, currency, language)],
      detail: [day(settledOn, language), reference && grouped(reference)].filter(Boolean).join(" · "),
      act: () => go("/bank", { ledger: ledgerId }),
    })),
  ];
}

/** People, invoices and payments that fit what was typed, asked for when the fingers rest: each question is kept in the audit trail. */
function useFound(typed: string): readonly PaletteEntry[] {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const go = useGo();
  const routes: Readonly<Record<string, unknown>> = useRouter().routesByPath;
  const allowed = useMay("invoices.read");
  const [q] = useDebouncedValue(typed.trim(), SEARCH_AFTER_MS);
  const { data } = useQuery({
    queryKey: ["search", q],
    enabled: allowed && q.length >= 2,
    queryFn: () => answered(kvitt.GET("/api/v1/search", { params: { query: { q } } })),
  });
  if (!data || q !== typed.trim()) return [];
  const shown = {
    parties: "/parties/$partyId" in routes ? data.parties : [],
    invoices: "/invoices/$invoiceId" in routes ? data.invoices : [],
    payments: "/bank" in routes ? data.payments : [],
  };
  const groups = { parties: t("palette.people"), invoices: t("nav.invoices"), payments: t("palette.payments") };
  return foundEntries(shown, go, groups, language);
}

/** The entries that fit what was typed, and what remembers that one was used. Which people were looked up is not remembered. */
export function usePaletteEntries(typed: string) {
  const { userId } = useMe();
  const known = useKnownEntries();
  const found = useFound(typed);
  const recent = keptRecent(userId);
  return {
    entries: [...ranked(typed, known, recent), ...found],
    used: ({ id }: PaletteEntry) => {
      if (!known.some((each) => each.id === id)) return;
      const ids = [id, ...recent.filter((each) => each !== id)];
      keep(`recent.${userId}`, ids.slice(0, MOST_RECENT).join(" "));
    },
  };
}
