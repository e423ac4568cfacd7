import type { TenantTransaction } from "../context.ts";
import type { Check } from "../checks/check.ts";
import { readAnchors } from "./anchors.ts";
import { genesis, link, STREAMS, type Stream } from "./chain.ts";
import { hashesAt, lastLink, lateLinks, linksAfter, readHead, unsealedBefore, type StoredLink } from "./store.ts";

type Breach = Readonly<Record<string, unknown>>;

const MOST_SHOWN = 50;
const PAGE = 10_000;

async function* wholeChain(tx: TenantTransaction, stream: Stream): AsyncGenerator<StoredLink> {
  let seq = 0n;
  for (;;) {
    const page = await linksAfter(tx, stream, seq, PAGE);
    yield* page;
    if (page.length < PAGE) return;
    seq = page.at(-1)!.seq;
  }
}

function linkBreach(previous: Buffer, expectedSeq: bigint, found: StoredLink): string | undefined {
  if (found.seq !== expectedSeq) return "links before this one are gone";
  if (!found.rowHash) return "the sealed row is gone";
  return link(previous, found.rowHash, found.sealedAt).equals(found.chainHash)
    ? undefined
    : "the row or its link was changed";
}

async function brokenLinks(tx: TenantTransaction, stream: Stream): Promise<Breach[]> {
  const breaches: Breach[] = [];
  let previous = genesis(tx.tenantId, stream);
  let seq = 0n;
  for await (const found of wholeChain(tx, stream)) {
    const what = linkBreach(previous, seq + 1n, found);
    if (what) breaches.push({ stream, seq: found.seq, subjectId: found.subjectId, what });
    if (breaches.length >= MOST_SHOWN) break;
    // Goes on from what is stored, so that one changed row is one breach.
    previous = found.chainHash;
    seq = found.seq;
  }
  return breaches;
}

async function movedHead(tx: TenantTransaction, stream: Stream): Promise<Breach[]> {
  const [head, last] = [await readHead(tx, stream), await lastLink(tx, stream)];
  const expected = last ?? { seq: 0n, chainHash: genesis(tx.tenantId, stream) };
  if (!head && !last) return [];
  if (head && head.seq === expected.seq && head.chainHash.equals(expected.chainHash)) return [];
  return [{ stream, seq: head?.seq ?? null, lastSeq: expected.seq }];
}

async function backdated(tx: TenantTransaction, stream: Stream): Promise<Breach[]> {
  const last = await lastLink(tx, stream);
  const unsealed = last ? await unsealedBefore(tx, stream, last.sealedAt) : [];
  return [...(await lateLinks(tx, stream)), ...unsealed.map((subjectId) => ({ seq: null, subjectId }))].map((row) => ({
    stream,
    ...row,
  }));
}

async function brokenAnchors(tx: TenantTransaction, stream: Stream): Promise<Breach[]> {
  const anchors = (await readAnchors(tx.platform, tx.tenantId)).flatMap(({ at, heads }) =>
    heads[stream] ? [{ at, ...heads[stream] }] : [],
  );
  const hashes = await hashesAt(
    tx,
    stream,
    anchors.map((anchor) => BigInt(anchor.seq)),
  );
  return anchors
    .filter((anchor) => hashes.get(BigInt(anchor.seq))?.toString("hex") !== anchor.hash)
    .slice(0, MOST_SHOWN)
    .map(({ at, seq }) => ({
      stream,
      seq,
      at,
      what: hashes.has(BigInt(seq)) ? "the chain was rewritten" : "the chain was cut",
    }));
}

function check(
  name: string,
  sentence: string,
  ofStream: (tx: TenantTransaction, stream: Stream) => Promise<Breach[]>,
): Check {
  return {
    name,
    sentence,
    breaches: async (tx) => {
      const found: Breach[] = [];
      for (const stream of STREAMS) found.push(...(await ofStream(tx, stream)));
      return found;
    },
  };
}

/** What makes the ledger and the audit trail tamper-evident (SEC-75, I11): recomputes every hash, and compares with the anchors. */
export const sealChecks: readonly Check[] = [
  check(
    "seal.chainUnbroken",
    "Every sealed entry and audit row is there, unchanged, in its place in the chain.",
    brokenLinks,
  ),
  check("seal.headIsLast", "The chain ends where the sealing job left it.", movedHead),
  check(
    "seal.nothingBackdated",
    "No row says that it was written before a sealing run that did not see it.",
    backdated,
  ),
  check(
    "seal.extendsAnchors",
    "The chain still contains every end that was anchored outside the database.",
    brokenAnchors,
  ),
];
