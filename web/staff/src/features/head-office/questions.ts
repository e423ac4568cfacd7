import { useQuery } from "@tanstack/react-query";
import { answered, kvitt, type Answer } from "../../api.ts";

export type Table = Answer<"/api/v1/clinic-table", "get">;
export type Book = Table["books"][number];
export type Clinic = Book["rows"][number];
export type Home = Answer<"/api/v1/home", "get">["books"][number];

export function useTable() {
  return useQuery({
    queryKey: ["head-office", "clinics"],
    queryFn: () => answered(kvitt.GET("/api/v1/clinic-table")),
  });
}

/** The figures of all ledgers in reach, as the home screen has them. */
export function useAll() {
  return useQuery({
    queryKey: ["home", "all"],
    queryFn: () => answered(kvitt.GET("/api/v1/home", { params: { query: {} } })),
  });
}

/** What of the routine a clinic does not keep: the books' own breaches, and a month that was not handed in. */
export const LATE = ["late", "mismatch"] as const;
export const isOut = ({ breaches, monthEnd }: Clinic): boolean =>
  breaches.length > 0 || LATE.some((state) => state === monthEnd);

/** What the table may be ordered by; the worst first in each. */
export const ORDERS = ["worst", "over90", "unmatched", "credits", "losses", "touches", "lag", "name"] as const;
export type Order = (typeof ORDERS)[number];

const BY: Record<Exclude<Order, "worst" | "name">, (row: Clinic) => number> = {
  over90: (row) => row.over90Minor,
  unmatched: (row) => row.unmatchedMinor,
  credits: (row) => row.creditMinor,
  losses: (row) => row.lostMinor,
  touches: (row) => row.touchesPer100 ?? -1,
  lag: (row) => row.followUp.lagDays ?? -1,
};

/** The rows in an order; those of the server are the worst first already, and a month not handed in counts too. */
export function inOrder(rows: readonly Clinic[], order: Order, byName: (a: string, b: string) => number): Clinic[] {
  if (order === "name") return rows.toSorted((a, b) => byName(a.name, b.name));
  if (order === "worst") return rows.toSorted((a, b) => Number(isOut(b)) - Number(isOut(a)));
  return rows.toSorted((a, b) => BY[order](b) - BY[order](a));
}
