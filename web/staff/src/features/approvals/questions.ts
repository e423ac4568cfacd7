import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, kvitt, oneAct, type Answer } from "../../api.ts";
import { useAskOn } from "../../parts/ask-on.ts";
import { useStepUp } from "../../parts/StepUp.tsx";

export type Request = Answer<"/api/v1/approval-requests", "get">["items"][number];
export type OneRequest = Answer<"/api/v1/approval-requests/{proposalId}", "get">;

/** What waits for the reader, all that waits, and what the reader has sent. */
export const VIEWS = ["yours", "waiting", "sent"] as const;
export type View = (typeof VIEWS)[number];

/** Each row is judged by the server for who looks, so a page is short. */
const PAGE = 25;

export function useRequests(view: View) {
  const found = useInfiniteQuery({
    queryKey: ["approvals", view],
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const query = { view, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) };
      return answered(kvitt.GET("/api/v1/approval-requests", { params: { query } }));
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  useAskOn(found, PAGE);
  return found;
}

const at = (proposalId: string) => ({ params: { path: { proposalId } } });

export const useRequest = (proposalId: string) =>
  useQuery({
    queryKey: ["approvals", "one", proposalId],
    staleTime: 0,
    queryFn: () => answered(kvitt.GET("/api/v1/approval-requests/{proposalId}", at(proposalId))),
  });

/** Asks anew for everything that a decision changes, also when somebody else was faster. */
function useAnew() {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      ["approvals", "runs", "standing", "invoices", "losses", "party", "aging"].map((key) =>
        queries.invalidateQueries({ queryKey: [key] }),
      ),
    );
}

/** `stale`: something changed since it was asked, so nothing was booked; `later`: it is booked by itself, or by hand, when its time comes. */
export type Outcome = "done" | "stale" | "later";

async function carriedOut(proposalId: string): Promise<Outcome> {
  const params = { path: { proposalId }, header: oneAct() };
  const answer: object = await answered(kvitt.POST("/api/v1/proposals/{proposalId}/application", { params }));
  if (!("applied" in answer)) return "later";
  return Number(answer.applied) > 0 ? "done" : "stale";
}

/** Approves exactly what is shown, by its hash, and carries it out at once where nothing says that it rests. */
export function useApproving({ id, contentHash, may }: OneRequest, done: (how: Outcome) => void) {
  const anew = useAnew();
  const withFactor = useStepUp();
  // What was looked at when the question opened is what is approved, whatever is fetched meanwhile.
  const [seen] = useState(contentHash);
  return useMutation({
    mutationFn: async (): Promise<Outcome> => {
      if (may.carryOut) return carriedOut(id);
      const body = { contentHash: seen };
      const { notBefore } = await withFactor(() =>
        answered(kvitt.POST("/api/v1/proposals/{proposalId}/approval", { ...at(id), body })),
      );
      return notBefore === null ? carriedOut(id) : "later";
    },
    onSuccess: done,
    onSettled: anew,
  });
}

export function useRefusing(id: string, done: () => void) {
  const anew = useAnew();
  return useMutation({
    mutationFn: (words: string) =>
      answered(kvitt.POST("/api/v1/proposals/{proposalId}/refusal", { ...at(id), body: { words } })),
    onSuccess: done,
    onSettled: anew,
  });
}

export type Remark = { readonly kind: "comment" | "question"; readonly words: string };

export function useRemarking(proposalId: string, done: () => void) {
  const anew = useAnew();
  const [act] = useState(oneAct);
  return useMutation({
    mutationFn: (body: Remark) => {
      const params = { path: { proposalId }, header: act };
      return answered(kvitt.POST("/api/v1/approval-requests/{proposalId}/remarks", { params, body }));
    },
    onSuccess: done,
    onSettled: anew,
  });
}

export function useNudging(done: () => void) {
  const anew = useAnew();
  return useMutation({
    mutationFn: (id: string) => answered(kvitt.POST("/api/v1/approval-requests/{proposalId}/nudge", at(id))),
    onSuccess: done,
    onSettled: anew,
  });
}
