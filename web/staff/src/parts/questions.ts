import { useQuery } from "@tanstack/react-query";
import { answered, kvitt } from "../api.ts";

const ofLedger = (ledgerId: string, query: Record<string, string | undefined> = {}) => ({
  params: { path: { ledgerId }, query },
});

/** Receivables by days overdue, as of a day; left out is today. */
export function useAging(ledgerId: string, asOf?: string) {
  return useQuery({
    queryKey: ["aging", ledgerId, asOf ?? ""],
    queryFn: () =>
      answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/reports/aging", ofLedger(ledgerId, asOf ? { asOf } : {}))),
  });
}

/** The øre proof of a day; left out is the last one that is whole. */
export function useProof(ledgerId: string, day?: string) {
  return useQuery({
    queryKey: ["proof", ledgerId, day ?? ""],
    queryFn: () =>
      answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/reports/day-proof", ofLedger(ledgerId, day ? { day } : {}))),
  });
}
