import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import * as z from "zod";
import { ledgerById } from "../../ledger/index.ts";
import { day, ok, route, uuid, type Route } from "../../platform/http/index.ts";
import { recordAudit, withTenant, type Context, type Platform, type TenantTransaction } from "../../platform/index.ts";
import { exportBeancount, exportHledger, type ExportQuestion } from "../../reports/index.ts";

type Writer = (tx: TenantTransaction, question: ExportQuestion) => AsyncGenerator<string>;

/**
 * The books as a stream, read in one transaction that lasts as long as the reading: when whoever asked goes away, it ends too. A failure
 * cuts the connection, so that half a file is never taken for a whole one.
 */
function streamed(platform: Platform, context: Context, write: Writer, question: ExportQuestion): Readable {
  const out = new PassThrough();
  withTenant(platform, context, (tx) => pipeline(Readable.from(write(tx, question)), out)).catch((error: unknown) => {
    out.destroy(error as Error);
  });
  return out;
}

function booksRoute(name: "hledger" | "beancount", write: Writer): Route {
  return route({
    method: "GET",
    url: `/api/v1/ledgers/:ledgerId/exports/${name}`,
    summary: `The ledger's books for ${name}, streamed: entries by their ids, no payer's name. Who took them is kept.`,
    chapter: "Exports",
    permission: { action: "exports.read", scope: "ledger" },
    files: { mediaTypes: ["text/plain"] },
    schema: {
      params: z.strictObject({ ledgerId: uuid }),
      query: z.strictObject({ from: day.optional(), to: day.optional() }),
      responses: { 200: null },
    },
    handler: async ({ platform, context, params: { ledgerId }, query: { from, to } }) => {
      const range = { ...(from ? { from } : {}), ...(to ? { to } : {}) };
      // Written before the first piece leaves (SEC-77).
      await withTenant(platform, context, async (tx) => {
        await ledgerById(tx, ledgerId);
        const detail = { format: name, ...range };
        await recordAudit(tx, { action: "books.exported", subjectKind: "ledger", subjectId: ledgerId, detail });
      });
      return ok(streamed(platform, context, write, { ledgerId, ...range }), {
        "content-type": "text/plain; charset=utf-8",
        "content-disposition": `attachment; filename="books.${name}"`,
      });
    },
  });
}

export const exportRoutes = [booksRoute("hledger", exportHledger), booksRoute("beancount", exportBeancount)];
