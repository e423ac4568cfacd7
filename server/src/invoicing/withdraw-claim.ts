import { entriesBySource, itemsById, ledgerById, postingsOf, reverseEntry } from "../ledger/index.ts";
import { marketPack } from "../markets/index.ts";
import { recordAudit, refuse, type TenantTransaction } from "../platform/index.ts";
import { wireState, type ClaimAnswer } from "./receive-claims.ts";
import { selectParts } from "./state-share/store.ts";
import { lockItemsOfInvoices, selectClaims, selectInvoicesOfClaims, setWithdrawn, stopWaiting } from "./store.ts";

/**
 * Withdraws a claim that the practice system was paid for on the spot (FR-14): only while no money has come and nothing was credited.
 * A booked claim is reversed today, with its parts if it was split; its number stays used. Withdrawing again changes nothing.
 * Throws CLAIM_NOT_FOUND, CLAIM_HAS_PAYMENT, CLAIM_PART_PAID, CLAIM_ON_COLLECTIVE.
 */
export async function withdrawClaim(tx: TenantTransaction, ledgerId: string, externalId: string): Promise<ClaimAnswer> {
  const ledger = await ledgerById(tx, ledgerId);
  const [asFound] = await selectClaims(tx, ledgerId, [externalId], true);
  if (!asFound) throw refuse("CLAIM_NOT_FOUND");
  // An invoice run may have the claim in hand: taking it from the waiting comes after the run, and only then its state is sure.
  const waited = (await stopWaiting(tx, [asFound.id])) > 0;
  const claim = waited ? asFound : (await selectClaims(tx, ledgerId, [externalId]))[0]!;
  if (claim.state === "onCollective") throw refuse("CLAIM_ON_COLLECTIVE");
  if (claim.kind === "credit") throw refuse("CLAIM_HAS_PAYMENT");
  const state = wireState({ ...claim, state: "withdrawn" });
  const answer = { claimId: claim.id, externalId, state, isNew: false, warnings: [] };
  if (claim.state === "withdrawn") return answer;
  if (!waited) await reverseInvoices(tx, claim.id, marketPack(ledger.market).zones[0]!);
  await setWithdrawn(tx, claim.id);
  await recordAudit(tx, { action: "claim.withdrawn", subjectKind: "claim", subjectId: claim.id });
  return answer;
}

/** How the payer's or the clinic's splitting of an item is booked: an entry of the item, from it to its parts. */
const SPLIT_SOURCE = "openItem";

/**
 * The splits of these items that stand, to be taken back first. Throws CLAIM_PART_PAID where money has come for a part, or something of it was
 * credited.
 */
async function splitsOf(tx: TenantTransaction, itemIds: readonly string[]): Promise<string[]> {
  const splits = (await entriesBySource(tx, SPLIT_SOURCE, itemIds)).filter(
    ({ kind, reversedBy }) => kind === "split" && reversedBy === null,
  );
  const partIds = (
    await postingsOf(
      tx,
      splits.map(({ id }) => id),
    )
  ).flatMap(({ debitItemId }) => debitItemId ?? []);
  const parts = await itemsById(tx, partIds, true);
  if (parts.some((part) => part.openMinor !== part.amountMinor)) throw refuse("CLAIM_PART_PAID");
  return splits.map(({ id }) => id);
}

async function reverseInvoices(tx: TenantTransaction, claimId: string, zone: string): Promise<void> {
  const invoiceIds = (await selectInvoicesOfClaims(tx, [claimId])).map((invoice) => invoice.invoiceId);
  const itemIds = [...(await lockItemsOfInvoices(tx, invoiceIds)).values()];
  const today = tx.now.toZonedDateTimeISO(zone).toPlainDate().toString();
  const explanation = { rule: "claim.withdrawn", version: 1, inputs: { claimId } };
  for (const id of await splitsOf(tx, itemIds)) await reverseEntry(tx, id, today, explanation);
  const states = await selectParts(tx, { invoiceIds }, true);
  const items = [...(await itemsById(tx, itemIds)), ...states];
  if (items.some((item) => item.openMinor !== item.amountMinor)) throw refuse("CLAIM_HAS_PAYMENT");
  for (const { id } of await entriesBySource(tx, "invoice", invoiceIds)) await reverseEntry(tx, id, today, explanation);
}
