import { readTenant, systemContext, type Platform } from "../../platform/index.ts";
import { isLinkOver } from "./policy.ts";
import { linkByHash, tenantOfHash, type LinkRow } from "./store.ts";
import { hashToken } from "./token.ts";

export type FoundLink = Omit<LinkRow, "revokedAt" | "failures"> & { readonly tenantId: string };

/** Where a token that is nobody's is looked for: the nil UUID is no tenant. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

/**
 * In whose books the link of a token is to be looked for: for a token that is nobody's too, so that the same two look-ups are made whatever
 * the token is, and the answers cannot be told apart by their time (SEC-36).
 */
export async function tenantOfToken(platform: Platform, token: string): Promise<string> {
  return (await tenantOfHash(platform, hashToken(token))) ?? NOBODY;
}

/** Does a link open anything at this moment? Not when it was ended, or its claim was settled long ago (SEC-31). */
export function isLinkAlive(link: Pick<LinkRow, "revokedAt" | "settledOn">, now: Temporal.Instant): boolean {
  return link.revokedAt === null && !isLinkOver(link.settledOn, now.toZonedDateTimeISO("UTC").toPlainDate());
}

/** The link of a token, or nothing when it is unknown, revoked, of another installation, or over (SEC-36). Changes nothing (SEC-32). */
export async function findLink(platform: Platform, token: string): Promise<FoundLink | undefined> {
  const tenantId = await tenantOfToken(platform, token);
  const row = await readTenant(platform, systemContext(tenantId, "payPage"), (tx) => linkByHash(tx, hashToken(token)));
  if (!row || !isLinkAlive(row, platform.clock.now())) return undefined;
  const { revokedAt: _revoked, failures: _failures, ...link } = row;
  return { tenantId, ...link };
}
