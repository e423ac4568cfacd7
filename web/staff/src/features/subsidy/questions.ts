import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, kvitt, oneAct, type Answer } from "../../api.ts";

export type Board = Answer<"/api/v1/ledgers/{ledgerId}/state-support", "get">;
export type Row = Board["items"][number];
export const STATES = ["gap", "inProcess", "allMeasuresTaken", "paid"] as const satisfies readonly Row["state"][];
export type SupportState = (typeof STATES)[number];

/** The board in one answer, in the form of a list in pages. */
export const useBoard = (ledgerId: string, state: SupportState | undefined) =>
  useInfiniteQuery({
    queryKey: ["subsidy", ledgerId, state ?? ""],
    initialPageParam: "",
    queryFn: async () => {
      const query = state ? { state } : {};
      const params = { path: { ledgerId }, query };
      const board = await answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/state-support", { params }));
      return { ...board, nextCursor: null };
    },
    getNextPageParam: () => undefined,
  });

/** Writes down why a measure is missing. */
export function useExplaining(done: () => void) {
  const queries = useQueryClient();
  const [act] = useState(oneAct);
  return useMutation({
    mutationFn: ({ invoiceId, words }: { readonly invoiceId: string; readonly words: string }) =>
      answered(
        kvitt.POST("/api/v1/invoices/{invoiceId}/state-support-explanations", {
          params: { path: { invoiceId }, header: act },
          body: { words },
        }),
      ),
    onSuccess: () => {
      done();
      return queries.invalidateQueries({ queryKey: ["subsidy"] });
    },
  });
}
