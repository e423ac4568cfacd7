import * as z from "zod";
import { partiesById } from "../../parties/index.ts";
import { amountMinor, day, ok, route, uuid } from "../../platform/http/index.ts";
import { recordAudit } from "../../platform/index.ts";
import { search } from "../../reports/index.ts";
import { count, mayAlso } from "./fields.ts";

const party = z.object({
  id: uuid,
  customerNo: count,
  kind: z.enum(["person", "company"]),
  name: z.string(),
  birthYear: z.int().nullable(),
  matched: z.enum(["customerNo", "phone", "email", "phoneTail", "name", "nearName"]),
});
const invoice = z.object({
  id: uuid,
  ledgerId: uuid,
  kind: z.enum(["invoice", "collective", "creditNote"]),
  number: z.string(),
  reference: z.string(),
  partyId: uuid,
  /** Null for roles that see people by their numbers only. */
  partyName: z.string().nullable(),
  issuedOn: day,
  dueOn: day,
  currency: z.string(),
  totalMinor: amountMinor,
  openMinor: amountMinor,
  isLost: z.boolean(),
  matched: z.enum(["number", "reference", "amount"]),
});
const payment = z.object({
  id: uuid,
  ledgerId: uuid,
  settledOn: day,
  currency: z.string(),
  amountMinor,
  reference: z.string().nullable(),
  state: z.string(),
  matched: z.enum(["reference", "amount"]),
});

export const searchRoutes = [
  route({
    method: "GET",
    url: "/api/v1/search",
    summary:
      "One box: people by name, number or telephone, invoices and payments by number, reference or amount. At most eight of each.",
    chapter: "Search",
    permission: { action: "invoices.read", scope: "ledger" },
    schema: {
      query: z.strictObject({ q: z.string().trim().min(2).max(100) }),
      responses: {
        200: z.object({ parties: z.array(party), invoices: z.array(invoice), payments: z.array(payment) }),
      },
    },
    inTransaction: async (tx, call) => {
      const people = mayAlso(call, "invoices.read", "parties.read");
      const payments = mayAlso(call, "invoices.read", "bankLines.read");
      const found = await search(tx, call.query.q, { parties: people, payments });
      const ids = found.invoices.map((one) => one.partyId);
      const names = people ? await partiesById(tx, ids) : new Map<string, { readonly name: string }>();
      // Who saw which names is kept (SEC-75): one row for the whole answer, for it comes while somebody types.
      const seen = [...new Set([...found.parties.map((one) => one.id), ...names.keys()])];
      if (seen.length > 0) {
        const detail = { parties: seen };
        await recordAudit(tx, { action: "search.found", subjectKind: "tenant", subjectId: tx.tenantId, detail });
      }
      const invoices = found.invoices.map((one) => ({ ...one, partyName: names.get(one.partyId)?.name ?? null }));
      return ok({ ...found, invoices });
    },
  }),
];
