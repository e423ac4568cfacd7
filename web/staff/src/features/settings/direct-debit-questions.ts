import { answered, kvitt, type Answer, type Body } from "../../api.ts";

/** AvtaleGiro as the server knows it. */

export type DirectDebitKnown = Answer<"/api/v1/ledgers/{ledgerId}/direct-debit", "get">;
export type DebitSetUp = NonNullable<DirectDebitKnown["setUp"]>;
export type DebitWish = Body<"/api/v1/ledgers/{ledgerId}/direct-debit", "put">;

export const askDirectDebit = (ledgerId: string) => ({
  queryKey: ["direct-debit", ledgerId],
  queryFn: () => answered(kvitt.GET("/api/v1/ledgers/{ledgerId}/direct-debit", { params: { path: { ledgerId } } })),
});

export const saveDirectDebit = (ledgerId: string, body: DebitWish) =>
  answered(kvitt.PUT("/api/v1/ledgers/{ledgerId}/direct-debit", { params: { path: { ledgerId } }, body }));
