import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { answered, kvitt, type Answer } from "../../api.ts";

export type Counts = Answer<"/api/v1/ledgers/{ledgerId}/deliveries", "get">;
export type Unchosen = Answer<"/api/v1/ledgers/{ledgerId}/unchosen-requests", "get">["items"][number];
export type Need = Answer<"/api/v1/ledgers/{ledgerId}/contact-needs", "get">["items"][number];
export type Task = Answer<"/api/v1/ledgers/{ledgerId}/delivery-tasks", "get">["items"][number];
export type Channel = NonNullable<Task["channel"]>;

const PAGE = 100;
const next = {
  initialPageParam: "",
  getNextPageParam: (last: { nextCursor: string | null }) => last.nextCursor ?? undefined,
};
const at = (ledgerId: string, cursor: string) => ({
  params: { path: { ledgerId }, query: { limit: PAGE, ...(cursor ? { cursor } : {}) } },
});

export const useUnchosen = (ledgerId: string) =>
  useInfiniteQuery({
    queryKey: ["deliveries", ledgerId, "unchosen"],
    queryFn: ({ pageParam }) =>
      answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/unchosen-requests", at(ledgerId, pageParam))),
    ...next,
  });

export const useNeeds = (ledgerId: string) =>
  useInfiniteQuery({
    queryKey: ["deliveries", ledgerId, "needs"],
    queryFn: ({ pageParam }) =>
      answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/contact-needs", at(ledgerId, pageParam))),
    ...next,
  });

export const useTasks = (ledgerId: string) =>
  useInfiniteQuery({
    queryKey: ["deliveries", ledgerId, "tasks"],
    queryFn: ({ pageParam }) =>
      answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/delivery-tasks", at(ledgerId, pageParam))),
    ...next,
  });

const task = (taskId: string) => ({ params: { path: { taskId } } });

export type Resting = {
  readonly itemId: string;
  readonly reason: "agreed" | "complaint" | "hardship" | "deceased" | "error" | "other";
  readonly untilOn: string;
};

/** What a person does about a row; the lists and their counts are asked anew after each. */
export function useActing() {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ["deliveries"] });
  return {
    again: useMutation({
      mutationFn: ({ id, channel }: { readonly id: string; readonly channel?: Channel | undefined }) =>
        answered(
          kvitt.POST("/api/v1/delivery-tasks/{taskId}/retry", { ...task(id), body: channel ? { channel } : {} }),
        ),
      onSuccess,
    }),
    solve: useMutation({
      mutationFn: ({ id, reason }: { readonly id: string; readonly reason: string }) =>
        answered(kvitt.POST("/api/v1/delivery-tasks/{taskId}/solution", { ...task(id), body: { reason } })),
      onSuccess,
    }),
    rest: useMutation({
      mutationFn: ({ itemId, ...body }: Resting) =>
        answered(kvitt.POST("/api/v1/open-items/{itemId}/pauses", { params: { path: { itemId } }, body })),
      onSuccess,
    }),
  };
}
