import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, kvitt, oneAct, type Answer, type Body } from "../../api.ts";
import { saveFile } from "../files.tsx";

/** What the desk asks the server about a bill, and does with it. */

export type Bill = Answer<"/api/v1/invoices/{invoiceId}/desk", "get">;
export type Attempt = Bill["attempts"][number];
export type Message = Bill["messages"][number];
export type Request = Bill["requests"][number];
export type Receivers = Answer<"/api/v1/open-items/{itemId}/receivers", "get">;
export type Receiver = Receivers["receivers"][number];
export type Part = Bill["parts"][number];

/** Its key begins with the word that the server's news of invoices make stale. */
export function useBill(invoiceId: string | undefined, enabled = true) {
  return useQuery({
    queryKey: ["invoice", "desk", invoiceId],
    enabled: enabled && invoiceId !== undefined,
    queryFn: () =>
      answered(kvitt.GET("/api/v1/invoices/{invoiceId}/desk", { params: { path: { invoiceId: invoiceId! } } })),
  });
}

/** What was read of a bill is asked anew. */
export function useAnew() {
  const queries = useQueryClient();
  return async () => {
    const keys = ["invoice", "standing", "party", "invoices", "aging"];
    await Promise.all(keys.map((key) => queries.invalidateQueries({ queryKey: [key] })));
  };
}

/** Whom the bill may be sent to; asked when a dialog opens, for somebody may have changed a number meanwhile. */
export function useReceivers(itemId: string) {
  return useQuery({
    queryKey: ["receivers", itemId],
    staleTime: 0,
    gcTime: 0,
    queryFn: () => answered(kvitt.GET("/api/v1/open-items/{itemId}/receivers", { params: { path: { itemId } } })),
  });
}

export type Target = { readonly recipientId: string; readonly channel: "sms" | "email" };

export function usePreview(itemId: string, target: Target | undefined) {
  return useQuery({
    queryKey: ["message-preview", itemId, target?.recipientId, target?.channel],
    enabled: target !== undefined,
    gcTime: 0,
    queryFn: () =>
      answered(
        kvitt.GET("/api/v1/open-items/{itemId}/message-preview", {
          params: { path: { itemId }, query: { recipientId: target!.recipientId, channel: target!.channel } },
        }),
      ),
  });
}

/** One deliberate act of a dialog: pressed twice it is done once, and what it changed is asked anew. */
function useAct<Wish, Done>(
  ask: (wish: Wish, header: ReturnType<typeof oneAct>) => Promise<Done>,
  done: (answer: Done) => void,
) {
  const anew = useAnew();
  const [act, setAct] = useState(oneAct);
  return useMutation({
    mutationFn: (wish: Wish) => ask(wish, act),
    onSuccess: async (answer) => {
      // What is done next in the same dialog is another act.
      setAct(oneAct);
      done(answer);
      await anew();
    },
  });
}

export type Sending = Body<"/api/v1/open-items/{itemId}/messages", "post">;
export const useSending = (itemId: string, done: () => void) =>
  useAct(
    (body: Sending, header) =>
      answered(kvitt.POST("/api/v1/open-items/{itemId}/messages", { params: { path: { itemId }, header }, body })),
    done,
  );

export const useInvoicing = (itemId: string, done: () => void) =>
  useAct(
    (body: { readonly reason: string }, header) =>
      answered(
        kvitt.POST("/api/v1/open-items/{itemId}/invoice-messages", { params: { path: { itemId }, header }, body }),
      ),
    done,
  );

export function useInvoicePreview(itemId: string) {
  return useQuery({
    queryKey: ["invoice-preview", itemId],
    staleTime: 0,
    gcTime: 0,
    queryFn: () => answered(kvitt.GET("/api/v1/open-items/{itemId}/invoice-preview", { params: { path: { itemId } } })),
  });
}

export function useSplitPreview(itemId: string, parts: number) {
  return useQuery({
    queryKey: ["split-preview", itemId, parts],
    queryFn: () =>
      answered(
        kvitt.POST("/api/v1/open-items/{itemId}/split-preview", { params: { path: { itemId } }, body: { parts } }),
      ),
  });
}

export const useSplitting = (itemId: string, done: () => void) =>
  useAct(
    (parts: number) =>
      answered(kvitt.POST("/api/v1/open-items/{itemId}/split", { params: { path: { itemId } }, body: { parts } })),
    done,
  );

export const useUnsplitting = (itemId: string, done: () => void) =>
  useAct(
    (_wish: undefined, header) =>
      answered(kvitt.DELETE("/api/v1/open-items/{itemId}/split", { params: { path: { itemId } }, header })),
    done,
  );

export type Beginning = Body<"/api/v1/open-items/{itemId}/payment-attempts", "post">;
export const useBeginning = (itemId: string, done: (attempt: Attempt) => void) =>
  useAct(
    (body: Beginning, header) =>
      answered(
        kvitt.POST("/api/v1/open-items/{itemId}/payment-attempts", { params: { path: { itemId }, header }, body }),
      ),
    done,
  );

/** A slip as a file on the disk: its link is made for it alone, so each is another. */
export function useSlip(itemId: string, done: () => void) {
  return useMutation({
    mutationFn: async (): Promise<Blob> =>
      answered<Blob>(
        kvitt.POST("/api/v1/open-items/{itemId}/slips", { params: { path: { itemId } }, parseAs: "blob" }),
      ),
    onSuccess: (file) => {
      saveFile(file, "slip.pdf");
      done();
    },
  });
}

export function useScreenLink(itemId: string) {
  return useMutation({
    mutationFn: () =>
      answered(kvitt.POST("/api/v1/open-items/{itemId}/screen-links", { params: { path: { itemId } } })),
  });
}

const LOOK_AGAIN_MS = 2_500;

/** What is left of a bill while its code is on the screen, and whether the payer has begun. */
export function useOutcome(itemId: string, wanted: boolean) {
  return useQuery({
    queryKey: ["outcome", itemId],
    enabled: wanted,
    gcTime: 0,
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: () => answered(kvitt.GET("/api/v1/open-items/{itemId}/arrangements", { params: { path: { itemId } } })),
  });
}

const MOVING: readonly Attempt["state"][] = ["created", "awaitingPayer", "authorized"];
/** Does the attempt stand in the way of another? */
export const isLive = ({ state }: Attempt): boolean => state === "unknown" || MOVING.includes(state);

/** An attempt as its partner tells it: asked again while it moves; of one that nobody knows only a person asks. */
export function useAttempt(first: Attempt) {
  return useQuery({
    queryKey: ["attempt", first.id],
    initialData: first,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && MOVING.includes(state.data.state) ? LOOK_AGAIN_MS : false),
    refetchOnMount: MOVING.includes(first.state),
    queryFn: () =>
      answered(kvitt.POST("/api/v1/payment-attempts/{attemptId}/check", { params: { path: { attemptId: first.id } } })),
  });
}

export function useBreakingOff(attemptId: string) {
  const queries = useQueryClient();
  const anew = useAnew();
  return useMutation({
    mutationFn: () =>
      answered(kvitt.POST("/api/v1/payment-attempts/{attemptId}/cancellation", { params: { path: { attemptId } } })),
    onSuccess: async (now) => {
      queries.setQueryData(["attempt", attemptId], now);
      await anew();
    },
  });
}

export function useMessageText(messageId: string | undefined) {
  return useQuery({
    queryKey: ["message-text", messageId],
    enabled: messageId !== undefined,
    gcTime: 0,
    queryFn: () =>
      answered(kvitt.GET("/api/v1/messages/{messageId}/text", { params: { path: { messageId: messageId! } } })),
  });
}
