import { sql } from "kysely";
import { column, refuse, toJson, type TenantTransaction } from "../../platform/index.ts";
import "../errors.ts";
import type { Way } from "../types.ts";
import type { Agreement, AgreementState, SecretShown } from "./types.ts";

/** Every statement on agreements and their secrets. */

const AGREEMENT = sql`
  id, ledger_id as "ledgerId", way, partner, settings, state, min_minor as "minMinor", max_minor as "maxMinor", position, made_at as "madeAt", changed_at as "changedAt"`;

/** The tenant's agreements within the actor's reach, ledger by ledger in the order of the pay page. */
export async function listAgreements(tx: TenantTransaction): Promise<Agreement[]> {
  const found = await sql<Agreement>`
    select ${AGREEMENT} from payment_agreement where tenant_id = ${tx.tenantId} order by ledger_id, position, way`.execute(
    tx.db,
  );
  return found.rows;
}

export async function agreementsOfLedger(tx: TenantTransaction, ledgerId: string): Promise<Agreement[]> {
  const found = await sql<Agreement>`
    select ${AGREEMENT} from payment_agreement where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} order by position, way`.execute(
    tx.db,
  );
  return found.rows;
}

/** Throws AGREEMENT_NOT_FOUND. With `lock` it is held until the transaction ends. */
export async function agreementById(tx: TenantTransaction, id: string, lock = false): Promise<Agreement> {
  const found = await sql<Agreement>`
    select ${AGREEMENT} from payment_agreement where tenant_id = ${tx.tenantId} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(
    tx.db,
  );
  if (!found.rows[0]) throw refuse("AGREEMENT_NOT_FOUND");
  return found.rows[0];
}

export async function agreementFor(tx: TenantTransaction, ledgerId: string, way: Way): Promise<Agreement | undefined> {
  const found = await sql<Agreement>`
    select ${AGREEMENT} from payment_agreement where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and way = ${way}`.execute(
    tx.db,
  );
  return found.rows[0];
}

export type Endpoint = { readonly hash: Buffer; readonly sealed: Buffer };
export type NewAgreement = Pick<
  Agreement,
  "id" | "ledgerId" | "way" | "partner" | "settings" | "minMinor" | "maxMinor" | "position"
>;

export async function insertAgreement(tx: TenantTransaction, made: NewAgreement, endpoint: Endpoint): Promise<void> {
  const now = tx.now.toString();
  await sql`
    insert into payment_agreement (tenant_id, id, ledger_id, way, partner, settings, state, min_minor, max_minor, position, endpoint_hash, endpoint_key, made_at, changed_at)
    values (${tx.tenantId}, ${made.id}, ${made.ledgerId}, ${made.way}, ${made.partner}, ${toJson(made.settings)}::jsonb, 'draft', ${made.minMinor}, ${made.maxMinor}, ${made.position},
            ${endpoint.hash}, ${endpoint.sealed}, ${now}, ${now})`.execute(tx.db);
}

export async function updateAgreement(tx: TenantTransaction, made: NewAgreement): Promise<void> {
  await sql`
    update payment_agreement set settings = ${toJson(made.settings)}::jsonb, min_minor = ${made.minMinor}, max_minor = ${made.maxMinor}, position = ${made.position}, changed_at = ${tx.now.toString()}
    where tenant_id = ${tx.tenantId} and id = ${made.id}`.execute(tx.db);
}

export async function setAgreementState(tx: TenantTransaction, id: string, state: AgreementState): Promise<void> {
  await sql`
    update payment_agreement set state = ${state}, changed_at = ${tx.now.toString()} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
}

export async function endpointOf(tx: TenantTransaction, id: string): Promise<Endpoint | undefined> {
  const found = await sql<Endpoint>`
    select endpoint_hash as hash, endpoint_key as sealed from payment_agreement where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
  return found.rows[0];
}

/** Is money under way by a way of a ledger? */
export async function hasLiveAttempt(tx: TenantTransaction, ledgerId: string, way: Way): Promise<boolean> {
  const found = await sql`
    select 1 from payment_attempt
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and way = ${way} and state in ('created', 'awaitingPayer', 'authorized', 'unknown') limit 1`.execute(
    tx.db,
  );
  return found.rows.length > 0;
}

export type SecretRow = SecretShown & { readonly agreementId: string; readonly sealed: Buffer };

/** The secrets that live now, the newest first. */
export async function liveSecrets(tx: TenantTransaction, agreementIds: readonly string[]): Promise<SecretRow[]> {
  const found = await sql<SecretRow>`
    select id, agreement_id as "agreementId", name, sealed, made_at as "madeAt", ends_at as "endsAt" from agreement_secret
    where tenant_id = ${tx.tenantId} and agreement_id = any (${column.uuid(agreementIds)}) and (ends_at is null or ends_at > ${tx.now.toString()})
    order by agreement_id, name, id desc`.execute(tx.db);
  return found.rows;
}

/** Is there an active agreement of a partner who signs with a secret of its own, and who has told us none? */
export async function hasUnconnected(tx: TenantTransaction): Promise<boolean> {
  const found = await sql<{ some: boolean }>`
    select exists (
      select from payment_agreement a where a.tenant_id = ${tx.tenantId} and a.state = 'active' and a.way in ('vipps', 'card')
        and not exists (
          select from agreement_secret s where s.tenant_id = ${tx.tenantId} and s.agreement_id = a.id and s.name = 'webhookSecret')) as some`.execute(
    tx.db,
  );
  return found.rows[0]!.some;
}

export async function insertSecret(
  tx: TenantTransaction,
  made: { readonly id: string; readonly agreementId: string; readonly name: string; readonly sealed: Buffer },
): Promise<void> {
  await sql`
    insert into agreement_secret (tenant_id, id, agreement_id, name, sealed, made_at)
    values (${tx.tenantId}, ${made.id}, ${made.agreementId}, ${made.name}, ${made.sealed}, ${tx.now.toString()})`.execute(
    tx.db,
  );
}

export async function endSecret(tx: TenantTransaction, id: string, endsAt: Temporal.Instant): Promise<void> {
  await sql`
    update agreement_secret set ends_at = ${endsAt.toString()} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
}
