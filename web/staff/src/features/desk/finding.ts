import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { answered, kvitt, type Answer } from "../../api.ts";

export type Found = Answer<"/api/v1/search", "get">;
export type FoundParty = Found["parties"][number];
export type FoundInvoice = Found["invoices"][number];
export type FoundPayment = Found["payments"][number];

/** Typing has paused so long that the next key is a while away (ux D-01). */
const PAUSE_MS = 60;
const SHORTEST = 2;

/** What was typed, once typing pauses. */
export function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}

/** What the one box finds; the last answer stays until the next one stands. */
export function useFound(typed: string) {
  const q = usePaused(typed.trim());
  const asked = useQuery({
    queryKey: ["search", q],
    enabled: q.length >= SHORTEST,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => answered(kvitt.GET("/api/v1/search", { params: { query: { q } }, signal })),
  });
  return { asked, wanted: typed.trim().length >= SHORTEST, waits: q !== typed.trim() || asked.isPlaceholderData };
}

/** A row of the answer, whichever kind it is of. */
export type Hit =
  | { readonly id: string; readonly is: "party"; readonly party: FoundParty }
  | { readonly id: string; readonly is: "invoice"; readonly invoice: FoundInvoice }
  | { readonly id: string; readonly is: "payment"; readonly payment: FoundPayment };

export function hitsOf({ parties, invoices, payments }: Found): Hit[] {
  return [
    ...parties.map((party) => ({ id: `p-${party.id}`, is: "party" as const, party })),
    ...invoices.map((invoice) => ({ id: `i-${invoice.id}`, is: "invoice" as const, invoice })),
    ...payments.map((payment) => ({ id: `b-${payment.id}`, is: "payment" as const, payment })),
  ];
}

/** Whose cards were open lately. In memory only: nothing of a person stays in the browser when the page is left. */
type Recent = { readonly id: string; readonly name: string };
const MOST_RECENT = 6;
let recent: readonly Recent[] = [];

export const recentParties = (): readonly Recent[] => recent;

export function rememberParty(party: Recent): void {
  recent = [party, ...recent.filter(({ id }) => id !== party.id)].slice(0, MOST_RECENT);
}
