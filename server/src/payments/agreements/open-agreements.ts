import {
  systemContext,
  tenantKey,
  unseal,
  withTenant,
  type Context,
  type Platform,
  type TenantTransaction,
} from "../../platform/index.ts";
import type { Rail, Rails } from "../types.ts";
import { fitsEndpoint, readEndpointKey, webhookPath } from "./endpoint.ts";
import { agreementById, endpointOf, listAgreements, liveSecrets, type SecretRow } from "./store.ts";
import { secretPlace } from "./secrets.ts";
import type { Agreement, OpenAgreement } from "./types.ts";

async function opened(
  tx: TenantTransaction,
  agreement: Agreement,
  secrets: readonly SecretRow[],
): Promise<OpenAgreement> {
  const key = await tenantKey(tx);
  const texts: Record<string, string[]> = {};
  for (const { id, name, sealed } of secrets)
    (texts[name] ??= []).push(unseal(key, secretPlace(tx.tenantId, id), sealed));
  const endpoint = (await endpointOf(tx, agreement.id))!;
  return { ...agreement, secrets: texts, webhookPath: await webhookPath(tx, agreement, endpoint) };
}

/** The tenant's agreements that are or were in use, with their secrets: for the memory of those who call partners, and nobody else. */
export async function openAgreements(tx: TenantTransaction): Promise<OpenAgreement[]> {
  const used = (await listAgreements(tx)).filter(({ state }) => state !== "draft");
  const secrets = await liveSecrets(
    tx,
    used.map(({ id }) => id),
  );
  const open: OpenAgreement[] = [];
  for (const agreement of used)
    open.push(
      await opened(
        tx,
        agreement,
        secrets.filter(({ agreementId }) => agreementId === agreement.id),
      ),
    );
  return open;
}

/** Makes a partner's means of payment out of an agreement; undefined where this installation has no such partner. */
export type RailOpener = (agreement: OpenAgreement) => Rail | undefined;

/** The means of payment of all of a tenant's ledgers, as their agreements stand now. Opened for a piece of work, not kept. */
export async function openRails(platform: Platform, context: Context, open: RailOpener): Promise<Rails> {
  const agreements = await withTenant(platform, context, openAgreements);
  const rails = new Map<string, Rail>();
  for (const agreement of agreements) {
    const rail = open(agreement);
    if (rail) rails.set(`${agreement.ledgerId} ${agreement.way}`, rail);
  }
  return (ledgerId, way) => rails.get(`${ledgerId} ${way}`);
}

export type FoundEndpoint = { readonly tenantId: string; readonly agreement: OpenAgreement };

/**
 * Whose address it is that a partner's event came to, with the secrets it may be signed with. Undefined for a key that is malformed, unknown,
 * wrong or another partner's, without saying which. A draft's and a paused agreement's events are taken too: money may be under way.
 */
export async function agreementOfEndpoint(
  platform: Platform,
  partner: string,
  endpointKey: string,
): Promise<FoundEndpoint | undefined> {
  const key = readEndpointKey(endpointKey);
  if (!key) return undefined;
  return withTenant(platform, systemContext(key.tenantId, "webhooks"), async (tx) => {
    const endpoint = await endpointOf(tx, key.agreementId);
    if (!fitsEndpoint(key, endpoint)) return undefined;
    const agreement = await agreementById(tx, key.agreementId);
    if (agreement.partner !== partner) return undefined;
    return { tenantId: key.tenantId, agreement: await opened(tx, agreement, await liveSecrets(tx, [agreement.id])) };
  });
}
