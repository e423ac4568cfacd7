import { useNavigate, useRouter, useRouterState } from "@tanstack/react-router";
import { useContext } from "react";
import { useTranslation } from "react-i18next";
import { useKeys } from "../parts/keys.ts";
import { entriesOf, type Entry } from "./entries.ts";
import { ChosenLedger, useMe } from "./session.ts";

/** The places one may go to. */
export function useEntries(): readonly Entry[] {
  const who = useMe();
  return entriesOf(who, useRouter().routesByPath);
}

/** Goes to a place of the app, with the ledger kept. */
export function useGo(): (to: string, search?: Readonly<Record<string, string>>) => void {
  const navigate = useNavigate();
  const ledger = useContext(ChosenLedger);
  return (to, search = {}) => void navigate({ to: to as "/", search: { ledger: ledger?.id, ...search } });
}

/** The search field of the screen's list. */
const listSearch = () =>
  document.querySelector<HTMLInputElement>("main :is(input[type=search], [role=searchbox], input[data-search])");

/** The list that a thing's page belongs to. */
const listOf = (first: string) => ({ home: "/", parties: "/desk" })[first] ?? `/${first}`;

/** Keys of the frame that lead somewhere: `g` and a letter, `/` to the list's search, Esc back from a thing to its list. */
export function useGoingKeys(): void {
  const { t } = useTranslation();
  const entries = useEntries();
  const go = useGo();
  const { history } = useRouter();
  const path = useRouterState({ select: ({ location }) => location.pathname.split("/") });
  const deep = path.length > 2;
  // Who came by a link has nothing behind them: the list is next.
  const back = () => (history.canGoBack() ? history.back() : go(listOf(path[1] ?? "")));
  useKeys(
    [
      ...entries.map(({ to, name, letter }) => ({
        key: `g ${letter}`,
        label: t(`nav.${name}`),
        act: () => go(to),
      })),
      { key: "/", label: t("keys.searchList"), act: () => listSearch()?.focus() },
      { key: "Escape", label: t("keys.back"), off: !deep, act: back },
    ],
    "everywhere",
  );
}
