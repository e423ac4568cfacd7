import { sql } from "kysely";
import { column, languages, type Language, type TenantTransaction } from "../../platform/index.ts";
import type { Ledger } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import type { Reach } from "./ladder.ts";

/** By what a party can be reached, without opening a single contact. */
export type PartyReach = Reach & { readonly partyId: string; readonly language: Language };

type Row = Omit<Reach, "hasNetBank" | "messageFirst" | "invoiceFirst"> & {
  readonly partyId: string;
  readonly language: string;
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
  const found = await sql<Row>`
    select p.id as "partyId", p.kind, p.language, p.delivery_preference as preference, p.org_no is not null as "hasOrgNo",
      coalesce(c.phone, false) as "hasPhone", coalesce(c.email, false) as "hasEmail", coalesce(c.address, false) as "hasAddress",
      coalesce(c.email_blind = v.email_blind, false) as "takesEmailInvoices"
    from party p
    left join lateral (
      select bool_or(kind = 'phone') as phone, bool_or(kind = 'email') as email, bool_or(kind = 'address') as address,
        (array_agg(value_blind) filter (where kind = 'email'))[1] as email_blind
      from contact_point where tenant_id = ${tx.tenantId} and party_id = p.id and purpose = 'payment' and ended_at is null) c on true
    left join invoice_consent v on v.tenant_id = ${tx.tenantId} and v.ledger_id = ${ledger.id} and v.party_id = p.id and v.withdrawn_at is null
    where p.tenant_id = ${tx.tenantId} and p.id = any (${column.uuid([...new Set(partyIds)])})`.execute(tx.db);
  return new Map(
    found.rows.map((row) => [
      row.partyId,
      {
        ...row,
        kind: row.kind,
        preference: row.preference,
        language: readable(row.language, ledger.market),
        messageFirst: ledger.settings.requests?.messageFirst ?? null,
        invoiceFirst: ledger.settings.requests?.invoiceFirst ?? null,
        hasNetBank: row.kind === "person" && NET_BANK_MARKETS.has(ledger.market),
      },
    ]),
  );
}

/** Can anything at all be sent? As the register of parties sees it: a telephone or an address, or a company's number. */
export function isReachable(reach: Reach | undefined): boolean {
  return reach !== undefined && (reach.hasPhone || reach.hasAddress || reach.hasOrgNo);
}
