import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, kvitt, type Answer, type Body } from "../../api.ts";

export type DeskRow = Answer<"/api/v1/desk-cases", "get">["items"][number];
export type Whole = Answer<"/api/v1/open-items/{itemId}/desk-case", "get">;
export type AgencyCase = Whole["agencyCases"][number];
export type Message = Whole["messages"][number];
export type Leaving = Answer<"/api/v1/stop-list", "get">["items"][number];
export type Call = Answer<"/api/v1/ledgers/{ledgerId}/call-list", "get">["items"][number];
export type Preview = NonNullable<Answer<"/api/v1/open-items/{itemId}/hand-over-preview", "get">["preview"]>;
export type Decision = Body<"/api/v1/open-items/{itemId}/desk-decision", "put">["decision"];
type Next = Body<"/api/v1/open-items/{itemId}/desk-case", "put">;
export type NextAction = NonNullable<Next["next"]>["action"];

export const DECISIONS = ["telephone", "plan", "agency", "hold"] as const satisfies readonly Decision[];
export const NEXT_ACTIONS = [...DECISIONS, "answer", "wait"] as const satisfies readonly NextAction[];
export const AGENCY_STATES = [
  "listed",
  "sending",
  "atAgency",
  "ended",
] as const satisfies readonly AgencyCase["state"][];

const PAGE = 100;
const ofItem = (itemId: string) => ({ params: { path: { itemId } } });

export type Narrowed = {
  readonly owner?: string;
  readonly overdue?: "yes";
  readonly level?: DeskRow["lastLevel"];
  readonly agencyState?: AgencyCase["state"];
};

/** Cases, the worst first: of all clinics for head office, else of the ledger. */
export const useDesk = (ledgerId: string, isHeadOffice: boolean, narrowed: Narrowed) =>
  useInfiniteQuery({
    queryKey: ["cases", isHeadOffice ? "all" : ledgerId, narrowed],
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const query = { limit: PAGE, ...narrowed, ...(pageParam ? { cursor: pageParam } : {}) };
      return answered(
        isHeadOffice
          ? kvitt.GET("/api/v1/desk-cases", { params: { query: { ...query, order: "worst" } } })
          : kvitt.GET("/api/v1/ledgers/{ledgerId}/desk-cases", { params: { path: { ledgerId }, query } }),
      );
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const useWhole = (itemId: string) =>
  useQuery({
    queryKey: ["cases", "one", itemId],
    queryFn: () => answered(kvitt.GET("/api/v1/open-items/{itemId}/desk-case", ofItem(itemId))),
  });

/** Asked anew each time it is opened: it is the packet of this moment. */
export const usePreview = (itemId: string) =>
  useQuery({
    queryKey: ["cases", "preview", itemId],
    staleTime: 0,
    queryFn: () => answered(kvitt.GET("/api/v1/open-items/{itemId}/hand-over-preview", ofItem(itemId))),
  });

/** Who leaves, and when: of all clinics for head office, else of the ledger. */
export const useLeaving = (ledgerId: string, isHeadOffice: boolean) =>
  useInfiniteQuery({
    queryKey: ["cases", isHeadOffice ? "all" : ledgerId, "leaving"],
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const narrowed = { ...(isHeadOffice ? {} : { ledgerId }), ...(pageParam ? { cursor: pageParam } : {}) };
      return answered(kvitt.GET("/api/v1/stop-list", { params: { query: { limit: PAGE, ...narrowed } } }));
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const useCalls = (ledgerId: string) =>
  useQuery({
    queryKey: ["cases", ledgerId, "calls"],
    queryFn: () => answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/call-list", { params: { path: { ledgerId } } })),
  });

/** The whole number, once somebody asks for it: the asking is kept. */
export const useNumber = (itemId: string, enabled: boolean) =>
  useQuery({
    queryKey: ["cases", "number", itemId],
    enabled,
    gcTime: 0,
    queryFn: () => answered(kvitt.GET("/api/v1/open-items/{itemId}/call-number", ofItem(itemId))),
  });

function useAnew() {
  const queries = useQueryClient();
  return () => Promise.all(["cases", "follow-up"].map((key) => queries.invalidateQueries({ queryKey: [key] })));
}

/** What is done with a case at the desk. */
export function useDeskActs(itemId: string) {
  const onSuccess = useAnew();
  const set = useMutation({
    mutationFn: (body: Next) =>
      answered(kvitt.PUT("/api/v1/open-items/{itemId}/desk-case", { ...ofItem(itemId), body })),
    onSuccess,
  });
  const decide = useMutation({
    mutationFn: (body: { readonly decision: Decision; readonly words: string }) =>
      answered(kvitt.PUT("/api/v1/open-items/{itemId}/desk-decision", { ...ofItem(itemId), body })),
    onSuccess,
  });
  const ask = useMutation({
    mutationFn: (words: string) =>
      answered(kvitt.POST("/api/v1/open-items/{itemId}/desk-questions", { ...ofItem(itemId), body: { words } })),
    onSuccess,
  });
  const answer = useMutation({
    mutationFn: ({ questionId, words }: { readonly questionId: string; readonly words: string }) =>
      answered(
        kvitt.POST("/api/v1/desk-questions/{questionId}/answer", { params: { path: { questionId } }, body: { words } }),
      ),
    onSuccess,
  });
  return { set, decide, ask, answer };
}

/** The clinic's no before a case leaves, and head office's wish to have it back. */
export function useAgencyActs() {
  const onSuccess = useAnew();
  const object = useMutation({
    mutationFn: ({ caseId, words }: { readonly caseId: string; readonly words: string }) =>
      answered(
        kvitt.POST("/api/v1/agency-cases/{caseId}/objection", { params: { path: { caseId } }, body: { words } }),
      ),
    onSuccess,
  });
  const back = useMutation({
    mutationFn: (caseId: string) =>
      answered(kvitt.POST("/api/v1/agency-cases/{caseId}/withdrawal", { params: { path: { caseId } } })),
    onSuccess,
  });
  return { object, back };
}

/** Makes the lists anew after something was written down about a call. */
export const useCallsAnew = useAnew;
