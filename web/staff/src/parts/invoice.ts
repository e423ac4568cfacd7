import { queryOptions } from "@tanstack/react-query";
import { answered, kvitt, type Answer } from "../api.ts";
import type { Tone } from "./State.tsx";

export type Standing = Answer<"/api/v1/invoices/{invoiceId}/standing", "get">;
export type InvoiceState = Standing["state"];

/** One invoice as somebody looks at it; each time it is asked for stands in the audit trail, so it is not asked for twice within a while. */
export const standingOf = (invoiceId: string) =>
  queryOptions({
    queryKey: ["standing", invoiceId],
    queryFn: () => answered(kvitt.GET("/api/v1/invoices/{invoiceId}/standing", { params: { path: { invoiceId } } })),
  });

export const INVOICE_TONES: Record<InvoiceState, Tone> = {
  open: "due",
  partlyPaid: "due",
  overdue: "overdue",
  settled: "settled",
  credited: "settled",
  lost: "held",
  reversed: "held",
  creditNote: "held",
};
