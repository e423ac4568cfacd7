import * as z from "zod";
import { amountMinor, day, decodeCursor, ok, page, pageOf, pageQuery, route, uuid } from "../../platform/http/index.ts";
import { PROOF_PARTS, proofRows } from "../../reports/index.ts";
import { known, knownAt, ledgerParams } from "./report-answer.ts";

const row = z.object({
  of: z.enum(["entry", "openItem", "bankLine", "bankBatch", "statementLine", "bankStatement"]),
  id: uuid,
  on: day,
  kind: z.string().nullable(),
  label: z.string().nullable(),
  invoiceId: uuid.nullable(),
  fileId: uuid.nullable(),
  amountMinor,
});

export const proofRowRoutes = [
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/reports/day-proof/rows",
    summary: "The rows behind a number of the day's proof, newest first: all pages together add up to the number.",
    chapter: "Reports",
    permission: { action: "reports.read", scope: "ledger" },
    schema: {
      params: ledgerParams,
      query: z.strictObject({ ...pageQuery, day, part: z.enum(PROOF_PARTS), knownAt }),
      responses: { 200: pageOf(row) },
    },
    inTransaction: async (tx, { params: { ledgerId }, query }) => {
      const { limit, cursor, part } = query;
      const [on, id] = decodeCursor(cursor, z.tuple([day, uuid])) ?? [];
      const after = on !== undefined && id !== undefined ? { after: { on, id } } : {};
      const question = { ledgerId, day: query.day, part, ...known(query.knownAt), ...after };
      return ok(page(await proofRows(tx, { ...question, limit: limit + 1 }), limit, (one) => [one.on, one.id]));
    },
  }),
];
