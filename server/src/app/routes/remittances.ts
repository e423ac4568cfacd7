import * as z from "zod";
import {
  acknowledgedAt,
  acknowledgeRemittance,
  listRemittances,
  remittanceById,
  remittanceBytes,
} from "../../invoicing/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import { amountMinor, day, noContent, ok, route, uuid } from "../../platform/http/index.ts";
import { count, moment } from "./fields.ts";

const chapter = "Remittance files";
const fileParams = z.strictObject({ ledgerId: uuid, fileId: uuid });
const read = { action: "remittances.read", scope: "ledger" } as const;

const shown = z.object({
  id: uuid,
  transmissionNo: count,
  fromOn: day,
  toOn: day,
  lines: z.int(),
  totalMinor: amountMinor,
  sha256: z.string(),
  acknowledgedAt: moment.nullable(),
});

/** OCR giro is a format of fixed positions in Latin-1. */
const OCR = "text/plain; charset=iso-8859-1";

export const remittanceRoutes = [
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/ocr-files",
    summary: "The files that tell what was paid, after a transmission number, oldest first, at most 200.",
    chapter,
    permission: read,
    schema: {
      params: z.strictObject({ ledgerId: uuid }),
      query: z.strictObject({ after: z.coerce.bigint().min(0n).max(9_999_999n).default(0n) }),
      responses: { 200: z.object({ items: z.array(shown) }) },
    },
    inTransaction: async (tx, { params: { ledgerId }, query }) => {
      await ledgerById(tx, ledgerId);
      const files = await listRemittances(tx, ledgerId, query.after);
      const receipts = await acknowledgedAt(
        tx,
        ledgerId,
        files.map((file) => file.id),
      );
      return ok({
        items: files.map((file) => ({
          ...file,
          sha256: file.sha256.toString("hex"),
          acknowledgedAt: receipts.get(file.id) ?? null,
        })),
      });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/ocr-files/:fileId",
    summary: "A file's bytes, the same whenever they are asked for.",
    chapter,
    permission: read,
    files: { mediaTypes: ["text/plain"] },
    schema: { params: fileParams, responses: { 200: null } },
    inTransaction: async (tx, { params: { ledgerId, fileId } }) => {
      await ledgerById(tx, ledgerId);
      const file = await remittanceById(tx, ledgerId, fileId);
      return ok(await remittanceBytes(tx, file), {
        "content-type": OCR,
        "content-disposition": `attachment; filename="ocr-${file.transmissionNo}.txt"`,
        etag: `"${file.sha256.toString("hex")}"`,
      });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/ocr-files/:fileId/ack",
    summary: "Confirms that a file was loaded. A second time changes nothing.",
    chapter,
    permission: { action: "remittances.acknowledge", scope: "ledger" },
    schema: { params: fileParams, responses: { 204: null } },
    inTransaction: async (tx, { params: { ledgerId, fileId } }) => {
      await ledgerById(tx, ledgerId);
      await acknowledgeRemittance(tx, ledgerId, fileId);
      return noContent();
    },
  }),
];
