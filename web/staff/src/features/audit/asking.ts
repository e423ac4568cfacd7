import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { answered, kvitt, type Answer } from "../../api.ts";
import type { Search } from "../../address.ts";

export type Event = Answer<"/api/v1/audit-events", "get">["items"][number];
export type Seal = Answer<"/api/v1/seal", "get">;

/** A day's first moment in the reader's zone. */
const begins = (day: string, later = 0) => {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  return new Date(year, month - 1, date + later).toISOString();
};

/** The address's words as the API names them; the last day counts whole. */
export function trailOf({ actor, action, kind, party, subject, from, to }: Search): Record<string, string> {
  const words = {
    actorId: actor,
    action,
    subjectKind: kind,
    subjectId: subject,
    partyId: party,
    from: from && begins(from),
    to: to && begins(to, 1),
  };
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value)) as Record<string, string>;
}

const PAGE = 100;

export function useTrail(query: Record<string, string>) {
  return useInfiniteQuery({
    queryKey: ["audit", query],
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: { nextCursor: string | null }) => last.nextCursor ?? undefined,
    queryFn: ({ pageParam }) =>
      answered(
        kvitt.GET("/api/v1/audit-events", {
          params: { query: { ...query, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
  });
}

export function useTrailWords() {
  return useQuery({ queryKey: ["audit-words"], queryFn: () => answered(kvitt.GET("/api/v1/audit-words")) });
}

export function useSeal() {
  return useQuery({ queryKey: ["seal"], queryFn: () => answered(kvitt.GET("/api/v1/seal")) });
}
