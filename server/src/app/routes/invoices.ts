import * as z from "zod";
import { invoiceById, listInvoices, numberReport } from "../../invoicing/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import { amountMinor, day, decodeCursor, ok, page, pageOf, pageQuery, route, uuid } from "../../platform/http/index.ts";
import { mayAlso } from "./fields.ts";

const chapter = "Invoices";
const ledgerParams = z.strictObject({ ledgerId: uuid });
const read = { action: "invoices.read", scope: "ledger" } as const;

const summary = z.object({
  id: uuid,
  ledgerId: uuid,
  kind: z.enum(["invoice", "collective", "creditNote"]),
  number: z.string(),
  partyId: uuid,
  patientId: uuid.nullable(),
  issuedOn: day,
  dueOn: day,
  netMinor: amountMinor,
  vatMinor: amountMinor,
  totalMinor: amountMinor,
  reference: z.string(),
  creditsId: uuid.nullable(),
});
const line = z.object({
  lineNo: z.int(),
  claimId: uuid.nullable(),
  text: z.string().nullable(),
  netMinor: amountMinor,
  vatCode: z.string(),
  vatMinor: amountMinor,
});
const shown = summary.extend({ lines: z.array(line) });

const range = z.object({ first: z.string(), last: z.string(), count: z.int(), unexplained: z.array(z.string()) });
const numbers = z.object({
  seriesId: uuid,
  own: range.nullable(),
  practiceSystem: range.extend({ otherLedger: z.array(z.string()) }).nullable(),
});

export const invoiceRoutes = [
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/invoices",
    summary: "Invoices and credit notes in the order they were made, without their lines.",
    chapter,
    permission: read,
    schema: {
      params: ledgerParams,
      query: z.strictObject({ ...pageQuery, partyId: uuid.optional() }),
      responses: { 200: pageOf(summary) },
    },
    inTransaction: async (tx, { params: { ledgerId }, query: { limit, cursor, partyId } }) => {
      await ledgerById(tx, ledgerId);
      const after = decodeCursor(cursor, z.tuple([uuid]))?.[0];
      const filter = { ledgerId, limit: limit + 1, ...(after ? { after } : {}), ...(partyId ? { partyId } : {}) };
      return ok(page(await listInvoices(tx, filter), limit, (invoice) => [invoice.id]));
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/invoices/:invoiceId",
    summary:
      "One invoice with its lines. What was treated is shown to roles that meet the patient, and each reading is kept.",
    chapter,
    permission: read,
    schema: { params: z.strictObject({ invoiceId: uuid }), responses: { 200: shown } },
    inTransaction: async (tx, call) => {
      const invoice = await invoiceById(tx, call.params.invoiceId);
      if (mayAlso(call, "invoices.read", "invoices.readTexts")) return ok(invoice);
      return ok({ ...invoice, lines: invoice.lines.map((each) => ({ ...each, text: null })) });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/number-report",
    summary:
      "Every number of the ledger's series explained: Kvitt's own without a hole, the practice system's with its holes.",
    chapter,
    permission: read,
    schema: { params: ledgerParams, responses: { 200: numbers } },
    inTransaction: async (tx, call) => ok(await numberReport(tx, call.params.ledgerId)),
  }),
];
