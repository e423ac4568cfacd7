import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, kvitt, oneAct, type Answer, type Body } from "../../api.ts";
import type { Minor } from "../../format.ts";
import { useStepUp } from "../../parts/StepUp.tsx";

export type Credit = Answer<"/api/v1/ledgers/{ledgerId}/customer-credits", "get">["items"][number];
export type Bill = Answer<"/api/v1/customer-credits/{itemId}/bills", "get">["items"][number];
export type Back = Answer<"/api/v1/ledgers/{ledgerId}/refunds", "get">["items"][number];
export type RepayWish = Body<"/api/v1/customer-credits/{itemId}/repayments", "post">;
export type Payee = NonNullable<RepayWish["payee"]>;

const PAGE = 100;
const inLedger = (ledgerId: string, query: { readonly limit: number; readonly cursor?: string }) => ({
  params: { path: { ledgerId }, query },
});

export const useCredits = (ledgerId: string) =>
  useInfiniteQuery({
    queryKey: ["credits", ledgerId],
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const query = { limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) };
      return answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/customer-credits", inLedger(ledgerId, query)));
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

/** The last that went back, newest first. */
export const useBack = (ledgerId: string) =>
  useQuery({
    queryKey: ["credits", ledgerId, "back"],
    queryFn: () => answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/refunds", inLedger(ledgerId, { limit: 20 }))),
  });

/** Approved repayments that no file to the bank has taken along yet. */
export const useOrders = (ledgerId: string) =>
  useQuery({
    queryKey: ["credits", ledgerId, "orders"],
    queryFn: () => answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/payment-orders", { params: { path: { ledgerId } } })),
  });

/** Bills of the same payer that a credit may be moved to. */
export const useBills = (itemId: string) =>
  useQuery({
    queryKey: ["credits", "bills", itemId],
    staleTime: 0,
    queryFn: () => answered(kvitt.GET("/api/v1/customer-credits/{itemId}/bills", { params: { path: { itemId } } })),
  });

const STALE = ["credits", "party", "standing", "invoices", "aging", "runs"] as const;

function useAnew() {
  const queries = useQueryClient();
  return () => Promise.all(STALE.map((key) => queries.invalidateQueries({ queryKey: [key] })));
}

/** Moves a credit to another bill of the same payer; the answer can be taken back. */
export function useMoving(done: (undo: () => Promise<unknown>) => void) {
  const anew = useAnew();
  const [act] = useState(oneAct);
  return useMutation({
    mutationFn: ({ itemId, toItemId, amountMinor }: { itemId: string; toItemId: string; amountMinor: Minor }) =>
      answered(
        kvitt.POST("/api/v1/customer-credits/{itemId}/moves", {
          params: { path: { itemId }, header: act },
          body: { toItemId, amountMinor },
        }),
      ),
    onSuccess: async ({ entryId }) => {
      await anew();
      const params = { path: { entryId } };
      done(async () => {
        await answered(kvitt.POST("/api/v1/credit-moves/{entryId}/reversal", { params }));
        await anew();
      });
    },
  });
}

/** Lets a credit stand as a deposit because the payer wants so. */
export function useKeeping(done: (credit: Credit) => void) {
  const anew = useAnew();
  const [act, setAct] = useState(oneAct);
  return useMutation({
    mutationFn: ({ itemId }: Credit) =>
      answered(kvitt.POST("/api/v1/customer-credits/{itemId}/deposits", { params: { path: { itemId }, header: act } })),
    onSuccess: async (_made, credit) => {
      // The next row is another act.
      setAct(oneAct);
      await anew();
      done(credit);
    },
  });
}

/** Proposes to repay; who has no fresh second factor is asked for one. */
export function useRepaying(itemId: string, done: (proposalId: string) => void) {
  const anew = useAnew();
  const withFactor = useStepUp();
  const [act] = useState(oneAct);
  return useMutation({
    mutationFn: (body: RepayWish) =>
      withFactor(() =>
        answered(
          kvitt.POST("/api/v1/customer-credits/{itemId}/repayments", {
            params: { path: { itemId }, header: act },
            body,
          }),
        ),
      ),
    onSuccess: async ({ proposalId }) => {
      await anew();
      done(proposalId);
    },
  });
}

export type FileWish = Body<"/api/v1/ledgers/{ledgerId}/payment-files", "post">;

/** Writes the orders that wait into a file for the bank. */
export function useWriting(ledgerId: string, done: (fileId: string) => void) {
  const anew = useAnew();
  const withFactor = useStepUp();
  return useMutation({
    mutationFn: (body: FileWish) => {
      const params = { path: { ledgerId } };
      return withFactor(() => answered(kvitt.POST("/api/v1/ledgers/{ledgerId}/payment-files", { params, body })));
    },
    onSuccess: async ({ id }) => {
      await anew();
      done(id);
    },
  });
}
