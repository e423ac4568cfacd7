import * as z from "zod";
import {
  cancelPaymentOrder,
  paymentFileBytes,
  paymentFiles,
  waitingOrders,
  writePaymentFile,
  type PaymentFileSummary,
} from "../../banking/index.ts";
import { proposalById, proposalLines, wrongKind } from "../../controls/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import { partiesById } from "../../parties/index.ts";
import {
  billsFor,
  customerCredits,
  moveCredit,
  payeeOf,
  proposeRepayment,
  REPAYMENTS,
  undoCreditMove,
} from "../../payments/index.ts";
import {
  amountMinor,
  created,
  day,
  decodeCursor,
  noContent,
  ok,
  page,
  pageOf,
  pageQuery,
  route,
  uuid,
} from "../../platform/http/index.ts";
import { recordAudit, type TenantTransaction } from "../../platform/index.ts";
import { given, mayAlso, moment, written } from "./fields.ts";
import { saidWhy, whyBack } from "./refunds.ts";

const chapter = "Customer credits";
const ledgerParams = z.strictObject({ ledgerId: uuid });
const creditParams = z.strictObject({ itemId: uuid });
const read = { action: "refunds.read", scope: "ledger" } as const;
const propose = { action: "refunds.propose", scope: "ledger", fresh: true } as const;
const move = { action: "customerCredits.move", scope: "ledger" } as const;
const files = { action: "paymentFiles.write", scope: "ledger" } as const;

const positive = amountMinor.refine((minor) => minor > 0n);
const credit = z.object({
  itemId: uuid,
  partyId: uuid.nullable(),
  customerNo: amountMinor.nullable(),
  /** Null for roles that see people by their numbers only. */
  partyName: z.string().nullable(),
  amountMinor,
  openMinor: amountMinor,
  openedOn: day,
  ageDays: z.int(),
  /** Ten bank days after it came (FR-69); null for a deposit. */
  repayBy: day.nullable(),
  isLate: z.boolean(),
  parentReference: z.string().nullable(),
  cause: z.enum(["creditNote", "overpaid", "deposit"]),
  attemptIds: z.array(uuid),
});
const payee = z.strictObject({
  name: written(2, 70),
  account: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z .]{4,42}$/),
  street: written(2, 70).optional(),
  postCode: z.string().trim().min(2).max(16).optional(),
  town: written(2, 35),
  country: z.string().regex(/^[A-Z]{2}$/),
});
const order = z.object({ id: uuid, reference: z.string(), amountMinor, currency: z.string(), madeAt: moment });
const file = z.object({
  id: uuid,
  bankAccountId: uuid,
  executeOn: day,
  orders: z.int(),
  totalMinor: amountMinor,
  sha256: z.string(),
  madeAt: moment,
});
const bill = z.object({ itemId: uuid, reference: z.string().nullable(), openMinor: amountMinor, dueOn: day });

/** Payers by number, and by name for who sees people. Who saw which is kept, one row for the page (SEC-75). */
async function whoseOf(tx: TenantTransaction, rows: readonly { readonly partyId: string | null }[], names: boolean) {
  const ids = [...new Set(rows.flatMap(({ partyId }) => partyId ?? []))];
  const known = await partiesById(tx, ids);
  if (names && ids.length > 0) {
    const subject = { subjectKind: "tenant", subjectId: tx.tenantId } as const;
    await recordAudit(tx, { action: "customerCredits.listed", ...subject, detail: { parties: ids } });
  }
  return (partyId: string | null) => {
    const party = known.get(partyId ?? "");
    return { customerNo: party?.customerNo ?? null, partyName: names ? (party?.name ?? null) : null };
  };
}
const showFile = (one: PaymentFileSummary) => ({ ...one, sha256: one.sha256.toString("hex") });

const credits = [
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/customer-credits",
    summary: "What payers have to their credit, oldest first, with age and the last day to repay it.",
    chapter,
    permission: read,
    schema: { params: ledgerParams, query: z.strictObject(pageQuery), responses: { 200: pageOf(credit) } },
    inTransaction: async (tx, call) => {
      const { limit, cursor } = call.query;
      const { ledgerId } = call.params;
      const [openedOn, itemId] = decodeCursor(cursor, z.tuple([day, uuid])) ?? [];
      const after = openedOn && itemId ? { after: { openedOn, itemId } } : {};
      const found = await customerCredits(tx, { ledgerId, limit: limit + 1, ...after });
      const { items, nextCursor } = page(found, limit, (one) => [one.openedOn, one.itemId]);
      const whose = await whoseOf(tx, items, mayAlso(call, "refunds.read", "parties.read"));
      return ok({ items: items.map((one) => ({ ...one, ...whose(one.partyId) })), nextCursor });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/customer-credits/:itemId/bills",
    summary:
      "Bills of the same payer in the same ledger that a credit can be moved to, the one that is due first first.",
    chapter,
    permission: move,
    schema: { params: creditParams, responses: { 200: z.object({ items: z.array(bill) }) } },
    inTransaction: async (tx, { params: { itemId } }) => {
      const bills = await billsFor(tx, itemId);
      const shown = bills.map(({ id, reference, openMinor, dueOn }) => ({ itemId: id, reference, openMinor, dueOn }));
      return ok({ items: shown });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/customer-credits/:itemId/moves",
    summary: "Moves a payer's credit to another bill of the same payer, at the payer's request.",
    chapter,
    permission: move,
    idempotent: true,
    schema: {
      params: creditParams,
      body: z.strictObject({ toItemId: uuid, amountMinor: positive.optional() }),
      responses: { 201: z.object({ entryId: uuid }) },
    },
    inTransaction: async (tx, { params: { itemId }, body: { toItemId, ...some } }) =>
      created({ entryId: await moveCredit(tx, { creditItemId: itemId, toItemId, ...given(some) }) }),
  }),
  route({
    method: "POST",
    url: "/api/v1/credit-moves/:entryId/reversal",
    summary: "Moves a credit back to where it was.",
    chapter,
    permission: move,
    schema: { params: z.strictObject({ entryId: uuid }), responses: { 204: null } },
    inTransaction: async (tx, { params: { entryId } }) => {
      await undoCreditMove(tx, entryId);
      return noContent();
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/customer-credits/:itemId/repayments",
    summary:
      "Proposes to repay a payer's credit: to the card or wallet that the money came from, by bank to a payee where it came another way. Somebody else approves.",
    chapter,
    permission: propose,
    idempotent: true,
    schema: {
      params: creditParams,
      body: z
        .strictObject({ amountMinor: positive.optional(), ...whyBack, payee: payee.optional() })
        .refine(saidWhy, { path: ["words"] }),
      responses: { 201: z.object({ proposalId: uuid, kind: z.string() }) },
    },
    inTransaction: async (tx, { params: { itemId }, body: { words, reason, payee: to, amountMinor: minor } }) => {
      const some = {
        ...given({ amountMinor: minor }),
        ...(to
          ? { payee: { ...given(to), name: to.name, account: to.account, town: to.town, country: to.country } }
          : {}),
      };
      const { id, kind } = await proposeRepayment(tx, { creditItemId: itemId, reason, words: words ?? null, ...some });
      return created({ proposalId: id, kind });
    },
  }),
];

const orders = [
  route({
    method: "GET",
    url: "/api/v1/proposals/:proposalId/payee",
    summary: "Whom a proposed repayment goes to: for the person who approves it.",
    chapter,
    permission: { action: "refunds.approve", scope: "ledger" },
    schema: { params: z.strictObject({ proposalId: uuid }), responses: { 200: payee } },
    inTransaction: async (tx, { params: { proposalId } }) => {
      const proposal = await proposalById(tx, proposalId);
      if (proposal.kind !== REPAYMENTS) throw wrongKind(proposal, REPAYMENTS);
      const [line] = await proposalLines(tx, proposalId);
      return ok(await payeeOf(tx, line!));
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/payment-orders",
    summary: "Approved repayments that wait for the next file to the bank.",
    chapter,
    permission: read,
    schema: { params: ledgerParams, responses: { 200: z.object({ items: z.array(order) }) } },
    inTransaction: async (tx, { params: { ledgerId } }) => {
      await ledgerById(tx, ledgerId);
      return ok({ items: await waitingOrders(tx, ledgerId) });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/payment-orders/:orderId/cancellation",
    summary: "Takes an order back that the bank has not done, or refused: the payer has the credit again.",
    chapter,
    permission: { ...files, fresh: true },
    schema: { params: z.strictObject({ orderId: uuid }), responses: { 204: null } },
    inTransaction: async (tx, { params: { orderId } }) => {
      await cancelPaymentOrder(tx, orderId);
      return noContent();
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/payment-files",
    summary: "Files of payments for the bank, newest first, at most 200.",
    chapter,
    permission: files,
    schema: { params: ledgerParams, responses: { 200: z.object({ items: z.array(file) }) } },
    inTransaction: async (tx, { params: { ledgerId } }) => {
      await ledgerById(tx, ledgerId);
      return ok({ items: (await paymentFiles(tx, ledgerId)).map(showFile) });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/payment-files",
    summary: "Writes every order that waits into a file for the bank (pain.001). No order is ever in two files.",
    chapter,
    permission: { ...files, fresh: true },
    schema: {
      params: ledgerParams,
      body: z.strictObject({
        bankAccountId: uuid,
        bic: z.string().regex(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/),
        executeOn: day,
      }),
      responses: { 201: file },
    },
    inTransaction: async (tx, { params: { ledgerId }, body }) => {
      await ledgerById(tx, ledgerId);
      return created(showFile(await writePaymentFile(tx, { ledgerId, ...body })));
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/payment-files/:fileId",
    summary: "A file's bytes, the same whenever they are asked for. The reading is kept.",
    chapter,
    permission: { ...files, fresh: true },
    files: { mediaTypes: ["application/xml"] },
    schema: { params: z.strictObject({ ledgerId: uuid, fileId: uuid }), responses: { 200: null } },
    inTransaction: async (tx, { params: { ledgerId, fileId } }) =>
      ok(await paymentFileBytes(tx, ledgerId, fileId), {
        "content-type": "application/xml",
        "content-disposition": `attachment; filename="payments-${fileId}.xml"`,
      }),
  }),
];

export const customerCreditRoutes = [...credits, ...orders];
