import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, kvitt, type Answer } from "../../api.ts";

export type Contents = Answer<"/api/v1/invoices/{invoiceId}/dossier", "get">;
export type Profile = Contents["profile"];
export const PROFILES = ["forsakringskassan", "agency", "court", "insurer"] as const satisfies readonly Profile[];
export type Taken = Answer<"/api/v1/invoices/{invoiceId}/dossiers", "get">["items"][number];

/** What a dossier would hold for a reader. */
export const useContents = (invoiceId: string, profile: Profile) =>
  useQuery({
    queryKey: ["dossier", invoiceId, profile],
    queryFn: () =>
      answered(
        kvitt.GET("/api/v1/invoices/{invoiceId}/dossier", { params: { path: { invoiceId }, query: { profile } } }),
      ),
  });

/** The dossiers that were taken of a bill, the latest first. */
export const useTaken = (invoiceId: string) =>
  useQuery({
    queryKey: ["dossier", invoiceId, "taken"],
    queryFn: async () =>
      (await answered(kvitt.GET("/api/v1/invoices/{invoiceId}/dossiers", { params: { path: { invoiceId } } }))).items,
  });

/** Takes a dossier; the same is answered while nothing new is known. */
export function useTaking(invoiceId: string, done: (taken: Taken) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (profile: Profile) =>
      answered(
        kvitt.POST("/api/v1/invoices/{invoiceId}/dossiers", { params: { path: { invoiceId } }, body: { profile } }),
      ),
    onSuccess: (taken) => {
      done(taken);
      return queries.invalidateQueries({ queryKey: ["dossier", invoiceId] });
    },
  });
}
