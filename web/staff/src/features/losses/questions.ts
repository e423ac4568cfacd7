import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, kvitt, oneAct, type Answer, type Body } from "../../api.ts";
import type { Minor } from "../../format.ts";
import { useStepUp } from "../../parts/StepUp.tsx";

export type Loss = Answer<"/api/v1/ledgers/{ledgerId}/losses", "get">["items"][number];
export type Credited = Answer<"/api/v1/credits-and-losses", "get">["items"][number];
export type Report = Answer<"/api/v1/ledgers/{ledgerId}/loss-reports", "get">["items"][number];
export type Days = { readonly fromOn: string; readonly toOn: string };

export const LOSS_STATES = ["proposed", "approved", "posted", "credited"] as const satisfies readonly Loss["state"][];
export const KINDS = ["credit", "loss", "lossRecovered"] as const satisfies readonly Credited["kind"][];
export type Kind = (typeof KINDS)[number];

const PAGE = 100;

export const useLosses = (ledgerId: string) =>
  useQuery({
    queryKey: ["losses", ledgerId],
    queryFn: () => answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/losses", { params: { path: { ledgerId } } })),
  });

export const useReports = (ledgerId: string) =>
  useQuery({
    queryKey: ["losses", ledgerId, "reports"],
    queryFn: () => answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/loss-reports", { params: { path: { ledgerId } } })),
  });

/** Every credit and loss of some days, of all clinics; each reading is kept in the trail. */
export const useCredited = (days: Days, kind: Kind | undefined) =>
  useInfiniteQuery({
    queryKey: ["losses", "credited", days, kind ?? ""],
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const query = { ...days, limit: PAGE, ...(kind ? { kind } : {}), ...(pageParam ? { cursor: pageParam } : {}) };
      return answered(kvitt.GET("/api/v1/credits-and-losses", { params: { query } }));
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const useSums = (days: Days) =>
  useQuery({
    queryKey: ["losses", "sums", days],
    queryFn: () => answered(kvitt.GET("/api/v1/credits-and-losses/sums", { params: { query: days } })),
  });

/** Proposes every bill of an agency's report that has something left. */
export function useProposing(ledgerId: string, done: () => void) {
  const queries = useQueryClient();
  const withFactor = useStepUp();
  const [act, setAct] = useState(oneAct);
  return useMutation({
    mutationFn: (reportId: string) => {
      const params = { path: { ledgerId }, header: act };
      return withFactor(() =>
        answered(kvitt.POST("/api/v1/ledgers/{ledgerId}/loss-proposals", { params, body: { reportId } })),
      );
    },
    onSuccess: async () => {
      // The next report is another act.
      setAct(oneAct);
      for (const key of ["losses", "approvals", "runs", "standing"])
        await queries.invalidateQueries({ queryKey: [key] });
      done();
    },
  });
}

export type ReportWish = Body<"/api/v1/ledgers/{ledgerId}/loss-reports", "post">;

/** Files a report by hand; the same document again is the same report. */
export function useFiling(ledgerId: string) {
  const queries = useQueryClient();
  const [act] = useState(oneAct);
  return useMutation({
    mutationFn: (body: ReportWish) =>
      answered(
        kvitt.POST("/api/v1/ledgers/{ledgerId}/loss-reports", { params: { path: { ledgerId }, header: act }, body }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["losses"] }),
  });
}

/** The credits of a payer, from the first hundred of the ledger's. */
export const usePayersCredits = (ledgerId: string, partyId: string | null, enabled: boolean) =>
  useQuery({
    queryKey: ["losses", ledgerId, "credits", partyId],
    enabled: enabled && partyId !== null,
    queryFn: async () => {
      const params = { path: { ledgerId }, query: { limit: PAGE } };
      const { items } = await answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/customer-credits", { params }));
      return items.filter((credit) => credit.partyId === partyId);
    },
  });

/** Puts a payer's credit against a loss. */
export function useRecovering(lossId: string) {
  const queries = useQueryClient();
  const withFactor = useStepUp();
  const [act] = useState(oneAct);
  return useMutation({
    mutationFn: (body: { readonly creditItemId: string; readonly amountMinor: Minor }) =>
      withFactor(() =>
        answered(kvitt.POST("/api/v1/losses/{lossId}/recoveries", { params: { path: { lossId }, header: act }, body })),
      ),
    onSuccess: async () => {
      for (const key of ["losses", "credits"]) await queries.invalidateQueries({ queryKey: [key] });
    },
  });
}
