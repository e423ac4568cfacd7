import * as z from "zod";
import { ledgerById } from "../../ledger/index.ts";
import { partiesById, partiesInReach } from "../../parties/index.ts";
import { depositsOf, keepAsDeposit, takeBackDeposit, takeDeposit, useDeposit, usesOf } from "../../payments/index.ts";
import { amountMinor, created, day, noContent, ok, route, uuid } from "../../platform/http/index.ts";
import { refuse, type TenantTransaction } from "../../platform/index.ts";
import { given, withoutNumbers } from "./fields.ts";

/** Money that a clinic holds for a customer ahead of treatment. */

const chapter = "Deposits";
const take = { action: "payments.take", scope: "ledger" } as const;
const manage = { action: "customerCredits.move", scope: "ledger" } as const;
const depositParams = z.strictObject({ depositId: uuid });
const positive = amountMinor.refine((minor) => minor > 0n);

const deposit = z.object({
  id: uuid,
  ledgerId: uuid,
  currency: z.string(),
  partyId: uuid,
  itemId: uuid,
  origin: z.enum(["terminal", "credit"]),
  receipt: z.string().nullable(),
  amountMinor,
  openMinor: amountMinor,
  receivedOn: day,
});
const bill = z.object({
  itemId: uuid,
  reference: z.string().nullable(),
  openMinor: amountMinor,
  dueOn: day,
  mostMinor: amountMinor,
});

/** Throws PARTY_NOT_FOUND for nobody, and for a party that the actor's clinics do not deal with. */
async function requireParty(tx: TenantTransaction, partyId: string): Promise<void> {
  const known = (await partiesById(tx, [partyId])).has(partyId);
  if (!known || !(await partiesInReach(tx, [partyId])).has(partyId)) throw refuse("PARTY_NOT_FOUND");
}

const atTheDesk = [
  route({
    method: "GET",
    url: "/api/v1/parties/:partyId/deposits",
    summary: "What a customer has paid ahead and not used, in the ledgers in reach, newest first.",
    chapter,
    permission: { action: "parties.read", scope: "ledger" },
    schema: { params: z.strictObject({ partyId: uuid }), responses: { 200: z.object({ items: z.array(deposit) }) } },
    inTransaction: async (tx, { params: { partyId } }) => {
      await requireParty(tx, partyId);
      return ok({ items: await depositsOf(tx, partyId) });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/deposits",
    summary: "Registers money that a customer paid ahead on the clinic's card terminal. A slip is registered once.",
    chapter,
    permission: take,
    idempotent: true,
    schema: {
      params: z.strictObject({ ledgerId: uuid }),
      body: z.strictObject({
        partyId: uuid,
        amountMinor: positive,
        receipt: withoutNumbers(
          z
            .string()
            .trim()
            .regex(/^[\p{L}\p{N} ./-]{1,40}$/u),
        ),
        receivedOn: day.optional(),
      }),
      responses: { 201: z.object({ depositId: uuid }) },
    },
    inTransaction: async (tx, { params: { ledgerId }, body: { receivedOn, ...wish } }) => {
      await ledgerById(tx, ledgerId);
      await requireParty(tx, wish.partyId);
      return created({ depositId: await takeDeposit(tx, { ledgerId, ...wish, ...given({ receivedOn }) }) });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/deposits/:depositId/uses",
    summary: "What is left of a deposit, and the same customer's bills that it can be used on, with the most for each.",
    chapter,
    permission: take,
    schema: { params: depositParams, responses: { 200: z.object({ deposit, bills: z.array(bill) }) } },
    inTransaction: async (tx, { params: { depositId } }) => {
      const found = await usesOf(tx, depositId);
      return ok({ ...found, bills: found.bills.map(({ id, ...one }) => ({ ...one, itemId: id })) });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/deposits/:depositId/uses",
    summary: "Uses a deposit, or a part of it, on a bill of the same customer in the same ledger.",
    chapter,
    permission: take,
    idempotent: true,
    schema: {
      params: depositParams,
      body: z.strictObject({ toItemId: uuid, amountMinor: positive.optional() }),
      responses: { 201: z.object({ entryId: uuid }) },
    },
    inTransaction: async (tx, { params: { depositId }, body: { toItemId, ...some } }) =>
      created({ entryId: await useDeposit(tx, depositId, { toItemId, ...given(some) }) }),
  }),
];

const looked = [
  route({
    method: "POST",
    url: "/api/v1/customer-credits/:itemId/deposits",
    summary:
      "Lets a customer's credit stand as a deposit, at the customer's request; nobody has to repay it within days.",
    chapter,
    permission: manage,
    idempotent: true,
    schema: { params: z.strictObject({ itemId: uuid }), responses: { 201: z.object({ depositId: uuid }) } },
    inTransaction: async (tx, { params: { itemId } }) => created({ depositId: await keepAsDeposit(tx, itemId) }),
  }),
  route({
    method: "POST",
    url: "/api/v1/deposits/:depositId/reversal",
    summary: "Takes back a deposit that was registered wrongly, while nothing of it is used or repaid.",
    chapter,
    permission: manage,
    schema: { params: depositParams, responses: { 204: null } },
    inTransaction: async (tx, { params: { depositId } }) => {
      await takeBackDeposit(tx, depositId);
      return noContent();
    },
  }),
];

export const depositRoutes = [...atTheDesk, ...looked];
