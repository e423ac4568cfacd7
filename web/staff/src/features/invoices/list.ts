import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { answered, kvitt, type Answer } from "../../api.ts";
import { useAskOn } from "../../parts/ask-on.ts";
import type { Search } from "../../address.ts";

export type Row = Answer<"/api/v1/ledgers/{ledgerId}/invoice-list", "get">["items"][number];
export type Sums = Answer<"/api/v1/ledgers/{ledgerId}/invoice-list/sums", "get">;

export const STATES = ["open", "overdue", "settled", "credited", "lost"] as const;
export const KINDS = ["invoice", "collective", "creditNote"] as const;
export type State = (typeof STATES)[number];
export type Kind = (typeof KINDS)[number];

/** What the address asks of the list; anything else in it is another screen's. */
export type Filter = {
  readonly state?: State;
  readonly kind?: Kind;
  readonly from?: string;
  readonly to?: string;
  readonly q?: string;
};

const among = <Word extends string>(words: readonly Word[], word: string | undefined): Word | undefined =>
  words.find((each) => each === word);

export function filterOf({ state, kind, from, to, q }: Search): Filter {
  const [inState, ofKind] = [among(STATES, state), among(KINDS, kind)];
  return {
    ...(inState ? { state: inState } : {}),
    ...(ofKind ? { kind: ofKind } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(q && q.length >= 2 ? { q } : {}),
  };
}

const PAGE = 50;

export function useList(ledgerId: string, filter: Filter) {
  const found = useInfiniteQuery({
    queryKey: ["invoices", ledgerId, filter],
    initialPageParam: undefined as string | undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      answered(
        kvitt.GET("/api/v1/ledgers/{ledgerId}/invoice-list", {
          params: {
            path: { ledgerId },
            query: { ...filter, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  useAskOn(found, PAGE);
  return found;
}

/** The sums come beside the rows, for counting a million takes longer than showing the first fifty (W-08). */
export function useSums(ledgerId: string, filter: Filter) {
  return useQuery({
    queryKey: ["invoices", ledgerId, filter, "sums"],
    queryFn: ({ signal }) =>
      answered(
        kvitt.GET("/api/v1/ledgers/{ledgerId}/invoice-list/sums", {
          params: { path: { ledgerId }, query: filter },
          signal,
        }),
      ),
  });
}

/** The same filter as a report's address. */
export function exportAddress(ledgerId: string, filter: Filter, format: string): string {
  const query = new URLSearchParams({ ...filter, format });
  return `/api/v1/ledgers/${ledgerId}/reports/invoices?${query.toString()}`;
}
