import * as z from "zod";
import { requireAgreedLength } from "../../banking/index.ts";
import { changeAccount, changeLedger, ledgerById, USED_FIRST } from "../../ledger/index.ts";
import { accountRoles, marketPack } from "../../markets/index.ts";
import { noContent, ok, route, uuid } from "../../platform/http/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import { given, written } from "./fields.ts";
import { requestSettings, sendingPrices } from "./request-settings.ts";

const chapter = "Ledgers";
const configure = { action: "ledgers.configure", scope: "ledger", fresh: true } as const;

const digits = z.int().min(1).max(12);
/** How far payers may go alone; zero (parts: below two) is not at all, what is left out is as every ledger starts. */
const selfService = z.strictObject({
  mostDaysToMove: z.int().min(0).max(90).optional(),
  mostParts: z.int().min(0).max(36).optional(),
  leastPartMinor: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
  disputeDays: z.int().min(0).max(180).optional(),
  saysPaidDays: z.int().min(0).max(60).optional(),
});
const ascending = (bounds: readonly number[]) => bounds.every((each, at) => at === 0 || each > bounds[at - 1]!);
const settings = z.strictObject({
  vatRegistered: z.boolean().optional(),
  paymentTermDays: z.int().min(0).max(90).nullable().optional(),
  /** What money is used for first; null is the market's order. */
  usedFirst: z.enum(USED_FIRST).nullable().optional(),
  remittanceRecipient: z
    .string()
    .regex(/^\d{8}$/)
    .nullable()
    .optional(),
  agingBuckets: z
    .array(z.int().min(1).max(3_650))
    .min(1)
    .max(8)
    .refine(ascending, { error: "Each higher than the one before" })
    .nullable()
    .optional(),
  referenceDigits: z.strictObject({ customer: digits, series: digits }).nullable().optional(),
  selfService: selfService.nullable().optional(),
  requests: requestSettings.nullable().optional(),
  sendingPrices: sendingPrices.nullable().optional(),
});

const code = z.string().regex(/^[0-9A-Za-z][0-9A-Za-z.-]{0,19}$/);
const account = z.object({ role: z.enum(accountRoles), code: z.string(), name: z.string() });

/** How many digits stand after the customer's and the running number. */
const checkDigits = async (tx: TenantTransaction, ledgerId: string): Promise<number> =>
  marketPack((await ledgerById(tx, ledgerId)).market).references.checkDigits;

/** What a ledger settles for itself after it was opened. */
export const ledgerSettingsRoutes = [
  route({
    method: "PATCH",
    url: "/api/v1/ledgers/:ledgerId/settings",
    summary:
      "Changes what a ledger has settled for itself, from now on: what is not named stays, null is as every ledger starts. What is booked or issued stays.",
    chapter,
    permission: configure,
    schema: { params: z.strictObject({ ledgerId: uuid }), body: settings, responses: { 204: null } },
    inTransaction: async (tx, { params: { ledgerId }, body }) => {
      const { referenceDigits: wish } = body;
      if (wish)
        await requireAgreedLength(tx, ledgerId, wish.customer + wish.series + (await checkDigits(tx, ledgerId)));
      const { selfService: alone, requests, ...rest } = body;
      await changeLedger(tx, ledgerId, {
        ...given(rest),
        ...(alone === undefined ? {} : { selfService: alone && given(alone) }),
        ...(requests === undefined ? {} : { requests: requests && given(requests) }),
      });
      return noContent();
    },
  }),
  route({
    method: "PATCH",
    url: "/api/v1/ledgers/:ledgerId/accounts/:code",
    summary:
      "Renames an account of the ledger's chart; its number changes only before the ledger is first activated and anything is booked.",
    chapter,
    permission: configure,
    schema: {
      params: z.strictObject({ ledgerId: uuid, code: z.string().min(1).max(64) }),
      body: z.strictObject({ code: code.optional(), name: written(1, 120).optional() }),
      responses: { 200: account },
    },
    inTransaction: async (tx, { params: { ledgerId, code: known }, body }) =>
      ok(await changeAccount(tx, ledgerId, known, given(body))),
  }),
];
