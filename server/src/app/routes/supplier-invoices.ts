import * as z from "zod";
import {
  parseSupplierInvoicesCsv,
  receiveSupplierInvoice,
  supplierInvoiceSchema,
  type SupplierInvoiceAnswer,
} from "../../invoicing/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import { created, ok, route, uuid } from "../../platform/http/index.ts";
import { refuse, withTenant } from "../../platform/index.ts";
import { wholeOf } from "./fields.ts";

const chapter = "Supplier invoices";
const params = z.strictObject({ ledgerId: uuid });
const permission = { action: "supplierInvoices.write", scope: "ledger" } as const;
const MOST_CSV_BYTES = 500_000;

const answered = z.object({ id: uuid });
const batchAnswer = z.object({ items: z.array(z.object({ id: uuid, isNew: z.boolean() })) });

export const supplierInvoiceRoutes = [
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/supplier-invoices",
    summary:
      "Takes a supplier's invoice, once by supplier and number: 201 when it is new, 200 when it was taken before.",
    chapter,
    permission,
    idempotent: true,
    schema: { params, body: supplierInvoiceSchema, responses: { 200: answered, 201: answered } },
    inTransaction: async (tx, call) => {
      const answer = await receiveSupplierInvoice(tx, call.params.ledgerId, call.body);
      return answer.isNew ? created(answer) : ok(answer);
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/supplier-invoices/csv",
    summary: "Takes the supplier invoices of a CSV file, all or none.",
    chapter,
    permission,
    upload: { mostBytes: MOST_CSV_BYTES },
    schema: { params, responses: { 200: batchAnswer } },
    handler: async ({ platform, context, params: { ledgerId }, body }) => {
      const { currency } = await withTenant(platform, context, (tx) => ledgerById(tx, ledgerId));
      const file = parseSupplierInvoicesCsv(await wholeOf(body), currency);
      if (!file.ok) throw refuse("CSV_INVALID", { count: file.problems.length }, file.problems);
      const items = await withTenant(platform, context, async (tx) => {
        const answers: SupplierInvoiceAnswer[] = [];
        for (const invoice of file.rows) answers.push(await receiveSupplierInvoice(tx, ledgerId, invoice));
        return answers;
      });
      return ok({ items });
    },
  }),
];
