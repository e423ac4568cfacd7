import * as z from "zod";
import { callList, callReasons } from "../../collections/index.ts";
import { itemsById, ledgerById } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import { contactsOf, maskContact, partiesById } from "../../parties/index.ts";
import { amountMinor, day, ok, route, uuid } from "../../platform/http/index.ts";
import { recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";
import { billsOf } from "./bills.ts";
import { count } from "./fields.ts";
import { keepListed } from "./follow-up-day.ts";
import { level } from "./follow-up-fields.ts";

/** Whom a clinic telephones today (S3-28): by name, the number masked until somebody dials. */

const chapter = "Case desk";
const read = { action: "parties.read", scope: "ledger" } as const;

const call = z.object({
  itemId: uuid,
  payer: z.object({ id: uuid, customerNo: count, name: z.string() }),
  bill: z.object({ invoiceId: uuid, number: z.string() }).nullable(),
  reference: z.string().nullable(),
  dueOn: day,
  openMinor: amountMinor,
  lastLevel: level,
  reason: z.enum(callReasons),
  since: day,
  /** Masked; null for who cannot be telephoned. */
  phone: z.string().nullable(),
});

/** Numbers of people by which they are reached about money. */
async function phonesOf(tx: TenantTransaction, partyIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const known = await contactsOf(tx, partyIds, "payment");
  return new Map(known.filter(({ kind }) => kind === "phone").map(({ partyId, value }) => [partyId, value]));
}

export const callListRoutes = [
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/call-list",
    summary:
      "Whom to telephone today, at most 200: what head office decided, promises whose day passed, second reminders after which nobody has spoken. Who saw whose name is kept.",
    chapter,
    permission: read,
    schema: {
      params: z.strictObject({ ledgerId: uuid }),
      responses: { 200: z.object({ items: z.array(call) }) },
    },
    inTransaction: async (tx, { params: { ledgerId } }) => {
      const { market } = await ledgerById(tx, ledgerId);
      const today = tx.platform.clock.today(marketPack(market).zones[0]!).toString();
      const rows = await callList(tx, ledgerId, today);
      const partyIds = [...new Set(rows.map(({ partyId }) => partyId))];
      const [people, phones] = [await partiesById(tx, partyIds), await phonesOf(tx, partyIds)];
      const bills = await billsOf(
        tx,
        rows.map(({ itemId }) => itemId),
      );
      await keepListed(tx, partyIds);
      const items = rows.map(({ partyId, ...row }) => {
        const { id, customerNo, name } = people.get(partyId)!;
        const phone = phones.get(partyId);
        return {
          ...row,
          payer: { id, customerNo, name },
          bill: bills.get(row.itemId) ?? null,
          phone: phone === undefined ? null : maskContact("phone", phone),
        };
      });
      return ok({ items });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/open-items/:itemId/call-number",
    summary:
      "The whole number by which the payer of a claim is telephoned; null where there is none. The reading is kept.",
    chapter,
    permission: read,
    schema: {
      params: z.strictObject({ itemId: uuid }),
      responses: { 200: z.object({ phone: z.string().nullable() }) },
    },
    inTransaction: async (tx, { params: { itemId } }) => {
      const [item] = await itemsById(tx, [itemId]);
      const partyId = item?.partyId ?? null;
      if (partyId === null) throw refuse("FOLLOW_UP_ITEM_NOT_FOUND");
      await recordAudit(tx, { action: "party.read", subjectKind: "party", subjectId: partyId });
      return ok({ phone: (await phonesOf(tx, [partyId])).get(partyId) ?? null });
    },
  }),
];
