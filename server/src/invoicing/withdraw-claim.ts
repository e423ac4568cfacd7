import { entriesBySource, itemsById, ledgerById, reverseEntry } from "../ledger/index.ts";
import { marketPack } from "../markets/index.ts";
import { recordAudit, refuse, type TenantTransaction } from "../platform/index.ts";
import { wireState, type ClaimAnswer } from "./receive-claims.ts";
import { lockItemsOfInvoices, selectClaims, selectInvoicesOfClaims, setWithdrawn, stopWaiting } from "./store.ts";

/**
 * Withdraws a claim that the practice system was paid for on the spot (FR-14): only while no money has come and nothing was credited.
 * A booked claim is reversed today; its number stays used. Withdrawing again changes nothing.
 * Throws CLAIM_NOT_FOUND, CLAIM_HAS_PAYMENT, CLAIM_ON_COLLECTIVE.
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
  const answer = { claimId: claim.id, externalId, state: wireState({ ...claim, state: "withdrawn" }), isNew: false };
  if (claim.state === "withdrawn") return answer;
  if (!waited) await reverseInvoices(tx, claim.id, marketPack(ledger.market).zones[0]!);
  await setWithdrawn(tx, claim.id);
  await recordAudit(tx, { action: "claim.withdrawn", subjectKind: "claim", subjectId: claim.id });
  return answer;
}

async function reverseInvoices(tx: TenantTransaction, claimId: string, zone: string): Promise<void> {
  const invoiceIds = (await selectInvoicesOfClaims(tx, [claimId])).map((invoice) => invoice.invoiceId);
  const items = await itemsById(tx, [...(await lockItemsOfInvoices(tx, invoiceIds)).values()]);
  if (items.some((item) => item.openMinor !== item.amountMinor)) throw refuse("CLAIM_HAS_PAYMENT");
  const today = tx.now.toZonedDateTimeISO(zone).toPlainDate().toString();
  for (const entry of await entriesBySource(tx, "invoice", invoiceIds)) {
    await reverseEntry(tx, entry.id, today, { rule: "claim.withdrawn", version: 1, inputs: { claimId } });
  }
}
