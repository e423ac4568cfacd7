import { answered, kvitt } from "../../api.ts";
import type { SetUp } from "./questions.ts";

export type Changeover = SetUp["changeover"];
export type Call = NonNullable<Changeover["walkthrough"]>;
export type Part = Changeover["parts"][number];

export const hasBegun = (call: Call | null) => (call?.begunAt ?? null) !== null;

/** Whether anything was planned for a ledger's move. */
export const isPlanned = ({ walkthrough, parts }: Changeover) => walkthrough !== null || parts.length > 0;

const of = (ledgerId: string) => ({ path: { ledgerId } });

export type CallWish = {
  readonly on: string;
  readonly time: string;
  readonly minutes: number;
  readonly heldWith: string;
};

export const bookCall = (ledgerId: string, body: CallWish) =>
  answered(kvitt.PUT("/api/v1/ledgers/{ledgerId}/walkthrough", { params: of(ledgerId), body }));

export const cancelCall = (ledgerId: string) =>
  answered(kvitt.DELETE("/api/v1/ledgers/{ledgerId}/walkthrough", { params: of(ledgerId) }));

export const beginCall = (ledgerId: string) =>
  answered(kvitt.POST("/api/v1/ledgers/{ledgerId}/walkthrough/start", { params: of(ledgerId) }));

export const addPart = (ledgerId: string, body: Pick<Part, "kind" | "name">) =>
  answered(kvitt.POST("/api/v1/ledgers/{ledgerId}/changeover-parts", { params: of(ledgerId), body }));

export const settlePart = (ledgerId: string, partId: string, state: Part["state"]) =>
  answered(
    kvitt.PUT("/api/v1/ledgers/{ledgerId}/changeover-parts/{partId}/state", {
      params: { path: { ledgerId, partId } },
      body: { state },
    }),
  );
