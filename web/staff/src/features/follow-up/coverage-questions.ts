import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, kvitt, type Answer } from "../../api.ts";

export type Coverage = Answer<"/api/v1/follow-up-coverage", "get">;
export type LedgerCoverage = Coverage["ledgers"][number];
export type Neglected = Answer<"/api/v1/neglected-claims", "get">["items"][number];
export const CYCLES = ["weekly", "twoWeekly", "monthly"] as const satisfies readonly Coverage["cycle"][];

const PAGE = 100;

/** How much of what is overdue was worked in this cycle, over every clinic in reach. */
export const useCoverage = () =>
  useQuery({
    queryKey: ["follow-up", "coverage"],
    queryFn: () => answered(kvitt.GET("/api/v1/follow-up-coverage", { params: { query: {} } })),
  });

/** Claims that nobody touched for a whole cycle, most money first. */
export const useNeglected = () =>
  useInfiniteQuery({
    queryKey: ["follow-up", "neglected"],
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const query = { limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) };
      return answered(kvitt.GET("/api/v1/neglected-claims", { params: { query } }));
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export function useSettingCycle(done: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (cycle: Coverage["cycle"]) => answered(kvitt.PUT("/api/v1/follow-up-cycle", { body: { cycle } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["follow-up"] });
      done();
    },
  });
}
