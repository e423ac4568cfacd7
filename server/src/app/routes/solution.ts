import * as z from "zod";
import type { Solution, Suggestion } from "../../banking/index.ts";
import { clearingRole, listAgreements, ways } from "../../payments/index.ts";
import { partiesById } from "../../parties/index.ts";
import { amountMinor, uuid } from "../../platform/http/index.ts";
import { recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";
import { itemsWithInvoices, partnerDebts, type PlaceableItem } from "../../reports/index.ts";
import { explanation, given } from "./fields.ts";

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
  /** Øre that the parts leave over (above zero) or lack (below): less than one krone, and no rest beside it. */
  roundingMinor: amountMinor.optional(),
  /** A partner pays out what it took from payers. */
  payout: z
    .strictObject({
      way: z.enum(ways),
      /** Of the money at hand, above nothing. */
      amountMinor,
      /** What the partner kept back of what it owed. */
      feeMinor: amountMinor.default(0n),
    })
    .optional(),
});

/** The solution as the use case takes it. An item's party is no key of the database: it is asked for here. Throws PARTY_NOT_FOUND. */
export async function solutionOf(tx: TenantTransaction, wish: z.output<typeof solution>): Promise<Solution> {
  const { placings, payout, restToPartyId, roundingMinor = 0n } = wish;
  if (restToPartyId !== undefined && !(await partiesById(tx, [restToPartyId])).has(restToPartyId))
    throw refuse("PARTY_NOT_FOUND");
  const why = { rule: "solve.byPerson", version: 1, inputs: { parts: placings.length } };
  const paidOut = payout && { payout: { ...payout, role: clearingRole(payout.way) } };
  return { placings, explanation: why, roundingMinor, ...paidOut, ...given({ restToPartyId }) };
}

/** An open item that a line's money may belong to, named, for the line at hand (SEC-16). */
export const candidate = z.object({
  itemId: uuid,
  kind: z.string(),
  partyId: uuid.nullable(),
  customerNo: amountMinor.nullable(),
  /** Null where whoever asks sees people by their numbers only. */
  name: z.string().nullable(),
  invoiceId: uuid.nullable(),
  number: z.string().nullable(),
  reference: z.string().nullable(),
  dueOn: z.string(),
  amountMinor,
  openMinor: amountMinor,
});

/** Where a line's money may belong, how sure that is, and by which rule. */
const suggestion = z.object({
  allocations: z.array(z.object({ itemId: uuid, amountMinor })),
  confidence: z.number(),
  explanation: z.object({ rule: z.string(), version: z.int(), inputs: explanation }),
});

/** The line at hand: its text, where its money may belong, surest first, and who owes there. */
export const atHand = z.object({
  id: uuid,
  text: z.string().nullable(),
  suggestions: z.array(suggestion),
  candidates: z.array(candidate),
  /** Partners by whose means the ledger takes money, with what each owes: the line may be a pay-out. */
  partners: z.array(z.object({ way: z.enum(ways), owedMinor: amountMinor })),
});

/** What partners owe a ledger, by the ways there are agreements for. */
async function partnersOwing(tx: TenantTransaction, ledgerId: string) {
  const debts = await partnerDebts(tx, ledgerId);
  const agreed = (await listAgreements(tx)).filter((each) => each.ledgerId === ledgerId && each.state !== "draft");
  return agreed.map(({ way }) => ({ way, owedMinor: debts.get(clearingRole(way)) ?? 0n }));
}

type Asking = {
  readonly kind: "bankLine" | "statementLine";
  readonly text: (tx: TenantTransaction, lineId: string) => Promise<string | null>;
  readonly suggestions: (tx: TenantTransaction, lineId: string) => Promise<Suggestion[]>;
  readonly ledger: (tx: TenantTransaction, lineId: string) => Promise<string>;
};

/** The line as it is shown to who looks into it; each view is kept. */
export async function showAtHand(tx: TenantTransaction, lineId: string, asking: Asking) {
  const text = await asking.text(tx, lineId);
  await recordAudit(tx, { action: `${asking.kind}.read`, subjectKind: asking.kind, subjectId: lineId });
  const suggestions = await asking.suggestions(tx, lineId);
  const itemIds = suggestions.flatMap((one) => one.allocations.map((allocation) => allocation.itemId));
  const partners = await partnersOwing(tx, await asking.ledger(tx, lineId));
  return { id: lineId, text, suggestions, candidates: await candidatesOf(tx, lineId, itemIds), partners };
}

/** Puts names to items, for somebody who may see them. */
export async function named(tx: TenantTransaction, items: readonly PlaceableItem[]) {
  const parties = await partiesById(
    tx,
    items.flatMap((item) => item.partyId ?? []),
  );
  const shown = items.map((item) => ({ ...item, name: parties.get(item.partyId ?? "")?.name ?? null }));
  return { items: shown, parties: [...parties.keys()] };
}

/** The items behind suggestions with the names of who owes them. Each name shown is a read row (SEC-75). */
async function candidatesOf(tx: TenantTransaction, lineId: string, itemIds: readonly string[]) {
  const { items, parties } = await named(tx, await itemsWithInvoices(tx, [...new Set(itemIds)]));
  for (const partyId of parties)
    await recordAudit(tx, { action: "party.named", subjectKind: "party", subjectId: partyId, detail: { lineId } });
  return items;
}
