import * as z from "zod";
import { addBankAccount, listBankAccounts } from "../../banking/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import { amountMinor, created, day, ok, route, uuid } from "../../platform/http/index.ts";

const chapter = "Bank accounts";

const fields = {
  number: z.string(),
  agreementId: z.string().nullable(),
  recipient: z.string().nullable(),
  kidLengths: z.array(z.int()),
  kidModulus: z.enum(["mod10", "mod11"]).nullable(),
  detailSource: z.enum(["ocrgiro", "camt054", "camt053"]),
  proofSource: z.enum(["camt053", "none"]),
  cutoverOn: day.nullable(),
  openingMinor: amountMinor,
  fileExpectedBy: z.string().nullable(),
};
const shown = z.object({ id: uuid, ledgerId: uuid, ...fields });

const added = z.strictObject({
  number: z.string().min(4).max(34),
  agreementId: z
    .string()
    .regex(/^\d{9}$/)
    .optional(),
  recipient: z
    .string()
    .regex(/^\d{8}$/)
    .optional(),
  kidLengths: z.array(z.int().min(2).max(25)).max(24).optional(),
  kidModulus: z.enum(["mod10", "mod11"]).optional(),
  detailSource: fields.detailSource,
  proofSource: fields.proofSource,
  cutoverOn: day.optional(),
  openingMinor: amountMinor.optional(),
  fileExpectedBy: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
});

/** What was left out is left out; the use case knows no `undefined`. */
function given<T extends object>(wish: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined)) as never;
}

export const bankAccountRoutes = [
  route({
    method: "GET",
    url: "/api/v1/bank-accounts",
    summary: "The bank accounts in reach, by number, each with the ledger that owns it.",
    chapter,
    permission: { action: "bankFiles.read", scope: "ledger" },
    schema: { responses: { 200: z.object({ items: z.array(shown) }) } },
    inTransaction: async (tx) => ok({ items: await listBankAccounts(tx) }),
  }),
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/bank-accounts",
    summary: "Adds a bank account to the ledger that its payments and statements post to.",
    chapter,
    permission: { action: "ledgers.configure", scope: "ledger", fresh: true },
    schema: { params: z.strictObject({ ledgerId: uuid }), body: added, responses: { 201: z.object({ id: uuid }) } },
    inTransaction: async (tx, { params: { ledgerId }, body }) => {
      const { market } = await ledgerById(tx, ledgerId);
      const { number, detailSource, proofSource, ...rest } = body;
      return created({
        id: await addBankAccount(tx, { ledgerId, market, number, detailSource, proofSource, ...given(rest) }),
      });
    },
  }),
];
