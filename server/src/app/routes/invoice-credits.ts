import * as z from "zod";
import {
  CREDIT_REASONS,
  creditTerms,
  creditVerdict,
  invoiceById,
  proposeCredit,
  type CreditWish,
} from "../../invoicing/index.ts";
import { amountMinor, created, day, ok, route, uuid } from "../../platform/http/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import { roles } from "../../platform/roles/index.ts";
import { approvalDay, matrixOn, verdictOf } from "../../controls/index.ts";
import { partiesById } from "../../parties/index.ts";
import { invoiceStanding, stateAtRisk } from "../../reports/index.ts";
import { count, given, mayAlso, moment, written } from "./fields.ts";

const chapter = "Invoices";
const params = z.strictObject({ invoiceId: uuid });
/** Who asks is told before asking who will decide. */
const grant = { action: "credits.grant", scope: "ledger" } as const;

const linked = z.object({ id: uuid, number: z.string() });
const event = z.object({
  entryId: uuid,
  kind: z.string(),
  bookedOn: day,
  recordedAt: moment,
  amountMinor,
  /** What went back to the payer by it, also where it was taken from a credit of the invoice. */
  backMinor: amountMinor,
  back: z.enum(["refund", "chargeback", "chargebackWon", "repayment"]).nullable(),
  bankLineId: uuid.nullable(),
  creditNoteId: uuid.nullable(),
  number: z.string().nullable(),
  reason: z.string().nullable(),
  reversesId: uuid.nullable(),
  reversedById: uuid.nullable(),
});
const waiting = z.object({
  proposalId: uuid,
  kind: z.string(),
  amountMinor,
  madeAt: moment,
  expiresAt: moment.nullable(),
});
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
  state: z.enum(["open", "partlyPaid", "overdue", "settled", "credited", "lost", "reversed", "creditNote"]),
  openMinor: amountMinor,
  paidMinor: amountMinor,
  creditedMinor: amountMinor,
  /** Given up as lost, less what came after all. */
  lostMinor: amountMinor,
  /** What of it could be proposed as a loss: its open item, or its parts. */
  losable: z.array(uuid),
  /** Of the state's part, what could be lost if this were closed now. */
  stateAtRiskMinor: amountMinor,
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
  /** Roles of whom one, not who asks, approves a credit of up to `withinMinor`; null where the amount makes no difference. */
  roles: z.array(z.enum(roles)),
  withinMinor: amountMinor.nullable(),
  /** Of a larger one. */
  rolesAbove: z.array(z.enum(roles)),
  limitMinor: amountMinor.nullable(),
  windowDays: z.int(),
  /** Earlier credits that count towards the limit. */
  countedMinor: amountMinor,
  lines: z.array(z.object({ lineNo: z.int(), amountMinor })),
});

const positive = amountMinor.refine((minor) => minor > 0n);
const wish = z
  .strictObject({
    reason: z.enum(CREDIT_REASONS),
    words: written(3, 200).optional(),
    /**
     * What the state's share of the price falls by: counted with the credit, not on the note (Sweden). Left out is the original proportion of each
     * line; another amount takes `supportClaimCorrected`.
     */
    stateShareMinor: amountMinor.refine((minor) => minor >= 0n).optional(),
    /** The clinic has corrected its claim to the state as this credit says. */
    supportClaimCorrected: z.boolean().optional(),
    /** The asker's or the clinic manager's own bill, or their family's: it goes to the next level. */
    ownInterest: z.boolean().optional(),
    amountMinor: positive.optional(),
    lines: z
      .array(z.strictObject({ lineNo: z.int().min(1), amountMinor: positive }))
      .min(1)
      .max(200)
      .optional(),
  })
  .refine((body) => body.amountMinor === undefined || body.lines === undefined, { path: ["lines"] })
  .refine((body) => body.reason !== "other" || body.words !== undefined, { path: ["words"] });

function wishOf(invoiceId: string, { reason, words, ...rest }: z.output<typeof wish>): CreditWish {
  return { invoiceId, reason, words: words ?? null, ...given(rest) };
}

/** Who would approve a credit of this invoice: up to a limit, and above it. Nobody grants their own (SEC-12). */
async function termsOf(tx: TenantTransaction, invoiceId: string) {
  const found = await creditTerms(tx, invoiceId);
  const { windowDays } = await matrixOn(tx, await approvalDay(tx, found.invoice.ledgerId));
  const small = await creditVerdict(tx, found, 1n);
  const { limitMinor, sumMinor } = small;
  const countedMinor = sumMinor - 1n;
  const above = limitMinor === null ? small : await creditVerdict(tx, found, limitMinor + 1n);
  const left = limitMinor === null ? null : limitMinor - countedMinor;
  const same = small.roles.join() === above.roles.join();
  const withinMinor = same ? null : left;
  return { ...found, roles: small.roles, rolesAbove: above.roles, withinMinor, limitMinor, windowDays, countedMinor };
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
    summary: "What is left to credit of an invoice, and who would have to approve how much of it (SEC-13).",
    chapter,
    permission: grant,
    schema: { params, responses: { 200: terms } },
    inTransaction: async (tx, call) => ok(await termsOf(tx, call.params.invoiceId)),
  }),
  route({
    method: "POST",
    url: "/api/v1/invoices/:invoiceId/credits",
    summary:
      "Asks for a credit of an invoice: all that is left, an amount, or amounts of lines, VAT included. Nothing is booked before somebody else approves, whom the tenant's matrix names.",
    chapter,
    permission: { ...grant, fresh: true },
    idempotent: true,
    schema: {
      params,
      body: wish,
      responses: {
        201: z.object({
          proposalId: uuid,
          roles: z.array(z.enum(roles)),
          /** What of the state's share is at risk when the bill is closed now: its proof has a gap (DP-074). */
          stateAtRiskMinor: amountMinor,
        }),
      },
    },
    inTransaction: async (tx, { params: { invoiceId }, body }) => {
      const made = await proposeCredit(tx, wishOf(invoiceId, body));
      const stateAtRiskMinor = made.ledgerId === null ? 0n : await stateAtRisk(tx, made.ledgerId, [invoiceId]);
      return created({ proposalId: made.id, roles: (await verdictOf(tx, made))!.roles, stateAtRiskMinor });
    },
  }),
];
