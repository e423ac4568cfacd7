import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { answered, kvitt, type Answer } from "../../api.ts";
import type { Search } from "../../address.ts";
import { dayBegins } from "../../parts/moment.ts";

export type Event = Answer<"/api/v1/audit-events", "get">["items"][number];
export type Seal = Answer<"/api/v1/seal", "get">;

/** The address's words as the API names them; days are those of the zone, and the last counts whole. */
export function trailOf(
  { actor, action, kind, party, subject, from, to }: Search,
  zone: string | undefined,
): Record<string, string> {
  const words = {
    actorId: actor,
    action,
    subjectKind: kind,
    subjectId: subject,
    partyId: party,
    from: from && dayBegins(from, zone),
    to: to && dayBegins(to, zone, 1),
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
