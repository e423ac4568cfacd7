import { useQuery } from "@tanstack/react-query";
import { answered, kvitt, type Answer } from "../api.ts";
import { useLedger } from "../shell/session.ts";
import { daysLater } from "./typed-day.ts";

export type Reached = Answer<"/api/v1/ledgers/{ledgerId}/channel-counts", "get">["items"][number];

/** The time that settlement by channel is looked at over. */
export const REACHED_DAYS = 90;

/** Bills of the last ninety days by the channel that reached their receiver first (S0-05): home's figure is the sum of the deliveries' rows. */
export function useReached(enabled = true) {
  const { id: ledgerId, today: to } = useLedger();
  const from = daysLater(to, -REACHED_DAYS);
  return useQuery({
    queryKey: ["deliveries", ledgerId, "channels", from, to],
    enabled,
    queryFn: () =>
      answered(
        kvitt.GET("/api/v1/ledgers/{ledgerId}/channel-counts", { params: { path: { ledgerId }, query: { from, to } } }),
      ),
  });
}
