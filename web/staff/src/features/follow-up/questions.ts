import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, kvitt, oneAct, type Answer, type Body } from "../../api.ts";
import type { Level } from "../../parts/follow-up/words.ts";
import { useStepUp } from "../../parts/StepUp.tsx";

export type Today = Answer<"/api/v1/ledgers/{ledgerId}/follow-up-day", "get">;
export type Readiness = Answer<"/api/v1/ledgers/{ledgerId}/follow-up-readiness", "get">;
export type Proposal = NonNullable<Today["standing"]>;
export type Line = Answer<"/api/v1/follow-up-proposals/{proposalId}/lines", "get">["items"][number];
export type DryRun = Answer<"/api/v1/follow-up-proposals/{proposalId}/dry-run", "get">;
export type Proof = Answer<"/api/v1/ledgers/{ledgerId}/follow-up-letters", "get">["items"][number];
export type CaseRow = Answer<"/api/v1/ledgers/{ledgerId}/follow-up-cases", "get">["items"][number];
export type Group = Level | "heldBack" | "needsYou";

const PAGE = 100;
const ofLedger = (ledgerId: string) => ({ params: { path: { ledgerId } } });
const ofProposal = (proposalId: string) => ({ params: { path: { proposalId } } });
const after = (cursor: string) => (cursor ? { cursor } : {});

export const useToday = (ledgerId: string) =>
  useQuery({
    queryKey: ["follow-up", ledgerId, "day"],
    queryFn: () => answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/follow-up-day", ofLedger(ledgerId))),
  });

export const useReadiness = (ledgerId: string) =>
  useQuery({
    queryKey: ["follow-up", ledgerId, "readiness"],
    queryFn: () => answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/follow-up-readiness", ofLedger(ledgerId))),
  });

/** Lines of one group, in the order in which they stand. */
export const useLines = (proposalId: string, action: Group) =>
  useInfiniteQuery({
    queryKey: ["follow-up", "lines", proposalId, action],
    initialPageParam: "",
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) => {
      const query = { limit: PAGE, action, ...after(pageParam) };
      const params = { path: { proposalId }, query };
      return answered(kvitt.GET("/api/v1/follow-up-proposals/{proposalId}/lines", { params }));
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

/** Asked anew each time it is opened: it is the facts of this moment. */
export const useDryRun = (proposalId: string, enabled: boolean) =>
  useQuery({
    queryKey: ["follow-up", "dry-run", proposalId],
    staleTime: 0,
    gcTime: 0,
    enabled,
    queryFn: () => answered(kvitt.GET("/api/v1/follow-up-proposals/{proposalId}/dry-run", ofProposal(proposalId))),
  });

export const useLetter = (itemId: string | undefined) =>
  useQuery({
    queryKey: ["follow-up", "letter", itemId],
    enabled: itemId !== undefined,
    queryFn: () =>
      answered(kvitt.GET("/api/v1/open-items/{itemId}/follow-up-letter", { params: { path: { itemId: itemId! } } })),
  });

export const useCases = (ledgerId: string, level: Level | undefined) =>
  useInfiniteQuery({
    queryKey: ["follow-up", ledgerId, "cases", level ?? ""],
    initialPageParam: "",
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) => {
      const query = { limit: PAGE, ...(level ? { level } : {}), ...after(pageParam) };
      return answered(
        kvitt.GET("/api/v1/ledgers/{ledgerId}/follow-up-cases", { params: { path: { ledgerId }, query } }),
      );
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const useProofs = (ledgerId: string, day: string) =>
  useInfiniteQuery({
    queryKey: ["follow-up", ledgerId, "letters", day],
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const query = { limit: PAGE, day, ...after(pageParam) };
      return answered(
        kvitt.GET("/api/v1/ledgers/{ledgerId}/follow-up-letters", { params: { path: { ledgerId }, query } }),
      );
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const useOutcomes = (ledgerId: string, day: string) =>
  useQuery({
    queryKey: ["follow-up", ledgerId, "outcomes", day],
    queryFn: () =>
      answered(
        kvitt.GET("/api/v1/ledgers/{ledgerId}/follow-up-letter-counts", {
          params: { path: { ledgerId }, query: { day } },
        }),
      ),
  });

function useAnew() {
  const queries = useQueryClient();
  return () => Promise.all(["follow-up", "runs", "home"].map((key) => queries.invalidateQueries({ queryKey: [key] })));
}

export type Declaring = Body<"/api/v1/ledgers/{ledgerId}/follow-up-declarations", "post">;

/** Declares an account complete, or confirms what another declared; both ask for a fresh second factor. */
export function useDeclaring(ledgerId: string) {
  const onSuccess = useAnew();
  const withFactor = useStepUp();
  const declare = useMutation({
    mutationFn: (body: Declaring) => {
      const act = { ...ofLedger(ledgerId), body };
      return withFactor(() => answered(kvitt.POST("/api/v1/ledgers/{ledgerId}/follow-up-declarations", act)));
    },
    onSuccess,
  });
  const confirm = useMutation({
    mutationFn: (declarationId: string) => {
      const params = { path: { declarationId } };
      return withFactor(() =>
        answered(kvitt.POST("/api/v1/follow-up-declarations/{declarationId}/confirmation", { params })),
      );
    },
    onSuccess,
  });
  return { declare, confirm };
}

export function useProposing(ledgerId: string) {
  const onSettled = useAnew();
  return useMutation({
    mutationFn: (approval: "standing" | "person") =>
      answered(
        kvitt.POST("/api/v1/ledgers/{ledgerId}/follow-up-proposals", { ...ofLedger(ledgerId), body: { approval } }),
      ),
    onSettled,
  });
}

export type HoldWish = Body<"/api/v1/follow-up-proposals/{proposalId}/held-lines", "post">;

/** Holds the claim of a line back until a day, and takes it in again. */
export function useHolding(proposalId: string) {
  const onSuccess = useAnew();
  const hold = useMutation({
    mutationFn: (body: HoldWish) =>
      answered(kvitt.POST("/api/v1/follow-up-proposals/{proposalId}/held-lines", { ...ofProposal(proposalId), body })),
    onSuccess,
  });
  const release = useMutation({
    mutationFn: (lineNo: number) =>
      answered(
        kvitt.POST("/api/v1/follow-up-proposals/{proposalId}/released-lines", {
          ...ofProposal(proposalId),
          body: { lineNo },
        }),
      ),
    onSuccess,
  });
  return { hold, release };
}

/**
 * Approves exactly what was looked at and begins to send it; done when it has begun, since the server works on by itself and its page tells
 * how far it is. One that was approved and not begun is begun.
 */
export function useSending(begun: (proposalId: string) => void) {
  const anew = useAnew();
  const withFactor = useStepUp();
  return useMutation({
    mutationFn: async ({ id, contentHash, state }: Proposal) => {
      if (state === "open")
        await withFactor(() =>
          answered(kvitt.POST("/api/v1/proposals/{proposalId}/approval", { ...ofProposal(id), body: { contentHash } })),
        );
      const params = { path: { proposalId: id }, header: oneAct() };
      const sent = answered(kvitt.POST("/api/v1/proposals/{proposalId}/application", { params }));
      // What is refused is refused before its first line; what has begun is followed on its own page.
      await Promise.race([sent, new Promise((goOn) => setTimeout(goOn, BEGUN_MS))]);
      void sent.catch(() => undefined).finally(() => void anew());
    },
    // Here, as what asked for it may be gone by then: the page shows a proposal that is under way otherwise.
    onSuccess: (_done, { id }) => begun(id),
    onSettled: anew,
  });
}

/** A refusal comes sooner than this. */
const BEGUN_MS = 1_500;
