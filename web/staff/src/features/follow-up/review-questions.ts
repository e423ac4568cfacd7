import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, kvitt, oneAct, type Answer } from "../../api.ts";

export type ReviewHead = Answer<"/api/v1/ledgers/{ledgerId}/reviews", "get">[number];

/** A ledger's reviews of what is outstanding, the newest first. */
export const useReviews = (ledgerId: string) =>
  useQuery({
    queryKey: ["reviews", "of", ledgerId],
    queryFn: () => answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/reviews", { params: { path: { ledgerId } } })),
  });

/** Begins a review with today's agenda. */
export function useBeginning(ledgerId: string, begun: (reviewId: string) => void) {
  const queries = useQueryClient();
  const [act] = useState(oneAct);
  return useMutation({
    mutationFn: (present: string | null) =>
      answered(
        kvitt.POST("/api/v1/ledgers/{ledgerId}/reviews", {
          params: { path: { ledgerId }, header: act },
          body: { present },
        }),
      ),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ["reviews"] });
      begun(id);
    },
  });
}
