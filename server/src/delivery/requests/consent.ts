import { sql } from "kysely";
import { setContacts } from "../../parties/index.ts";
import { recordAudit, type TenantTransaction } from "../../platform/index.ts";

/** Who accepts invoices by e-mail. Only then is an e-mail, or a link in it, an invoice delivered (FR-34). */

export type EmailConsent = {
  readonly ledgerId: string;
  readonly partyId: string;
  readonly email: string;
  readonly how: "payPage" | "desk";
  /** Which words the payer read and accepted. */
  readonly textVersion: string;
};

/**
 * Records that a party accepts a ledger's invoices at an e-mail address, which becomes its address for payment messages. Said again for the same
 * address it stands as it was; another address ends the earlier consent. Throws CONTACT_INVALID, which does not repeat the address.
 */
export async function acceptEmailInvoices(
  tx: TenantTransaction,
  { ledgerId, partyId, email, how, textVersion }: EmailConsent,
  market: string,
): Promise<void> {
  await setContacts(tx, [{ partyId, contact: { kind: "email", purpose: "payment", value: email } }], market);
  const now = tx.now.toString();
  await sql`
    update invoice_consent v set withdrawn_at = ${now}::timestamptz
    where v.tenant_id = ${tx.tenantId} and v.ledger_id = ${ledgerId} and v.party_id = ${partyId} and v.withdrawn_at is null and not exists (
      select from contact_point c where c.tenant_id = ${tx.tenantId} and c.party_id = ${partyId} and c.kind = 'email' and c.purpose = 'payment'
        and c.ended_at is null and c.value_blind = v.email_blind)`.execute(tx.db);
  const made = await sql`
    insert into invoice_consent (tenant_id, id, ledger_id, party_id, how, text_version, email_blind, given_at)
    select ${tx.tenantId}, ${tx.platform.ids.next()}::uuid, ${ledgerId}::uuid, c.party_id, ${how}, ${textVersion}, c.value_blind, ${now}::timestamptz
    from contact_point c
    where c.tenant_id = ${tx.tenantId} and c.party_id = ${partyId} and c.kind = 'email' and c.purpose = 'payment' and c.ended_at is null
    on conflict do nothing`.execute(tx.db);
  if (!made.numAffectedRows) return;
  const detail = { ledgerId, how, textVersion };
  await recordAudit(tx, { action: "party.emailInvoicesAccepted", subjectKind: "party", subjectId: partyId, detail });
}

/** Takes a consent back; gives whether there was one. What was delivered before stays delivered. */
export async function withdrawEmailInvoices(
  tx: TenantTransaction,
  { ledgerId, partyId }: { readonly ledgerId: string; readonly partyId: string },
): Promise<boolean> {
  const ended = await sql`
    update invoice_consent set withdrawn_at = ${tx.now.toString()}::timestamptz
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and party_id = ${partyId} and withdrawn_at is null`.execute(
    tx.db,
  );
  if (!ended.numAffectedRows) return false;
  const detail = { ledgerId };
  await recordAudit(tx, { action: "party.emailInvoicesWithdrawn", subjectKind: "party", subjectId: partyId, detail });
  return true;
}

export type StandingConsent = {
  readonly ledgerId: string;
  readonly how: "payPage" | "desk";
  readonly textVersion: string;
  readonly givenAt: Temporal.Instant;
};

/** From which ledgers a party accepts invoices by e-mail now. */
export async function emailConsentsOf(tx: TenantTransaction, partyId: string): Promise<StandingConsent[]> {
  const found = await sql<StandingConsent>`
    select ledger_id as "ledgerId", how, text_version as "textVersion", given_at as "givenAt" from invoice_consent
    where tenant_id = ${tx.tenantId} and party_id = ${partyId} and withdrawn_at is null order by given_at, id`.execute(
    tx.db,
  );
  return found.rows;
}
