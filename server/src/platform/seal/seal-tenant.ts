import type { Context, Platform, TenantTransaction } from "../context.ts";
import { withTenant } from "../database/with-tenant.ts";
import { invariant } from "../errors.ts";
import { appendAnchor, headsAt, readAnchors } from "./anchors.ts";
import { link, STREAMS, type Stream } from "./chain.ts";
import { insertLinks, lockHead, moveHead, unsealedRows, type NewLink } from "./store.ts";

const CHUNK = 5_000;
const NIL = "00000000-0000-0000-0000-000000000000";

export type Sealed = Readonly<Record<Stream, number>>;

/** Seals one chunk in one transaction, under the chain's end. Gives the last id it saw, or nothing when none was left. */
async function sealChunk(tx: TenantTransaction, stream: Stream, after: string): Promise<{ last: string; count: number } | undefined> {
  const head = await lockHead(tx, stream);
  const rows = await unsealedRows(tx, stream, after, CHUNK);
  if (rows.length === 0) return undefined;
  const sealedAt = Temporal.Instant.fromEpochMilliseconds(tx.now.epochMilliseconds);
  let { seq, chainHash } = head;
  const links: NewLink[] = rows.map((row) => {
    seq += 1n;
    chainHash = link(chainHash, row.hash, sealedAt);
    return { seq, subjectId: row.id, chainHash };
  });
  await insertLinks(tx, stream, links, sealedAt);
  await moveHead(tx, stream, { seq, chainHash });
  return { last: rows.at(-1)!.id, count: rows.length };
}

async function anchor(platform: Platform, context: Context): Promise<void> {
  const heads = await withTenant(platform, context, (tx) => headsAt(tx));
  const known = (await readAnchors(platform, context.tenantId)).at(-1)?.heads;
  if (STREAMS.every((stream) => known?.[stream]?.seq === heads[stream]?.seq)) return;
  await appendAnchor(platform, context.tenantId, { at: platform.clock.now().toString(), heads });
}

/**
 * Chains the ledger entries and audit rows that are not sealed yet, and anchors the ends outside the database. A job, run by nobody
 * who writes: it reads committed rows and locks only the chain's end, so a writer never waits for it. Safe to kill and to run twice
 * or at the same time: each chunk stands on the end that it found under lock. `context` must see the whole tenant.
 */
export async function sealTenant(platform: Platform, context: Context): Promise<Sealed> {
  invariant(!context.ledgers, "sealing sees all ledgers of the tenant");
  const sealed = { entry: 0, audit: 0 };
  for (const stream of STREAMS) {
    let after = NIL;
    for (;;) {
      const chunk = await withTenant(platform, context, (tx) => sealChunk(tx, stream, after));
      if (!chunk) break;
      after = chunk.last;
      sealed[stream] += chunk.count;
    }
  }
  await anchor(platform, context);
  return sealed;
}
