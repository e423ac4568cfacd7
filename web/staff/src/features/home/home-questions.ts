import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { answered, kvitt, type Answer } from "../../api.ts";
import { useLedger } from "../../shell/session.ts";

export type Books = Answer<"/api/v1/home", "get">["books"][number];
export type Figure = Books["figures"][number];
export type FigureName = Figure["name"];
export type Part = Figure["parts"][number];
export type Week = Books["forecast"]["weeks"][number];
export type HomeRow = Answer<"/api/v1/home/rows", "get">["items"][number];
export type Filed = Answer<"/api/v1/ledgers/{ledgerId}/filed-reports", "get">["items"][number];

export const FIGURES = [
  "cash",
  "dso",
  "overdue",
  "automation",
  "touches",
  "differenceMinutes",
  "forecast",
] as const satisfies readonly FigureName[];

/** The ledger that the figures are of; nothing when the address asks for all of them. */
export function useScope(): string | undefined {
  const { scope } = useSearch({ strict: false });
  const { id } = useLedger();
  return scope === "all" ? undefined : id;
}

export function useHome(ledgerId: string | undefined) {
  return useQuery({
    queryKey: ["home", ledgerId ?? "all"],
    queryFn: () => answered(kvitt.GET("/api/v1/home", { params: { query: ledgerId ? { ledgerId } : {} } })),
    placeholderData: keepPreviousData,
  });
}

export type RowsAsked = {
  readonly figure: FigureName;
  readonly part: string;
  readonly currency: string;
  readonly day: string;
  readonly ledgerId: string | undefined;
};

/** The rows behind a part of a figure, a page at a time. */
export function useHomeRows({ ledgerId, ...asked }: RowsAsked) {
  return useInfiniteQuery({
    queryKey: ["home", "rows", ledgerId ?? "all", ...Object.values(asked)],
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const more = { ...(ledgerId ? { ledgerId } : {}), ...(pageParam ? { cursor: pageParam } : {}) };
      return answered(kvitt.GET("/api/v1/home/rows", { params: { query: { ...asked, limit: 200, ...more } } }));
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
}

export function useFiled(ledgerId: string) {
  return useQuery({
    queryKey: ["home", "filed", ledgerId],
    queryFn: () =>
      answered(
        kvitt.GET("/api/v1/ledgers/{ledgerId}/filed-reports", {
          params: { path: { ledgerId }, query: { limit: 12 } },
        }),
      ),
  });
}

/** How many of something wait, at most a page of them; the list itself is another screen's. */
export function useFilesToRelease(enabled: boolean) {
  return useQuery({
    queryKey: ["bank-files", "to-release"],
    enabled,
    queryFn: () =>
      answered(kvitt.GET("/api/v1/bank-files", { params: { query: { state: "awaitingRelease", limit: 100 } } })),
  });
}

export function useRunsToDecide(ledgerId: string, enabled: boolean) {
  return useQuery({
    queryKey: ["runs", ledgerId, "to-decide"],
    enabled,
    queryFn: () =>
      answered(kvitt.GET("/api/v1/proposals", { params: { query: { ledgerId, state: "open", limit: 100 } } })),
  });
}

export function useAlarms(enabled: boolean) {
  return useQuery({
    queryKey: ["home", "alarms"],
    enabled,
    queryFn: () => answered(kvitt.GET("/api/v1/alarms", { params: { query: { limit: 50 } } })),
  });
}
