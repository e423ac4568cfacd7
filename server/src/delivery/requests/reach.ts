import { sql, type RawBuilder } from "kysely";
import { anyOf, languages, type Language, type TenantTransaction } from "../../platform/index.ts";
import type { Ledger } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import type { Reach } from "./ladder.ts";

/** By what a party can be reached, without opening a single contact. Parties who can be reached alike share one. */
export type PartyReach = Reach & { readonly language: Language };

type Row = Omit<Reach, "hasNetBank" | "messageFirst" | "invoiceFirst"> & {
  readonly language: string;
  /** Who can be reached so: their ids, one after the other. */
  readonly partyIds: string;
};

/** Markets where consumers get invoices in their net bank through us: eFaktura. */
const NET_BANK_MARKETS: ReadonlySet<string> = new Set(["NO"]);

/** The language a party reads, or the market's first. */
function readable(language: string, market: string): Language {
  return languages.find((each) => each === language) ?? marketPack(market).languages[0]!;
}

/**
 * How parties can be reached for a ledger's invoices and messages. A consent counts only for the e-mail address it was given for: another
 * address needs another.
 */
export async function reachOf(
  tx: TenantTransaction,
  ledger: Pick<Ledger, "id" | "market" | "settings">,
  partyIds: readonly string[],
): Promise<Map<string, PartyReach>> {
  if (partyIds.length === 0) return new Map();
  const ids = [...new Set(partyIds)];
  const found = await sql<Row>`
    select kind, language, preference, "hasOrgNo", "hasPhone", "hasEmail", "hasAddress", "takesEmailInvoices", string_agg(id::text, ',') as "partyIds"
    from (
      select p.id, p.kind, p.language, p.delivery_preference as preference, p.org_no is not null as "hasOrgNo",
        coalesce(c.phone, false) as "hasPhone", coalesce(c.email, false) as "hasEmail", coalesce(c.address, false) as "hasAddress",
        coalesce(c.email_blind = v.email_blind, false) as "takesEmailInvoices"
      from party p
      left join (
        select party_id, bool_or(kind = 'phone') as phone, bool_or(kind = 'email') as email, bool_or(kind = 'address') as address,
          (array_agg(value_blind) filter (where kind = 'email'))[1] as email_blind
        from contact_point where tenant_id = ${tx.tenantId} and party_id = ${anyOf(ids)} and purpose = 'payment' and ended_at is null
        group by party_id) c on c.party_id = p.id
      left join invoice_consent v on v.tenant_id = ${tx.tenantId} and v.ledger_id = ${ledger.id} and v.party_id = p.id and v.withdrawn_at is null
      where p.tenant_id = ${tx.tenantId} and p.id = ${anyOf(ids)}) r
    group by 1, 2, 3, 4, 5, 6, 7, 8`.execute(tx.db);
  const reached = new Map<string, PartyReach>();
  for (const { partyIds: alike, ...row } of found.rows) {
    const reach: PartyReach = {
      ...row,
      language: readable(row.language, ledger.market),
      messageFirst: ledger.settings.requests?.messageFirst ?? null,
      invoiceFirst: ledger.settings.requests?.invoiceFirst ?? null,
      hasNetBank: row.kind === "person" && NET_BANK_MARKETS.has(ledger.market),
    };
    for (const id of alike.split(",")) reached.set(id, reach);
  }
  return reached;
}

/** What a party may be reached by when it owes, as one row of `phone`, `email` and `address` to be joined laterally. */
export function waysOf(tx: TenantTransaction, partyId: RawBuilder<unknown>): RawBuilder<unknown> {
  // The purpose is asked of each contact, not in the condition: so the index of current ones answers alone.
  const has = (kind: string) => sql`coalesce(bool_or(kind = ${kind} and purpose = 'payment'), false)`;
  return sql`(
    select ${has("phone")} as phone, ${has("email")} as email, ${has("address")} as address
    from contact_point where tenant_id = ${tx.tenantId} and party_id = ${partyId} and ended_at is null)`;
}

/** Can anything at all be sent? As the register of parties sees it: a telephone or an address, or a company's number. */
export function isReachable(reach: Reach | undefined): boolean {
  return reach !== undefined && (reach.hasPhone || reach.hasAddress || reach.hasOrgNo);
}
