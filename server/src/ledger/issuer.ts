import { hash } from "node:crypto";
import { sql } from "kysely";
import { canonicalJson, recordAudit, refuse, toJson, type TenantTransaction } from "../platform/index.ts";
import { ledgerById } from "./ledgers.ts";

/** How the legal entity of a ledger presents itself: what documents, messages and the pay page say of the sender. */

/** How the entity is registered, by the law of its country; the organisation number is the ledger's own. */
export type IssuerRegistration =
  | {
      readonly country: "NO";
      /** In the VAT register: says `MVA` after its number. */
      readonly vatRegistered: boolean;
      /** A limited company says `Foretaksregisteret`. */
      readonly inCompanyRegister: boolean;
    }
  | {
      readonly country: "SE";
      readonly vatRegistered: boolean;
      readonly approvedForFTax: boolean;
      /** The registered seat, as e-invoices name it. */
      readonly seat: string | null;
    }
  | { readonly country: "DK" }
  | { readonly country: "IT"; readonly codiceFiscale: string | null; readonly professionalRegister: string }
  | { readonly country: "US" };

export type IssuerSettings = {
  /** The clinic's name on its door, where it is another than the entity's. */
  readonly brand: string | null;
  readonly address: {
    readonly line1: string;
    readonly line2: string | null;
    readonly postCode: string;
    readonly city: string;
  };
  readonly phone: string | null;
  readonly email: string | null;
  readonly web: string | null;
  readonly logoSvg: string | null;
  /** `#rrggbb`; null is Kvitt's own. */
  readonly accent: string | null;
  readonly registration: IssuerRegistration;
};

/** How the ledger's entity presents itself; null where nobody has said. */
export async function issuerSettings(tx: TenantTransaction, ledgerId: string): Promise<IssuerSettings | null> {
  const found = await sql<IssuerSettings>`
    select brand, address, phone, email, web, logo_svg as "logoSvg", accent, registration
    from issuer where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId}`.execute(tx.db);
  return found.rows[0] ?? null;
}

/** What the audit trail keeps of a drawing: that it was another one. */
function traced(settings: Partial<IssuerSettings>): Readonly<Record<string, unknown>> {
  const { logoSvg, ...rest } = settings;
  if (logoSvg === undefined) return rest;
  return { ...rest, logoSvg: logoSvg === null ? null : `sha256:${hash("sha256", logoSvg, "hex")}` };
}

function differing(now: IssuerSettings | null, wish: IssuerSettings) {
  const names = (Object.keys(wish) as (keyof IssuerSettings)[]).filter(
    (name) => now === null || canonicalJson(now[name]) !== canonicalJson(wish[name]),
  );
  const of = (from: IssuerSettings | null) => Object.fromEntries(names.map((name) => [name, from?.[name] ?? null]));
  return { changed: names.length > 0, before: traced(of(now)), after: traced(of(wish)) };
}

/**
 * Says how a ledger's entity presents itself, as a whole. Each change stands in the audit trail with what was and what is; saying it again
 * does not. Whether logo and colour can be used is the caller's to check. Throws LEDGER_NOT_FOUND, ISSUER_COUNTRY.
 */
export async function setIssuer(tx: TenantTransaction, ledgerId: string, wish: IssuerSettings): Promise<void> {
  const { market } = await ledgerById(tx, ledgerId);
  if (wish.registration.country !== market) throw refuse("ISSUER_COUNTRY", { market });
  await sql`select id from ledger where tenant_id = ${tx.tenantId} and id = ${ledgerId} for update`.execute(tx.db);
  const { changed, before, after } = differing(await issuerSettings(tx, ledgerId), wish);
  if (!changed) return;
  const { brand, address, phone, email, web, logoSvg, accent, registration } = wish;
  await sql`
    insert into issuer (tenant_id, ledger_id, brand, address, phone, email, web, logo_svg, accent, registration, changed_at)
    values (${tx.tenantId}, ${ledgerId}, ${brand}, ${toJson(address)}::jsonb, ${phone}, ${email}, ${web}, ${logoSvg}, ${accent},
            ${toJson(registration)}::jsonb, ${tx.now.toString()})
    on conflict (tenant_id, ledger_id) do update set brand = excluded.brand, address = excluded.address, phone = excluded.phone,
      email = excluded.email, web = excluded.web, logo_svg = excluded.logo_svg, accent = excluded.accent,
      registration = excluded.registration, changed_at = excluded.changed_at`.execute(tx.db);
  const detail = { before, after };
  await recordAudit(tx, { action: "ledger.issuerChanged", subjectKind: "ledger", subjectId: ledgerId, detail });
}
