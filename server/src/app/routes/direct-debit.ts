import * as z from "zod";
import { ledgerById } from "../../ledger/index.ts";
import { countMandates, debitFiles, debitLeadDays, debitSetup, setUpDebits } from "../../payments/index.ts";
import { amountMinor, day, noContent, ok, route, uuid } from "../../platform/http/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import { count, moment } from "./fields.ts";

const chapter = "Payment agreements";
const params = z.strictObject({ ledgerId: uuid });
const url = "/api/v1/ledgers/:ledgerId/direct-debit";
const fixedPart = z.strictObject({ from: z.int(), length: z.int() });

/** Forms are looked at by the use case, which names every detail at fault. */
const wish = z.strictObject({
  account: z.string().trim().max(20),
  sender: z.string().trim().max(20),
  fixedPart,
  notify: z.enum(["bank", "payee"]),
  leadDays: z.int().nullable(),
  state: z.enum(["active", "paused"]),
  firstNo: z.int().optional(),
});

const file = z.object({
  name: z.string(),
  sentOn: day,
  claims: z.int(),
  cancellations: z.int(),
  totalMinor: amountMinor,
  laidAt: moment.nullable(),
});

const shown = z.object({
  /** Is there direct debit in the ledger's market? */
  offered: z.boolean(),
  setUp: z
    .object({
      account: z.string(),
      sender: z.string(),
      fixedPart,
      notify: z.enum(["bank", "payee"]),
      leadDays: z.int().nullable(),
      state: z.enum(["active", "paused"]),
    })
    .nullable(),
  /** From sending to the due date: what every ledger starts with, and what one may settle for. */
  leadDays: z.object({ usual: z.int(), least: z.int(), most: z.int() }),
  authorities: count,
  lastFile: file.nullable(),
});

/** Direct debit is known in Norway only. */
const MARKET = "NO";

async function show(tx: TenantTransaction, ledgerId: string): Promise<z.output<typeof shown>> {
  const ledger = await ledgerById(tx, ledgerId);
  const known = await debitSetup(tx, ledgerId);
  const [last] = await debitFiles(tx, ledgerId);
  return {
    offered: ledger.market === MARKET,
    setUp: known ?? null,
    leadDays: debitLeadDays(tx, ledger),
    authorities: await countMandates(tx, ledgerId),
    lastFile: last ?? null,
  };
}

/** How a ledger draws from payers' accounts (AvtaleGiro): as the agreement with the bank has it. */
export const directDebitRoutes = [
  route({
    method: "GET",
    url,
    summary: "How a ledger draws from payers' accounts, how many authorities it has, and the last file that left.",
    chapter,
    permission: { action: "agreements.read", scope: "ledger" },
    schema: { params, responses: { 200: shown } },
    inTransaction: async (tx, call) => ok(await show(tx, call.params.ledgerId)),
  }),
  route({
    method: "PUT",
    url,
    summary:
      "Says how a ledger draws from payers' accounts, as a whole: on or paused, by which account, customer unit and part of the KID.",
    chapter,
    permission: { action: "agreements.manage", scope: "ledger", fresh: true },
    schema: { params, body: wish, responses: { 204: null } },
    inTransaction: async (tx, { params: { ledgerId }, body: { firstNo, ...body } }) => {
      await setUpDebits(tx, { ledgerId, ...body, ...(firstNo === undefined ? {} : { firstNo }) });
      return noContent();
    },
  }),
];
