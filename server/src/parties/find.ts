import { sql } from "kysely";
import {
  anyOf,
  announce,
  blindIndex,
  partyKeys,
  recordAudit,
  refuse,
  tenantKey,
  unseal,
  type TenantTransaction,
} from "../platform/index.ts";
import { blindText, normaliseEmail, normalisePhone } from "./contact-value.ts";
import type { DateText } from "./dates.ts";
import { selectByContact, selectByCustomerNo, selectById, selectByName, selectRoles } from "./store.ts";
import type { CollectivePeriod, CreditCheck, Delivery, InvoiceMode, Party, PartyRole } from "./types.ts";

/** Parties by id; unknown ids are absent from the answer. */
export async function partiesById(tx: TenantTransaction, ids: readonly string[]): Promise<Map<string, Party>> {
  return new Map((await selectById(tx, [...new Set(ids)])).map((party) => [party.id, party]));
}

/** One party. Throws PARTY_NOT_FOUND. */
export async function partyByCustomerNo(tx: TenantTransaction, customerNo: bigint): Promise<Party> {
  const found = await selectByCustomerNo(tx, customerNo);
  if (!found) throw refuse("PARTY_NOT_FOUND");
  return found;
}

/** The roles a party has: one person may be patient, payer and guardian at once. */
export async function rolesOf(tx: TenantTransaction, partyId: string): Promise<PartyRole[]> {
  return selectRoles(tx, partyId);
}

/**
 * Finds parties by what a person at the desk types: a customer number, a telephone number, an e-mail address, or part of a name.
 * Telephone and e-mail are looked up by their blind index, so they must be whole.
 */
export async function findParties(
  tx: TenantTransaction,
  text: string,
  options: { market: string; limit?: number },
): Promise<Party[]> {
  const query = text.trim();
  const limit = options.limit ?? 50;
  if (query === "") return [];
  const byNumber = /^[0-9]{1,18}$/.test(query) ? await selectByCustomerNo(tx, BigInt(query)) : undefined;
  const byContact = await findByContact(tx, query, options.market, limit);
  const byName = byNumber || byContact.length > 0 ? [] : await selectByName(tx, query, limit);
  const found = new Map([...(byNumber ? [byNumber] : []), ...byContact, ...byName].map((party) => [party.id, party]));
  return [...found.values()].slice(0, limit);
}

async function findByContact(tx: TenantTransaction, query: string, market: string, limit: number): Promise<Party[]> {
  const phone = normalisePhone(query, market);
  const email = normaliseEmail(query);
  const texts = [...(phone ? [blindText("phone", phone)] : []), ...(email ? [blindText("email", email)] : [])];
  if (texts.length === 0) return [];
  const key = await tenantKey(tx);
  return selectByContact(
    tx,
    texts.map((each) => blindIndex(key, each)),
    limit,
  );
}

/** The birth days of parties, opened; parties without one, or erased, are absent. */
export async function birthDaysOf(tx: TenantTransaction, partyIds: readonly string[]): Promise<Map<string, DateText>> {
  if (partyIds.length === 0) return new Map();
  const found = await sql<{ id: string; sealed: Buffer }>`
    select id, birth_on_sealed as sealed from party
    where tenant_id = ${tx.tenantId} and id = ${anyOf(partyIds)} and birth_on_sealed is not null`.execute(tx.db);
  const keys = await partyKeys(
    tx,
    found.rows.map((row) => row.id),
  );
  const place = { tenantId: tx.tenantId, table: "party", column: "birth_on_sealed" };
  return new Map(
    found.rows.flatMap(({ id, sealed }) => {
      const key = keys.get(id);
      return key ? [[id, unseal(key, { ...place, row: id }, sealed)] as const] : [];
    }),
  );
}

export type PaymentPreferences = {
  readonly invoiceMode: InvoiceMode;
  /** Which calendar period a collective invoice gathers; only with mode `collective`. */
  readonly collectivePeriod: CollectivePeriod | null;
  readonly delivery: Delivery | null;
  /** Left out stays as it was. */
  readonly creditCheck?: CreditCheck;
};

/**
 * How a party wants its invoices (S0-53, S0-54): one each, or one for a period; by which channel (S1-05); and whether its credit is checked (S1-06).
 * Throws PARTY_NOT_FOUND.
 */
export async function setPaymentPreferences(
  tx: TenantTransaction,
  partyId: string,
  wish: PaymentPreferences,
): Promise<void> {
  const period = wish.invoiceMode === "collective" ? (wish.collectivePeriod ?? "month") : null;
  const changed = await sql`
    update party set invoice_mode = ${wish.invoiceMode}, collective_period = ${period}, delivery_preference = ${wish.delivery}, credit_check = coalesce(${wish.creditCheck ?? null}, credit_check)
    where tenant_id = ${tx.tenantId} and id = ${partyId}`.execute(tx.db);
  if (!changed.numAffectedRows) throw refuse("PARTY_NOT_FOUND");
  const { invoiceMode, delivery, creditCheck } = wish;
  const checked = creditCheck === undefined ? {} : { creditCheck };
  const detail = { invoiceMode, collectivePeriod: period, delivery, ...checked };
  await announce(tx, "party", partyId);
  await recordAudit(tx, { action: "party.preferences", subjectKind: "party", subjectId: partyId, detail });
}
