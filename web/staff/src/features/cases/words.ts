import { useQuery } from "@tanstack/react-query";
import { useFollowUpWords } from "../../parts/follow-up/words.ts";
import { ledgers } from "../../shell/session.ts";

/** The words of the case desk, over those of follow-up. */
export function useCaseWords() {
  const words = useFollowUpWords();
  const all = useQuery(ledgers).data?.items ?? [];
  return { ...words, clinicOf: (ledgerId: string): string => all.find(({ id }) => id === ledgerId)?.name ?? "–" };
}
