import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, kvitt, oneAct, type Answer, type Body } from "../../api.ts";

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

/** Files the specification of a pay-out; the same again is the same. */
export function useFiling(ledgerId: string, done: () => void) {
  const queries = useQueryClient();
  const [act, setAct] = useState(oneAct);
  return useMutation({
    mutationFn: (body: Body<"/api/v1/ledgers/{ledgerId}/state-payouts", "post">) =>
      answered(
        kvitt.POST("/api/v1/ledgers/{ledgerId}/state-payouts", { params: { path: { ledgerId }, header: act }, body }),
      ),
    onSuccess: () => {
      done();
      setAct(oneAct);
      return Promise.all(["subsidy", "bank"].map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
    // Another try may say something else: it is an act of its own.
    onError: () => setAct(oneAct),
  });
}

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
