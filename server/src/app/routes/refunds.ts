import * as z from "zod";
import { itemsById, ledgerById } from "../../ledger/index.ts";
import {
  attemptsOfItem,
  backOf,
  effectOf,
  listBack,
  proposeRefund,
  REFUND_REASONS,
  refundTerms,
} from "../../payments/index.ts";
import {
  amountMinor,
  created,
  decodeCursor,
  ok,
  page,
  pageOf,
  pageQuery,
  route,
  uuid,
} from "../../platform/http/index.ts";
import { refuse } from "../../platform/index.ts";
import { given, moment, written } from "./fields.ts";

const chapter = "Money back";
const attemptParams = z.strictObject({ attemptId: uuid });
const read = { action: "refunds.read", scope: "ledger" } as const;
/** Who asks is told before deciding what would happen. */
const propose = { action: "refunds.propose", scope: "ledger" } as const;

const positive = amountMinor.refine((minor) => minor > 0n);
/** Why money goes back; "other" in words too. */
export const whyBack = { reason: z.enum(REFUND_REASONS), words: written(3, 200).optional() };
export const saidWhy = (body: { readonly reason: string; readonly words?: string | undefined }) =>
  body.reason !== "other" || body.words !== undefined;

const back = z.object({
  id: uuid,
  attemptId: uuid,
  kind: z.enum(["refund", "refundSeen", "chargeback", "chargebackWon"]),
  amountMinor,
  state: z.enum(["asked", "done", "refused"]),
  reason: z.string().nullable(),
  proposalId: uuid.nullable(),
  /** Why the partner refused. */
  problem: z.string().nullable(),
  askedAt: moment,
  doneAt: moment.nullable(),
});
const attempt = z.object({
  id: uuid,
  way: z.string(),
  state: z.string(),
  reference: z.string(),
  amountMinor,
  capturedMinor: amountMinor,
  currency: z.string(),
  madeAt: moment,
  back: z.array(back),
});
const effect = { fromCreditMinor: amountMinor, reopensMinor: amountMinor };

export const refundRoutes = [
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/refunds",
    summary: "Money that went back, or came again: refunds, disputes, newest first, each with how far it has come.",
    chapter,
    permission: read,
    schema: {
      params: z.strictObject({ ledgerId: uuid }),
      query: z.strictObject(pageQuery),
      responses: { 200: pageOf(back) },
    },
    inTransaction: async (tx, { params: { ledgerId }, query: { limit, cursor } }) => {
      await ledgerById(tx, ledgerId);
      const [before] = decodeCursor(cursor, z.tuple([uuid])) ?? [];
      const found = await listBack(tx, { ledgerId, limit: limit + 1, ...(before ? { before } : {}) });
      return ok(page(found, limit, ({ id }) => [id]));
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/open-items/:itemId/payment-attempts",
    summary: "What was tried to take money for a bill, newest first, with what went back of it.",
    chapter,
    permission: read,
    schema: { params: z.strictObject({ itemId: uuid }), responses: { 200: z.object({ items: z.array(attempt) }) } },
    inTransaction: async (tx, { params: { itemId } }) => {
      if ((await itemsById(tx, [itemId])).length === 0) throw refuse("PAYMENT_ITEM_NOT_FOUND");
      const attempts = await attemptsOfItem(tx, itemId);
      const rows = await backOf(
        tx,
        attempts.map(({ id }) => id),
      );
      const items = attempts.map((each) => ({ ...each, back: rows.filter(({ attemptId }) => attemptId === each.id) }));
      return ok({ items });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/payment-attempts/:attemptId/refund-terms",
    summary: "What may go back of a payment now, and what giving all of it back would do to the payer's books.",
    chapter,
    permission: propose,
    schema: {
      params: attemptParams,
      responses: {
        200: z.object({
          capturedMinor: amountMinor,
          leftMinor: amountMinor,
          mostMinor: amountMinor,
          currency: z.string(),
          ...effect,
        }),
      },
    },
    inTransaction: async (tx, { params: { attemptId } }) => {
      const terms = await refundTerms(tx, attemptId);
      const { capturedMinor, currency } = terms.attempt;
      const { leftMinor, mostMinor } = terms;
      return ok({ capturedMinor, currency, leftMinor, mostMinor, ...effectOf(terms, mostMinor) });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/payment-attempts/:attemptId/refunds",
    summary:
      "Proposes to give money back to the card or wallet it came from, the whole of it or a part. Somebody else approves (SEC-12); nothing is booked until the partner has done it.",
    chapter,
    permission: { ...propose, fresh: true },
    idempotent: true,
    schema: {
      params: attemptParams,
      body: z.strictObject({ amountMinor: positive.optional(), ...whyBack }).refine(saidWhy, { path: ["words"] }),
      responses: { 201: z.object({ proposalId: uuid, amountMinor, ...effect }) },
    },
    inTransaction: async (tx, { params: { attemptId }, body: { words, ...rest } }) => {
      const terms = await refundTerms(tx, attemptId);
      const { reason, ...some } = rest;
      const { id, totals } = await proposeRefund(tx, { attemptId, reason, words: words ?? null, ...given(some) });
      const minor = BigInt(totals["amountMinor"]!);
      return created({ proposalId: id, amountMinor: minor, ...effectOf(terms, minor) });
    },
  }),
];
