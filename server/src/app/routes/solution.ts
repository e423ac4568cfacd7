import * as z from "zod";
import type { Solution } from "../../banking/index.ts";
import { itemsById } from "../../ledger/index.ts";
import { partiesById } from "../../parties/index.ts";
import { amountMinor, uuid } from "../../platform/http/index.ts";
import { recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";

/** What a person says about where money belongs. */
export const solution = z.strictObject({
  placings: z
    .array(z.strictObject({ itemId: uuid, amountMinor }))
    .max(200)
    .refine((placings) => new Set(placings.map((placing) => placing.itemId)).size === placings.length, {
      error: "Each item once",
    }),
  /** Whose credit the rest becomes; without it the rest stays where it is. */
  restToPartyId: uuid.optional(),
});

/** The solution as the use case takes it. An item's party is no key of the database: it is asked for here. Throws PARTY_NOT_FOUND. */
export async function solutionOf(tx: TenantTransaction, wish: z.output<typeof solution>): Promise<Solution> {
  const { placings, restToPartyId } = wish;
  if (restToPartyId !== undefined && !(await partiesById(tx, [restToPartyId])).has(restToPartyId))
    throw refuse("PARTY_NOT_FOUND");
  const explanation = { rule: "solve.byPerson", version: 1, inputs: { parts: placings.length } };
  return { placings, explanation, ...(restToPartyId === undefined ? {} : { restToPartyId }) };
}

/** An open item that a line's money may belong to, named, for the line at hand (SEC-16). */
export const candidate = z.object({
  itemId: uuid,
  partyId: uuid.nullable(),
  customerNo: amountMinor.nullable(),
  name: z.string().nullable(),
  reference: z.string().nullable(),
  dueOn: z.string(),
  openMinor: amountMinor,
});

/** The items behind suggestions with the names of who owes them. Each name shown is a read row (SEC-75). */
export async function candidatesOf(tx: TenantTransaction, lineId: string, itemIds: readonly string[]) {
  const items = await itemsById(tx, [...new Set(itemIds)]);
  const parties = await partiesById(
    tx,
    items.flatMap((item) => item.partyId ?? []),
  );
  for (const partyId of parties.keys())
    await recordAudit(tx, { action: "party.named", subjectKind: "party", subjectId: partyId, detail: { lineId } });
  return items.map(({ id, partyId, reference, dueOn, openMinor }) => {
    const party = partyId === null ? undefined : parties.get(partyId);
    return {
      itemId: id,
      partyId,
      customerNo: party?.customerNo ?? null,
      name: party?.name ?? null,
      reference,
      dueOn,
      openMinor,
    };
  });
}
