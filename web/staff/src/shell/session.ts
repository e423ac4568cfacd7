import { queryOptions, useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { answered, kvitt, type Answer } from "../api.ts";
import { may, type Action, type Me } from "./rights.ts";

export { may, type Action, type Me, type Role } from "./rights.ts";

export type Ledger = Answer<"/api/v1/ledgers", "get">["items"][number];

export const me = queryOptions({ queryKey: ["me"], queryFn: () => answered(kvitt.GET("/api/v1/me")), retry: false });
export const ledgers = queryOptions({ queryKey: ["ledgers"], queryFn: () => answered(kvitt.GET("/api/v1/ledgers")) });

/** Who is signed in; the frame stands only around somebody. */
export const SignedIn = createContext<Me | undefined>(undefined);

export function useMe(): Me {
  const who = useContext(SignedIn);
  if (!who) throw new Error("A screen of the app stands inside the shell");
  return who;
}

export const useMay = (action: Action, ledgerId?: string): boolean => may(useMe(), action, ledgerId);

/** The ledger that the screens speak of: it stands in the address, so that a link shows the same to a colleague. */
export const ChosenLedger = createContext<Ledger | undefined>(undefined);

export function useLedger(): Ledger {
  const ledger = useContext(ChosenLedger);
  if (!ledger) throw new Error("A screen of the app stands inside the shell");
  return ledger;
}

/** The zone of the ledger's market, by whose clock moments are said; where there is no ledger yet, the reader's own. */
export const useZone = (): string | undefined => useContext(ChosenLedger)?.zone;

/** How many lines wait in the ledger's bank queue, as the queue itself counts them; unknown for who may not see it. */
export function useWaiting(ledgerId: string | undefined): number | undefined {
  const enabled = useMay("bankLines.read", ledgerId) && ledgerId !== undefined;
  const { data } = useQuery({
    queryKey: ["waiting", ledgerId],
    enabled,
    queryFn: () =>
      answered(
        kvitt.GET("/api/v1/ledgers/{ledgerId}/bank-queue", {
          params: { path: { ledgerId: ledgerId! }, query: { limit: 1, texts: "no" } },
        }),
      ),
  });
  return data?.waiting.count;
}

/** What waits in the lists of deliveries, as the lists themselves count; not asked by who may not see them. */
export function useDeliveryCounts(ledgerId: string | undefined) {
  const enabled = useMay("deliveries.read", ledgerId) && ledgerId !== undefined;
  return useQuery({
    queryKey: ["deliveries", ledgerId, "counts"],
    enabled,
    queryFn: () =>
      answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/deliveries", { params: { path: { ledgerId: ledgerId! } } })),
  });
}

/** So many files of a state are counted; whoever has more sees that there are more. */
export const MOST_FILES = 100;

/** Bank files that need somebody: a look, or a second person. */
export function useFilesWaiting(): number | undefined {
  const enabled = useMay("bankFiles.read");
  const { data } = useQuery({
    queryKey: ["bank-files", "count"],
    enabled,
    queryFn: async () => {
      const of = (state: "quarantined" | "awaitingRelease") =>
        answered(kvitt.GET("/api/v1/bank-files", { params: { query: { state, limit: MOST_FILES } } }));
      const [strange, waiting] = await Promise.all([of("quarantined"), of("awaitingRelease")]);
      return strange.items.length + waiting.items.length;
    },
  });
  return data;
}
