import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { answered, kvitt, type Answer } from "../../api.ts";
import { useAskOn } from "../../parts/ask-on.ts";
import type { Search } from "../../address.ts";
import { useLedger } from "../../shell/session.ts";

export type Line = Answer<"/api/v1/ledgers/{ledgerId}/reskontro/lines", "get">["items"][number];
export type Summary = Answer<"/api/v1/ledgers/{ledgerId}/reskontro", "get">;
export type Groups = Answer<"/api/v1/reports/aging", "get">;
export type Book = Groups["books"][number];
export type Bar = Book["groups"][number];
export type Bucket = Book["buckets"][number];
export type Customers = Answer<"/api/v1/ledgers/{ledgerId}/reports/aging", "get">;
export type Filed = Answer<"/api/v1/ledgers/{ledgerId}/filed-reports", "get">["items"][number];
export type Statement = Answer<"/api/v1/ledgers/{ledgerId}/reports/account-statement", "get">;

type Words = Record<string, string | undefined>;

/** Leaves out what was not asked for. */
export function asked(words: Words): Record<string, string> {
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value)) as Record<string, string>;
}

/** The address of a report as a file. */
export function fileAddress(path: string, format: string, words: Words): string {
  return `${path}?${new URLSearchParams({ format, ...asked(words) }).toString()}`;
}

/** The address's words, and how to change some of them. */
export function useWords(): { readonly words: Search; readonly change: (words: Search, replace?: boolean) => void } {
  const words = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = (next: Search, replace = false) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...next }), replace });
  return { words, change };
}

/** What the sub-ledger is narrowed by, as the API names it. */
export function narrowingOf({ asOf, knownAt, by, minDays, maxDays, payer, party, state, side, q }: Search) {
  return asked({
    asOf,
    knownAt,
    by,
    fromDays: minDays,
    toDays: maxDays,
    payer,
    partyId: party,
    state,
    side: side ?? (minDays || maxDays || payer ? "receivable" : undefined),
    q,
  });
}

const PAGE = 100;

export function useReskontro(words: Search) {
  const { id: ledgerId } = useLedger();
  const query = narrowingOf(words);
  const summary = useQuery({
    queryKey: ["reskontro", ledgerId, query],
    queryFn: () =>
      answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/reskontro", { params: { path: { ledgerId }, query } })),
  });
  const lines = useInfiniteQuery({
    queryKey: ["reskontro-lines", ledgerId, query],
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: { nextCursor: string | null }) => last.nextCursor ?? undefined,
    queryFn: ({ pageParam }) =>
      answered(
        kvitt.GET("/api/v1/ledgers/{ledgerId}/reskontro/lines", {
          params: { path: { ledgerId }, query: { ...query, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
  });
  useAskOn(lines, PAGE);
  return { summary, lines, query };
}

/** Receivables by age in bars; `ledgerId` left out is all that the person reaches. */
export function useGroups(query: Record<string, string>) {
  return useQuery({
    queryKey: ["aging-groups", query],
    queryFn: () => answered(kvitt.GET("/api/v1/reports/aging", { params: { query } })),
  });
}

export function useByCustomer(query: Record<string, string>, wanted: boolean) {
  const { id: ledgerId } = useLedger();
  return useQuery({
    queryKey: ["aging", ledgerId, query],
    enabled: wanted,
    queryFn: () =>
      answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/reports/aging", { params: { path: { ledgerId }, query } })),
  });
}

export function useFiled() {
  const { id: ledgerId } = useLedger();
  return useQuery({
    queryKey: ["filed", ledgerId],
    queryFn: () =>
      answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/filed-reports", { params: { path: { ledgerId }, query: {} } })),
  });
}
