import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, kvitt, type Answer } from "../../api.ts";

export type BoardRow = Answer<"/api/v1/month-end-board", "get">["items"][number];
export type Pack = Answer<"/api/v1/ledgers/{ledgerId}/month-packs", "get">["items"][number];

/** The board of a month, YYYY-MM-01. */
export const useBoard = (monthOn: string) =>
  useQuery({
    queryKey: ["month-end", "board", monthOn],
    queryFn: () => answered(kvitt.GET("/api/v1/month-end-board", { params: { query: { monthOn } } })),
  });

const SHOWN_MONTHS = 24;

/** A clinic's packs, the newest month first. */
export const usePacks = (ledgerId: string) =>
  useQuery({
    queryKey: ["month-end", "packs", ledgerId],
    queryFn: () =>
      answered(
        kvitt.GET("/api/v1/ledgers/{ledgerId}/month-packs", {
          params: { path: { ledgerId }, query: { limit: SHOWN_MONTHS } },
        }),
      ),
  });

/** Asks a clinic's managers for their signature. */
export function useChasing(done: (row: BoardRow) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ pack }: BoardRow) =>
      answered(
        kvitt.POST("/api/v1/ledgers/{ledgerId}/month-packs/{packId}/chases", {
          params: { path: { ledgerId: pack!.ledgerId, packId: pack!.id } },
        }),
      ),
    onSuccess: async (_, row) => {
      await queries.invalidateQueries({ queryKey: ["month-end"] });
      done(row);
    },
  });
}

/** Signs the pack whose hash was on the screen. */
export function useSigning(done: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ ledgerId, id, sha256 }: Pack) =>
      answered(
        kvitt.POST("/api/v1/ledgers/{ledgerId}/month-packs/{packId}/signature", {
          params: { path: { ledgerId, packId: id } },
          body: { sha256 },
        }),
      ),
    onSuccess: () => {
      for (const key of ["month-end", "home"]) void queries.invalidateQueries({ queryKey: [key] });
      done();
    },
  });
}
