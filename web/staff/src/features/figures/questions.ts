import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { answered, kvitt, type Answer } from "../../api.ts";
import { useLedger } from "../../shell/session.ts";

export type Chart = Answer<"/api/v1/figures", "get">;
export type ChartName = Chart["chart"];
export type Book = Chart["books"][number];
export type Bar = Book["bars"][number];
export type Row = Answer<"/api/v1/figures/rows", "get">["items"][number];

export const CHARTS = [
  "losses",
  "dso",
  "reminders",
  "channels",
  "settlement",
  "work",
  "workKinds",
] as const satisfies readonly ChartName[];

/** The ledger that the figures are of; nothing when they are of all in reach, as they are unless the address asks for one. */
export function useScope(): string | undefined {
  const { scope } = useSearch({ strict: false });
  const { id } = useLedger();
  return scope === "one" ? id : undefined;
}

export function useChart(chart: ChartName, ledgerId: string | undefined) {
  return useQuery({
    queryKey: ["figures", chart, ledgerId ?? "all"],
    queryFn: () =>
      answered(kvitt.GET("/api/v1/figures", { params: { query: { chart, ...(ledgerId ? { ledgerId } : {}) } } })),
  });
}

export type RowsAsked = {
  readonly chart: ChartName;
  readonly part: string;
  readonly bar: string | undefined;
  readonly currency: string;
  readonly ledgerId: string | undefined;
};

/** The rows behind a part of a bar, a page at a time. */
export function useChartRows({ chart, part, bar, currency, ledgerId }: RowsAsked) {
  return useInfiniteQuery({
    queryKey: ["figures", chart, "rows", part, bar ?? "", currency, ledgerId ?? "all"],
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const which = { ...(bar ? { bar } : {}), ...(ledgerId ? { ledgerId } : {}) };
      const query = { part, currency, limit: 200, ...which, ...(pageParam ? { cursor: pageParam } : {}) };
      return answered(kvitt.GET("/api/v1/figures/rows", { params: { query: { chart, ...query } } }));
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
}
