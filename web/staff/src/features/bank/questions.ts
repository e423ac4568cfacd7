import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { answered, kvitt, type Answer } from "../../api.ts";

type QueuePage = Answer<"/api/v1/ledgers/{ledgerId}/bank-queue", "get">;
export type QueueLine = QueuePage["items"][number];
export type AtHand = Answer<"/api/v1/bank-lines/{lineId}", "get">;
export type Suggestion = AtHand["suggestions"][number];
/** An open invoice, fee or part that money may be placed on. */
export type Candidate = AtHand["candidates"][number];

/** A partner by whose means the ledger takes money, with what it owes. */
export type Owing = AtHand["partners"][number];
export type Way = Owing["way"];

const PAGE = 100;

/** What waits at the bank, or what is put off; most money times days first, page by page. */
export function useQueue(ledgerId: string, putOff: boolean) {
  return useInfiniteQuery({
    queryKey: ["bank-lines", "queue", ledgerId, putOff],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      answered(
        kvitt.GET("/api/v1/ledgers/{ledgerId}/bank-queue", {
          params: {
            path: { ledgerId },
            query: { limit: PAGE, snoozed: putOff ? "yes" : "no", ...(pageParam ? { cursor: pageParam } : {}) },
          },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** The line at hand with its text and where its money may belong. Each view is kept, so it is asked for only when somebody may place it. */
export function useAtHand(line: QueueLine | undefined, mayPlace: boolean) {
  return useQuery<AtHand>({
    queryKey: ["bank-line", line?.kind, line?.id],
    enabled: line !== undefined && mayPlace,
    staleTime: 5_000,
    queryFn: () => {
      const call = { params: { path: { lineId: line!.id } } };
      return line!.kind === "bankLine"
        ? answered(kvitt.GET("/api/v1/bank-lines/{lineId}", call))
        : answered(kvitt.GET("/api/v1/statement-lines/{lineId}", call));
    },
  });
}

/** Open invoices by number, payment reference, amount or name. */
export function useFound(ledgerId: string, q: string) {
  return useQuery({
    queryKey: ["bank-line", "open-items", ledgerId, q],
    enabled: q.length >= 2,
    placeholderData: (before) => before,
    queryFn: () =>
      answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/open-items", { params: { path: { ledgerId }, query: { q } } })),
  });
}
