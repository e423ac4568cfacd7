import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, kvitt, oneAct, type Answer, type Body } from "../api.ts";
import { useStepUp } from "./StepUp.tsx";

/** Money back to the instrument it came from, as more than one screen proposes it. */

export type RefundTerms = Answer<"/api/v1/payment-attempts/{attemptId}/refund-terms", "get">;
export type RefundWish = Body<"/api/v1/payment-attempts/{attemptId}/refunds", "post">;
export const REFUND_REASONS = ["notDone", "paidTwice", "wrongAmount", "wrongPerson", "complaint", "other"] as const;

/** Asked anew each time: somebody else may have given money back meanwhile. */
export const useRefundTerms = (attemptId: string) =>
  useQuery({
    queryKey: ["refund-terms", attemptId],
    staleTime: 0,
    gcTime: 0,
    queryFn: () =>
      answered(kvitt.GET("/api/v1/payment-attempts/{attemptId}/refund-terms", { params: { path: { attemptId } } })),
  });

/** One deliberate proposal: a second factor is asked for where it is not fresh, and pressing twice proposes once. */
export function useProposingRefund(attemptId: string, done: (proposalId: string) => void) {
  const queries = useQueryClient();
  const withFactor = useStepUp();
  const [act] = useState(oneAct);
  return useMutation({
    mutationFn: (body: RefundWish) =>
      withFactor(() =>
        answered(
          kvitt.POST("/api/v1/payment-attempts/{attemptId}/refunds", {
            params: { path: { attemptId }, header: act },
            body,
          }),
        ),
      ),
    onSuccess: async ({ proposalId }) => {
      for (const key of ["attempts", "credits", "runs", "standing", "party", "bill-desk"])
        await queries.invalidateQueries({ queryKey: [key] });
      done(proposalId);
    },
  });
}
