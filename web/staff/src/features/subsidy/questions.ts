import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { answered, kvitt, oneAct, type Answer, type Body } from "../../api.ts";
import { useLedger } from "../../shell/session.ts";

type OfLedger = Answer<"/api/v1/ledgers/{ledgerId}/state-support", "get">;
export type Row = OfLedger["items"][number];
type Sums = OfLedger["sums"];
export const STATES = ["gap", "inProcess", "allMeasuresTaken", "paid"] as const satisfies readonly Row["state"][];
export type SupportState = (typeof STATES)[number];

/** A page of the board: of one ledger, or of all that keep their books in its currency. */
export type Board = {
  readonly isHere: boolean;
  readonly currency: string;
  readonly sums: Sums;
  /** The ledgers by their ids; the board of one ledger names none. */
  readonly names: ReadonlyMap<string, string>;
  readonly items: readonly Row[];
  readonly nextCursor: string | null;
};

export type BoardAsked = {
  /** One ledger; nothing asks for all. */
  readonly ledgerId: string | undefined;
  readonly currency: string;
  readonly state: SupportState | undefined;
};

/** What the address asks for. */
export function useBoardAsked(): BoardAsked {
  const { scope, state, currency } = useSearch({ strict: false });
  const ledger = useLedger();
  return {
    ledgerId: scope === "all" ? undefined : ledger.id,
    currency: (scope === "all" && currency) || ledger.currency,
    state: STATES.find((each) => each === state),
  };
}

const added = (all: readonly Sums[]): Sums =>
  STATES.map((state) => {
    const own = all.flatMap((sums) => sums.filter((sum) => sum.state === state));
    return {
      state,
      invoices: own.reduce((sum, { invoices }) => sum + invoices, 0),
      stateMinor: own.reduce((sum, { stateMinor }) => sum + stateMinor, 0),
    };
  });

type Paging = { readonly limit: number; readonly state?: SupportState; readonly cursor?: string };

async function ofAll(currency: string, paging: Paging): Promise<Board> {
  const query = { ...paging, currency };
  const { ledgers, ...page } = await answered(kvitt.GET("/api/v1/state-support", { params: { query } }));
  const names = new Map(ledgers.map(({ ledgerId, ledgerName }) => [ledgerId, ledgerName]));
  return { ...page, isHere: ledgers.length > 0, currency, sums: added(ledgers.map(({ sums }) => sums)), names };
}

async function ofOne(ledgerId: string, query: Paging): Promise<Board> {
  const params = { path: { ledgerId }, query };
  const board = await answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/state-support", { params }));
  return { ...board, names: new Map() };
}

/** The board, a page at a time. */
export const useBoard = ({ ledgerId, currency, state }: BoardAsked) =>
  useInfiniteQuery({
    queryKey: ["subsidy", ledgerId ?? currency, state ?? ""],
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const paging = { limit: 200, ...(state ? { state } : {}), ...(pageParam ? { cursor: pageParam } : {}) };
      return ledgerId ? ofOne(ledgerId, paging) : ofAll(currency, paging);
    },
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

/** Files the specification of a pay-out; the same again is the same. */
export function useFiling(ledgerId: string, done: () => void) {
  const queries = useQueryClient();
  const [act, setAct] = useState(oneAct);
  return useMutation({
    mutationFn: (body: Body<"/api/v1/ledgers/{ledgerId}/state-payouts", "post">) =>
      answered(
        kvitt.POST("/api/v1/ledgers/{ledgerId}/state-payouts", { params: { path: { ledgerId }, header: act }, body }),
      ),
    onSuccess: () => {
      done();
      setAct(oneAct);
      return Promise.all(["subsidy", "bank"].map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
    // Another try may say something else: it is an act of its own.
    onError: () => setAct(oneAct),
  });
}

/** Writes down why a measure is missing. */
export function useExplaining(done: () => void) {
  const queries = useQueryClient();
  const [act] = useState(oneAct);
  return useMutation({
    mutationFn: ({ invoiceId, words }: { readonly invoiceId: string; readonly words: string }) =>
      answered(
        kvitt.POST("/api/v1/invoices/{invoiceId}/state-support-explanations", {
          params: { path: { invoiceId }, header: act },
          body: { words },
        }),
      ),
    onSuccess: () => {
      done();
      return queries.invalidateQueries({ queryKey: ["subsidy"] });
    },
  });
}
