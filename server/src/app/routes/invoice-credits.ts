import * as z from "zod";
import { CREDIT_REASONS, creditTerms, grantCredit, invoiceById, type CreditWish } from "../../invoicing/index.ts";
import { proposalLines } from "../../controls/index.ts";
import { amountMinor, created, day, ok, route, uuid } from "../../platform/http/index.ts";
import { withTenant } from "../../platform/index.ts";
import { partiesById } from "../../parties/index.ts";
import { invoiceStanding } from "../../reports/index.ts";
import { count, mayAlso, moment, written } from "./fields.ts";

const chapter = "Invoices";
const params = z.strictObject({ invoiceId: uuid });
/** Who asks is told before deciding what one person may grant, and who decides above it. */
const grant = { action: "credits.grant", scope: "ledger" } as const;

const linked = z.object({ id: uuid, number: z.string() });
const event = z.object({
  entryId: uuid,
  kind: z.string(),
  bookedOn: day,
  recordedAt: moment,
  amountMinor,
  bankLineId: uuid.nullable(),
  creditNoteId: uuid.nullable(),
  number: z.string().nullable(),
  reason: z.string().nullable(),
  reversesId: uuid.nullable(),
  reversedById: uuid.nullable(),
});
const waiting = z.object({ proposalId: uuid, amountMinor, madeAt: moment, expiresAt: moment });
/** Names are null for roles that see people by their numbers only. */
const whom = z.object({ id: uuid, customerNo: count, name: z.string().nullable() });
const standing = z.object({
  id: uuid,
  ledgerId: uuid,
  kind: z.enum(["invoice", "collective", "creditNote"]),
  number: z.string(),
  reference: z.string(),
  issuedOn: day,
  dueOn: day,
  netMinor: amountMinor,
  vatMinor: amountMinor,
  totalMinor: amountMinor,
  ledgerName: z.string(),
  orgNo: z.string(),
  currency: z.string(),
  asOf: day,
  state: z.enum(["open", "partlyPaid", "overdue", "settled", "credited", "reversed", "creditNote"]),
  openMinor: amountMinor,
  paidMinor: amountMinor,
  creditedMinor: amountMinor,
  payer: whom,
  patient: whom.nullable(),
  credits: linked.nullable(),
  events: z.array(event),
  waiting: z.array(waiting),
  lines: z.array(
    z.object({
      lineNo: z.int(),
      /** What was treated: null for roles that do not meet the patient. */
      text: z.string().nullable(),
      netMinor: amountMinor,
      vatCode: z.string(),
      vatMinor: amountMinor,
    }),
  ),
});

const terms = z.object({
  currency: z.string(),
  leftMinor: amountMinor,
  limitMinor: amountMinor,
  windowDays: z.int(),
  creditedMinor: amountMinor,
  aloneMinor: amountMinor,
  lines: z.array(z.object({ lineNo: z.int(), amountMinor })),
});

const positive = amountMinor.refine((minor) => minor > 0n);
const wish = z
  .strictObject({
    reason: z.enum(CREDIT_REASONS),
    words: written(3, 200).optional(),
    amountMinor: positive.optional(),
    lines: z
      .array(z.strictObject({ lineNo: z.int().min(1), amountMinor: positive }))
      .min(1)
      .max(200)
      .optional(),
  })
  .refine((body) => body.amountMinor === undefined || body.lines === undefined, { path: ["lines"] })
  .refine((body) => body.reason !== "other" || body.words !== undefined, { path: ["words"] });

function wishOf(invoiceId: string, { reason, words, amountMinor: minor, lines }: z.output<typeof wish>): CreditWish {
  const choice = lines ? { lines } : minor === undefined ? {} : { amountMinor: minor };
  return { invoiceId, reason, words: words ?? null, ...choice };
}

export const invoiceCreditRoutes = [
  route({
    method: "GET",
    url: "/api/v1/invoices/:invoiceId/standing",
    summary:
      "One invoice as somebody looks at it: state, left to pay, payer, lines, all that happened to it and its reversals. The reading is kept.",
    chapter,
    permission: { action: "invoices.read", scope: "ledger" },
    schema: { params, responses: { 200: standing } },
    inTransaction: async (tx, call) => {
      const { invoice, ...stands } = await invoiceStanding(tx, call.params.invoiceId);
      const { lines } = await invoiceById(tx, call.params.invoiceId);
      const texts = mayAlso(call, "invoices.read", "invoices.readTexts");
      const people = mayAlso(call, "invoices.read", "parties.read");
      const parties = await partiesById(tx, [invoice.partyId, ...(invoice.patientId ? [invoice.patientId] : [])]);
      const shown = (id: string) => {
        const { customerNo, name } = parties.get(id)!;
        return { id, customerNo, name: people ? name : null };
      };
      return ok({
        ...invoice,
        ...stands,
        payer: shown(invoice.partyId),
        patient: invoice.patientId ? shown(invoice.patientId) : null,
        lines: lines.map((line) => ({ ...line, text: texts ? line.text : null })),
      });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/invoices/:invoiceId/credit-terms",
    summary: "What is left to credit of an invoice, and how much of it one person may grant alone (SEC-13).",
    chapter,
    permission: grant,
    schema: { params, responses: { 200: terms } },
    inTransaction: async (tx, call) => ok(await creditTerms(tx, call.params.invoiceId)),
  }),
  route({
    method: "POST",
    url: "/api/v1/invoices/:invoiceId/credits",
    summary:
      "Credits an invoice: all that is left, an amount, or amounts of lines, VAT included. Above what one person may grant it waits for a CFO or CEO.",
    chapter,
    permission: { ...grant, fresh: true },
    idempotent: true,
    schema: {
      params,
      body: wish,
      responses: {
        201: z.object({ proposalId: uuid, needsApproval: z.boolean(), creditNoteId: uuid.nullable() }),
      },
    },
    handler: async ({ platform, context, params: { invoiceId }, body }) => {
      const answer = await grantCredit(platform, context, wishOf(invoiceId, body));
      const [line] = await withTenant(platform, context, (tx) => proposalLines(tx, answer.proposalId));
      return created({ ...answer, creditNoteId: line?.resultId ?? null });
    },
  }),
];
