import * as z from "zod";
import { addBankAccount, changeBankAccount, listBankAccounts } from "../../banking/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import { amountMinor, created, day, noContent, ok, route, uuid } from "../../platform/http/index.ts";
import { given } from "./fields.ts";

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
  closedFromOn: day.nullable(),
};
const shown = z.object({ id: uuid, ledgerId: uuid, ...fields });

const agreementId = z.string().regex(/^\d{9}$/);
const recipient = z.string().regex(/^\d{8}$/);
const kidLengths = z.array(z.int().min(2).max(25)).max(24);
const kidModulus = z.enum(["mod10", "mod11"]);
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const added = z.strictObject({
  number: z.string().min(4).max(34),
  agreementId: agreementId.optional(),
  recipient: recipient.optional(),
  kidLengths: kidLengths.optional(),
  kidModulus: kidModulus.optional(),
  detailSource: fields.detailSource,
  proofSource: fields.proofSource,
  cutoverOn: day.optional(),
  openingMinor: amountMinor.optional(),
  fileExpectedBy: timeOfDay.optional(),
});

const changes = z.strictObject({
  agreementId: agreementId.nullable().optional(),
  recipient: recipient.nullable().optional(),
  kidLengths: kidLengths.optional(),
  kidModulus: kidModulus.nullable().optional(),
  fileExpectedBy: timeOfDay.nullable().optional(),
  closedFromOn: day.nullable().optional(),
  detailSource: fields.detailSource.optional(),
  proofSource: fields.proofSource.optional(),
  cutoverOn: day.nullable().optional(),
  openingMinor: amountMinor.optional(),
});

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
  route({
    method: "PATCH",
    url: "/api/v1/bank-accounts/:bankAccountId",
    summary:
      "Changes a bank account from now on; what is not named stays. Sources, cut-over and opening balance stand once the bank has told of it. Closed from a day, its files of that day and later wait for a person, none is expected, and no new claim or remittance file uses it.",
    chapter,
    permission: { action: "ledgers.configure", scope: "ledger", fresh: true },
    schema: { params: z.strictObject({ bankAccountId: uuid }), body: changes, responses: { 204: null } },
    inTransaction: async (tx, { params: { bankAccountId }, body }) => {
      await changeBankAccount(tx, bankAccountId, given(body));
      return noContent();
    },
  }),
];
