import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, kvitt, oneAct, type Answer, type Body } from "../../api.ts";
import type { Minor } from "../../format.ts";

/** What the desk asks about money paid ahead, and does with it. */

export type Deposit = Answer<"/api/v1/parties/{partyId}/deposits", "get">["items"][number];
export type Uses = Answer<"/api/v1/deposits/{depositId}/uses", "get">;
export type DepositWish = Body<"/api/v1/ledgers/{ledgerId}/deposits", "post">;

export const useDeposits = (partyId: string) =>
  useQuery({
    queryKey: ["party", partyId, "deposits"],
    queryFn: () => answered(kvitt.GET("/api/v1/parties/{partyId}/deposits", { params: { path: { partyId } } })),
  });

/** What a deposit can be used on; asked when the dialog opens, for somebody may have used it meanwhile. */
export const useUses = (depositId: string) =>
  useQuery({
    queryKey: ["deposit-uses", depositId],
    staleTime: 0,
    gcTime: 0,
    queryFn: () => answered(kvitt.GET("/api/v1/deposits/{depositId}/uses", { params: { path: { depositId } } })),
  });

function useAnew() {
  const queries = useQueryClient();
  const keys = ["party", "credits", "invoice", "standing", "invoices", "aging"];
  return () => Promise.all(keys.map((key) => queries.invalidateQueries({ queryKey: [key] })));
}

export function useTaking(ledgerId: string, done: () => void) {
  const anew = useAnew();
  const [act] = useState(oneAct);
  return useMutation({
    mutationFn: (body: DepositWish) =>
      answered(
        kvitt.POST("/api/v1/ledgers/{ledgerId}/deposits", { params: { path: { ledgerId }, header: act }, body }),
      ),
    onSuccess: async () => {
      await anew();
      done();
    },
  });
}

/** Uses a deposit on a bill; who may move credits can take it back at once. */
export function useUsing(depositId: string, done: (undo: () => Promise<unknown>) => void) {
  const anew = useAnew();
  const [act] = useState(oneAct);
  return useMutation({
    mutationFn: (body: { readonly toItemId: string; readonly amountMinor: Minor }) =>
      answered(kvitt.POST("/api/v1/deposits/{depositId}/uses", { params: { path: { depositId }, header: act }, body })),
    onSuccess: async ({ entryId }) => {
      await anew();
      done(async () => {
        await answered(kvitt.POST("/api/v1/credit-moves/{entryId}/reversal", { params: { path: { entryId } } }));
        await anew();
      });
    },
  });
}

export function useTakingBack(depositId: string, done: () => void) {
  const anew = useAnew();
  return useMutation({
    mutationFn: () =>
      answered(kvitt.POST("/api/v1/deposits/{depositId}/reversal", { params: { path: { depositId } } })),
    onSuccess: async () => {
      await anew();
      done();
    },
  });
}
