import * as z from "zod";
import {
  acceptBankLine,
  bankLineText,
  ledgerOfBankLine,
  dismissHeldLine,
  releaseHeldLine,
  solveBankLine,
  suggestionsFor,
  undoSolution,
  workList,
} from "../../banking/index.ts";
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
import { recordAudit } from "../../platform/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import { placeableItems } from "../../reports/index.ts";
import { explanation, mayAlso, reason } from "./fields.ts";
import { atHand, candidate, named, showAtHand, solution, solutionOf } from "./solution.ts";
import { keepTextsRead } from "./texts-read.ts";

const chapter = "Bank lines";
const params = z.strictObject({ lineId: uuid });
const AT_HAND = {
  kind: "bankLine",
  text: bankLineText,
  suggestions: suggestionsFor,
  ledger: ledgerOfBankLine,
} as const;
const read = { action: "bankLines.read", scope: "ledger" } as const;
const solve = { action: "bankLines.solve", scope: "ledger" } as const;
const workStates = [
  "over",
  "closed",
  "credited",
  "noReference",
  "badCheck",
  "unknown",
  "ambiguous",
  "otherOwner",
  "possibleDuplicate",
  "held",
] as const;

const shown = z.object({
  id: uuid,
  ledgerId: uuid,
  settledOn: day,
  amountMinor,
  reference: z.string().nullable(),
  kind: z.string(),
  state: z.string(),
  explanation,
  /** Null also for roles that see people by their numbers only. */
  text: z.string().nullable(),
});
const entry = z.object({ entryId: uuid });

const reading = [
  route({
    method: "GET",
    url: "/api/v1/bank-lines",
    summary: "Payments that wait for a person, oldest first.",
    chapter,
    permission: read,
    schema: {
      query: z.strictObject({
        ...pageQuery,
        limit: z.coerce.number().int().min(1).max(100).default(50),
        ledgerId: uuid.optional(),
        state: z.enum(workStates).optional(),
      }),
      responses: { 200: pageOf(shown) },
    },
    inTransaction: async (tx, call) => {
      const { limit, cursor, ledgerId, state } = call.query;
      const [settledOn, id] = decodeCursor(cursor, z.tuple([day, uuid])) ?? [];
      const filter = {
        limit: limit + 1,
        ...(ledgerId ? { ledgerId } : {}),
        ...(state ? { state } : {}),
        ...(settledOn && id ? { after: { settledOn, id } } : {}),
      };
      const found = page(await workList(tx, filter), limit, (line) => [line.settledOn, line.id]);
      // SEC-16: texts in bulk are for roles that see people; the others open the line at hand.
      const withTexts = mayAlso(call, "bankLines.read", "parties.read");
      if (withTexts) await keepTextsRead(tx, "bankLines.textsRead", found.items);
      return ok({ ...found, items: withTexts ? found.items : found.items.map((line) => ({ ...line, text: null })) });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/bank-lines/:lineId",
    summary:
      "The line at hand: its text, where its money may belong, surest first, and who owes there. Each view is kept.",
    chapter,
    permission: solve,
    schema: {
      params,
      responses: { 200: atHand },
    },
    inTransaction: async (tx, { params: { lineId } }) => ok(await showAtHand(tx, lineId, AT_HAND)),
  }),
];

const searching = [
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/open-items",
    summary:
      "What is open and may be meant: by an invoice's number, a payment reference, an amount, or a name for roles that see people. At most twenty.",
    chapter,
    permission: solve,
    schema: {
      params: z.strictObject({ ledgerId: uuid }),
      query: z.strictObject({ q: z.string().trim().min(2).max(100) }),
      responses: { 200: z.object({ items: z.array(candidate) }) },
    },
    inTransaction: async (tx, call) => {
      const { ledgerId } = call.params;
      await ledgerById(tx, ledgerId);
      const parties = mayAlso(call, "bankLines.solve", "parties.read");
      const items = await placeableItems(tx, ledgerId, call.query.q, { parties });
      if (!parties) return ok({ items: items.map((item) => ({ ...item, name: null })) });
      const shown = await named(tx, items);
      // One row for the whole answer: it comes while somebody types (SEC-75).
      if (shown.parties.length > 0)
        await recordAudit(tx, {
          action: "search.found",
          subjectKind: "tenant",
          subjectId: tx.tenantId,
          detail: { parties: shown.parties },
        });
      return ok({ items: shown.items });
    },
  }),
];

const ofHeldLines = [
  route({
    method: "POST",
    url: "/api/v1/bank-lines/:lineId/release",
    summary: "Says that a payment which looks told before is one of its own: it is posted and waits to be placed.",
    chapter,
    permission: solve,
    schema: { params, responses: { 204: null } },
    inTransaction: async (tx, { params: { lineId } }) => {
      await releaseHeldLine(tx, lineId);
      return noContent();
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/bank-lines/:lineId/dismissal",
    summary: "Says that a payment which looks told before is that earlier one: it stays unposted.",
    chapter,
    permission: solve,
    schema: { params, responses: { 204: null } },
    inTransaction: async (tx, { params: { lineId } }) => {
      await dismissHeldLine(tx, lineId);
      return noContent();
    },
  }),
];

const deciding = [
  route({
    method: "POST",
    url: "/api/v1/bank-lines/:lineId/solution",
    summary:
      "Places a payment's money on open items, and the rest with a party as credit. The entry can be taken back.",
    chapter,
    permission: solve,
    idempotent: true,
    schema: { params, body: solution, responses: { 201: entry } },
    inTransaction: async (tx, { params: { lineId }, body }) =>
      created({ entryId: await solveBankLine(tx, lineId, await solutionOf(tx, body)) }),
  }),
  route({
    method: "POST",
    url: "/api/v1/bank-lines/:lineId/acceptance",
    summary: "Leaves the money where it is, with a reason: an overpayment stays the payer's credit.",
    chapter,
    permission: solve,
    schema: { params, body: z.strictObject({ reason }), responses: { 204: null } },
    inTransaction: async (tx, { params: { lineId }, body }) => {
      await acceptBankLine(tx, lineId, body.reason);
      return noContent();
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/solutions/:entryId/reversal",
    summary: "Takes the solution of a payment or of a statement line back: the line waits again.",
    chapter,
    permission: solve,
    idempotent: true,
    schema: { params: z.strictObject({ entryId: uuid }), responses: { 204: null } },
    inTransaction: async (tx, { params: { entryId } }) => {
      await undoSolution(tx, entryId);
      return noContent();
    },
  }),
];

export const bankLineRoutes = [...reading, ...searching, ...deciding, ...ofHeldLines];
