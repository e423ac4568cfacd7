import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { answered, kvitt, type Answer } from "../../api.ts";

export type Card = Answer<"/api/v1/parties/{partyId}/card", "get">;
export type Balance = Card["balances"][number];
export type TimelineEvent = Answer<"/api/v1/parties/{partyId}/timeline", "get">["items"][number];

const PAGE = 30;

export function useCard(partyId: string) {
  return useQuery({
    queryKey: ["party", partyId],
    queryFn: () => answered(kvitt.GET("/api/v1/parties/{partyId}/card", { params: { path: { partyId } } })),
  });
}

export function useTimeline(partyId: string) {
  return useInfiniteQuery({
    queryKey: ["party", partyId, "timeline"],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answered(
        kvitt.GET("/api/v1/parties/{partyId}/timeline", {
          params: { path: { partyId }, query: { limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
}

/** Codes of the timeline as keys of the texts. */
export const EVENT_TEXTS = {
  "invoice.issued": "invoice",
  "invoice.collective": "collective",
  "creditNote.issued": "creditNote",
  "entry.payment": "payment",
  "entry.allocation": "allocation",
  "entry.split": "split",
  "entry.fee": "fee",
  "entry.interest": "interest",
  "entry.supplierInvoice": "supplierInvoice",
  "entry.statement": "statement",
  "entry.refund": "refund",
  "entry.chargeback": "chargeback",
  "entry.chargebackWon": "chargebackWon",
  "entry.repayment": "repayment",
  "entry.deposit": "deposit",
  "entry.writeOff": "writeOff",
  "entry.reversal": "reversal",
  "entry.opening": "opening",
  "note.written": "note",
  "contact.set": "contact",
  "message.sent": "message",
  "request.made": "request",
  "payment.tried": "tried",
} as const;
export type EventCode = keyof typeof EVENT_TEXTS;
