import * as z from "zod";
import {
  ledgerOfStatementLine,
  solveStatementLine,
  statementLineText,
  statementSuggestions,
  statementWork,
} from "../../banking/index.ts";
import {
  amountMinor,
  created,
  day,
  decodeCursor,
  ok,
  page,
  pageOf,
  pageQuery,
  route,
  uuid,
} from "../../platform/http/index.ts";
import { mayAlso } from "./fields.ts";
import { atHand, showAtHand, solution, solutionOf } from "./solution.ts";
import { keepTextsRead } from "./texts-read.ts";

const chapter = "Bank statements";
const params = z.strictObject({ lineId: uuid });
const AT_HAND = {
  kind: "statementLine",
  text: statementLineText,
  suggestions: statementSuggestions,
  ledger: ledgerOfStatementLine,
} as const;
const solve = { action: "bankLines.solve", scope: "ledger" } as const;

const shown = z.object({
  id: uuid,
  ledgerId: uuid,
  bookedOn: day,
  amountMinor,
  bankRef: z.string().nullable(),
  state: z.string(),
  text: z.string().nullable(),
});

export const statementLineRoutes = [
  route({
    method: "GET",
    url: "/api/v1/statement-lines",
    summary: "Statement lines that nothing explains yet, oldest first.",
    chapter,
    permission: { action: "bankLines.read", scope: "ledger" },
    schema: {
      query: z.strictObject({ ...pageQuery, ledgerId: uuid.optional() }),
      responses: { 200: pageOf(shown) },
    },
    inTransaction: async (tx, call) => {
      const { ledgerId, limit, cursor } = call.query;
      const [bookedOn, id] = decodeCursor(cursor, z.tuple([day, uuid])) ?? [];
      const filter = {
        limit: limit + 1,
        ...(ledgerId ? { ledgerId } : {}),
        ...(bookedOn && id ? { after: { bookedOn, id } } : {}),
      };
      const found = page(await statementWork(tx, filter), limit, (line) => [line.bookedOn, line.id]);
      if (!mayAlso(call, "bankLines.read", "parties.read"))
        return ok({ ...found, items: found.items.map((line) => ({ ...line, text: null })) });
      await keepTextsRead(tx, "statementLines.textsRead", found.items);
      return ok(found);
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/statement-lines/:lineId",
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
  route({
    method: "POST",
    url: "/api/v1/statement-lines/:lineId/solution",
    summary:
      "Places money on the statement that no payment file explains, on open items or off what a partner owes that pays out; the parts make up the whole line.",
    chapter,
    permission: solve,
    idempotent: true,
    schema: { params, body: solution, responses: { 201: z.object({ entryId: uuid }) } },
    inTransaction: async (tx, { params: { lineId }, body }) =>
      created({ entryId: await solveStatementLine(tx, lineId, await solutionOf(tx, body)) }),
  }),
];
