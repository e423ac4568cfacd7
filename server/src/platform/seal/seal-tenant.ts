import type { Context, Platform, TenantTransaction } from "../context.ts";
import { withTenant } from "../database/with-tenant.ts";
import { invariant } from "../errors.ts";
import { appendAnchor, headsAt, readAnchors } from "./anchors.ts";
import { link, STREAMS, type Stream } from "./chain.ts";
import { insertLinks, lockHead, moveHead, unsealedHashes, unsealedIds, type NewLink } from "./store.ts";

const CHUNK = 10_000;
/** Ids are looked for in larger pages than are sealed at once: the search passes by all that is sealed already. */
const PAGE = 200_000;
const NIL = "00000000-0000-0000-0000-000000000000";

export type Sealed = Readonly<Record<Stream, number>>;

/** Seals some rows in one transaction, under the chain's end; gives how many of them had no link yet. */
async function sealChunk(tx: TenantTransaction, stream: Stream, ids: readonly string[]): Promise<number> {
  const head = await lockHead(tx, stream);
  const rows = await unsealedHashes(tx, stream, ids);
  if (rows.length === 0) return 0;
  const sealedAt = Temporal.Instant.fromEpochMilliseconds(tx.now.epochMilliseconds);
  let { seq, chainHash } = head;
  const links: NewLink[] = rows.map((row) => {
    seq += 1n;
    chainHash = link(chainHash, row.hash, sealedAt);
    return { seq, subjectId: row.id, chainHash };
  });
  await insertLinks(tx, stream, links, sealedAt);
  await moveHead(tx, stream, { seq, chainHash });
  return rows.length;
}

async function sealStream(platform: Platform, context: Context, stream: Stream): Promise<number> {
  let sealed = 0;
  let after = NIL;
  for (;;) {
    const ids = await withTenant(platform, context, (tx) => unsealedIds(tx, stream, after, PAGE));
    for (let at = 0; at < ids.length; at += CHUNK)
      sealed += await withTenant(platform, context, (tx) => sealChunk(tx, stream, ids.slice(at, at + CHUNK)));
    if (ids.length < PAGE) return sealed;
    after = ids.at(-1)!;
  }
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
  const entry = await sealStream(platform, context, "entry");
  const audit = await sealStream(platform, context, "audit");
  await anchor(platform, context);
  return { entry, audit };
}
