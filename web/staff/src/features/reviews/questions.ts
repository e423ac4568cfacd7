import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, kvitt, oneAct, type Answer } from "../../api.ts";

export type Review = Answer<"/api/v1/reviews/{reviewId}", "get">;
export type Line = Review["agenda"][number];
export const DECISIONS = [
  "routine",
  "telephone",
  "plan",
  "hold",
  "headOffice",
  "loss",
  "nothing",
] as const satisfies readonly NonNullable<Line["decision"]>[];
export type Decision = (typeof DECISIONS)[number];
/** Decisions that somebody has to do something about, by a day. */
export const DUTIES: readonly Decision[] = ["telephone", "plan", "hold", "headOffice", "loss"];

/** A review in one answer, its agenda in the form of a list in pages. */
export const useReview = (reviewId: string) =>
  useInfiniteQuery({
    queryKey: ["reviews", "one", reviewId],
    initialPageParam: "",
    queryFn: async () => {
      const review = await answered(kvitt.GET("/api/v1/reviews/{reviewId}", { params: { path: { reviewId } } }));
      return { review, items: review.agenda, nextCursor: null };
    },
    getNextPageParam: () => undefined,
  });

export type Saying = {
  readonly version: number;
  readonly decision: Decision | null;
  readonly words: string | null;
  readonly ownerId: string | null;
  readonly byOn: string | null;
};

/** What is done in a review: said of a claim, put on its agenda, ticked off, closed. */
export function useReviewActs(reviewId: string) {
  const queries = useQueryClient();
  const [act] = useState(oneAct);
  const onSuccess = () => queries.invalidateQueries({ queryKey: ["reviews"] });
  const path = { reviewId };
  return {
    say: useMutation({
      mutationFn: ({ itemId, ...body }: Saying & { readonly itemId: string }) =>
        answered(
          kvitt.PUT("/api/v1/reviews/{reviewId}/items/{itemId}", { params: { path: { ...path, itemId } }, body }),
        ),
      onSuccess,
    }),
    add: useMutation({
      mutationFn: (bill: string) =>
        answered(kvitt.POST("/api/v1/reviews/{reviewId}/items", { params: { path }, body: { bill } })),
      onSuccess,
    }),
    done: useMutation({
      mutationFn: (itemId: string) =>
        answered(
          kvitt.POST("/api/v1/reviews/{reviewId}/items/{itemId}/done", {
            params: { path: { ...path, itemId } },
          }),
        ),
      onSuccess,
    }),
    close: useMutation({
      mutationFn: (present: string | null) =>
        answered(
          kvitt.POST("/api/v1/reviews/{reviewId}/closing", { params: { path, header: act }, body: { present } }),
        ),
      onSuccess,
    }),
  };
}
