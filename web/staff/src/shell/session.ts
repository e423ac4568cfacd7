import { queryOptions, useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { answered, kvitt, type Answer } from "../api.ts";
import { may, type Action } from "./rights.ts";

export { may, type Action, type Role } from "./rights.ts";

export type Me = Answer<"/api/v1/me", "get">;
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

/** Payments that wait in the chosen ledger. */
export function useWaiting(ledgerId: string) {
  return useQuery({
    queryKey: ["waiting", ledgerId],
    queryFn: () => answered(kvitt.GET("/api/v1/bank-lines", { params: { query: { ledgerId, limit: 100 } } })),
  });
}
