import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, kvitt, oneAct, type Answer } from "../../api.ts";

export type Run = Answer<"/api/v1/proposals", "get">["items"][number];
export type RunState = Run["state"];
export type RunLine = Answer<"/api/v1/proposals/{proposalId}/lines", "get">["items"][number];
export type LineState = RunLine["state"];
export type Progress = Answer<"/api/v1/proposals/{proposalId}/progress", "get">;
export type HeldClaim = Answer<"/api/v1/ledgers/{ledgerId}/held-claims", "get">["items"][number];
export type Waiting = Answer<"/api/v1/ledgers/{ledgerId}/waiting-claims", "get">;

/** How often a run that is under way is looked at, besides what the server tells by itself. */
const LOOK_MS = 800;
const PAGE = 100;
/** A list above another list. */
const FEW = 20;

const at = (proposalId: string) => ({ params: { path: { proposalId } } });

/** The runs of a ledger, newest first, of a kind or state where one is asked for. */
export function useRuns(ledgerId: string, kind?: string, state?: RunState) {
  return useInfiniteQuery({
    queryKey: ["runs", ledgerId, kind ?? "", state ?? ""],
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const query = {
        ledgerId,
        limit: PAGE,
        ...(kind ? { kind } : {}),
        ...(state ? { state } : {}),
        ...(pageParam ? { cursor: pageParam } : {}),
      };
      return answered(kvitt.GET("/api/v1/proposals", { params: { query } }));
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
}

/** What waits to be invoiced on a day; left out is today. */
export function useWaitingClaims(ledgerId: string, asOf: string | undefined) {
  return useQuery({
    queryKey: ["runs", ledgerId, "waiting", asOf ?? ""],
    queryFn: () =>
      answered(
        kvitt.GET("/api/v1/ledgers/{ledgerId}/waiting-claims", {
          params: { path: { ledgerId }, query: asOf ? { asOf } : {} },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function useRun(proposalId: string) {
  return useQuery({
    queryKey: ["runs", "one", proposalId],
    queryFn: () => answered(kvitt.GET("/api/v1/proposals/{proposalId}", at(proposalId))),
    refetchInterval: ({ state: { data } }) => (data?.state === "applying" ? LOOK_MS : false),
  });
}

/** How its lines stand; while it is under way, asked again and again. */
export function useProgress(proposalId: string) {
  return useQuery({
    queryKey: ["runs", "progress", proposalId],
    queryFn: () => answered(kvitt.GET("/api/v1/proposals/{proposalId}/progress", at(proposalId))),
    refetchInterval: ({ state: { data } }) => (data?.state === "applying" ? LOOK_MS : false),
  });
}

/** The lines that a person looks at: all, those of a state, or those that changed since the preview. */
export type Looked = LineState | "changed" | undefined;

export function useLines(proposalId: string, looked: Looked) {
  return useInfiniteQuery({
    queryKey: ["runs", "lines", proposalId, looked ?? ""],
    initialPageParam: "",
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) => {
      const only = looked === "changed" ? { changed: "yes" as const } : looked ? { state: looked } : {};
      const query = { limit: PAGE, ...only, ...(pageParam ? { cursor: pageParam } : {}) };
      const params = { path: { proposalId }, query };
      return answered(kvitt.GET("/api/v1/proposals/{proposalId}/lines", { params }));
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
}

/** Asks anew for everything that speaks of runs. */
function useAnew() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["runs"] });
}

/** A preview of the invoices of a day, or the run that is under way already. */
export function usePropose(ledgerId: string) {
  return useMutation({
    mutationFn: (asOf: string | undefined) =>
      answered(
        kvitt.POST("/api/v1/ledgers/{ledgerId}/invoice-proposals", {
          params: { path: { ledgerId } },
          body: asOf ? { asOf } : {},
        }),
      ),
    onSuccess: useAnew(),
  });
}

export function useHolding(proposalId: string) {
  const anew = useAnew();
  const hold = useMutation({
    mutationFn: ({ lineNo, ...holding }: { lineNo: number; reason: string; untilOn?: string }) =>
      answered(
        kvitt.POST("/api/v1/proposals/{proposalId}/held-lines", {
          ...at(proposalId),
          body: { lineNos: [lineNo], ...holding },
        }),
      ),
    onSuccess: anew,
  });
  const release = useMutation({
    mutationFn: (lineNo: number) =>
      answered(
        kvitt.POST("/api/v1/proposals/{proposalId}/released-lines", { ...at(proposalId), body: { lineNos: [lineNo] } }),
      ),
    onSuccess: anew,
  });
  return { hold, release };
}

/** Holds back, or takes back in, all lines of a filter at once. */
export function useHoldingAll(proposalId: string) {
  const anew = useAnew();
  const hold = useMutation({
    mutationFn: (body: { all: "proposed" | "changed"; reason: string; untilOn?: string }) =>
      answered(kvitt.POST("/api/v1/proposals/{proposalId}/held-lines", { ...at(proposalId), body })),
    onSuccess: anew,
  });
  const release = useMutation({
    mutationFn: () =>
      answered(
        kvitt.POST("/api/v1/proposals/{proposalId}/released-lines", { ...at(proposalId), body: { all: "held" } }),
      ),
    onSuccess: anew,
  });
  return { hold, release };
}

/** What is held back until a day after one, today if none is named, the next to come back first. */
export function useHeldClaims(ledgerId: string, asOf: string | undefined) {
  return useInfiniteQuery({
    queryKey: ["runs", ledgerId, "held", asOf ?? ""],
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const query = { limit: FEW, ...(asOf ? { asOf } : {}), ...(pageParam ? { cursor: pageParam } : {}) };
      return answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/held-claims", { params: { path: { ledgerId }, query } }));
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
}

/** Ends a hold until a day before it: the next run has the claim again. */
export function useEndingHold() {
  return useMutation({
    mutationFn: ({ proposalId, lineNo }: Pick<HeldClaim, "proposalId" | "lineNo">) =>
      answered(
        kvitt.POST("/api/v1/proposals/{proposalId}/ended-holds", { ...at(proposalId), body: { lineNos: [lineNo] } }),
      ),
    onSuccess: useAnew(),
  });
}

/** What is done with a run as a whole. */
export function useDeciding({ id, contentHash }: Run) {
  const anew = useAnew();
  const settled = { onSettled: anew };
  const approve = useMutation({
    mutationFn: () =>
      answered(kvitt.POST("/api/v1/proposals/{proposalId}/approval", { ...at(id), body: { contentHash } })),
    ...settled,
  });
  const withdraw = useMutation({
    mutationFn: () => answered(kvitt.POST("/api/v1/proposals/{proposalId}/withdrawal", at(id))),
    ...settled,
  });
  const pause = useMutation({
    mutationFn: () => answered(kvitt.POST("/api/v1/proposals/{proposalId}/pause", at(id))),
    ...settled,
  });
  const cancel = useMutation({
    mutationFn: () => answered(kvitt.POST("/api/v1/proposals/{proposalId}/cancellation", at(id))),
    ...settled,
  });
  return { approve, withdraw, pause, cancel };
}

/** Starts it, or goes on; the server works on by itself when the page is closed. `retry` first makes the failed lines of one cause ready. */
export function useApplying({ id }: Pick<Run, "id">) {
  const anew = useAnew();
  const apply = useMutation({
    mutationFn: () => {
      const answer = answered(
        kvitt.POST("/api/v1/proposals/{proposalId}/application", {
          params: { path: { proposalId: id }, header: oneAct() },
        }),
      );
      setTimeout(() => void anew(), 150);
      return answer;
    },
    onSettled: anew,
  });
  const retry = useMutation({
    mutationFn: (reason: string) =>
      answered(kvitt.POST("/api/v1/proposals/{proposalId}/retry", { ...at(id), body: { reason } })),
    onSuccess: () => apply.mutate(),
  });
  return { apply, retry };
}
