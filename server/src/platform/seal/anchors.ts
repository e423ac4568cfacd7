import { createHash } from "node:crypto";
import { mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Platform, TenantTransaction } from "../context.ts";
import { STREAMS, type Stream } from "./chain.ts";
import { lastLink } from "./store.ts";

/**
 * Ends of the chains, kept where the database cannot reach: one line a run in `anchors/<tenant>.jsonl` of the data directory, only
 * ever appended to. Copied off the machine they also hold against whoever rules the data directory.
 */

export type Anchor = {
  readonly at: string;
  /** Per stream: how many links there were, and the hash of the last, in hex. */
  readonly heads: Readonly<Partial<Record<Stream, { readonly seq: number; readonly hash: string }>>>;
};

export type DailyRoot = Anchor & {
  /** SHA-256 over the ends of both chains, in hex: what the month-end pack prints. */
  readonly root: string;
};

function pathOf(platform: Platform, tenantId: string): string {
  return join(platform.dataDirectory, "anchors", `${tenantId}.jsonl`);
}

/** All anchors of a tenant, oldest first. A line that a crash cut short is passed over: its links are anchored by the next run. */
export async function readAnchors(platform: Platform, tenantId: string): Promise<Anchor[]> {
  const text = await readFile(pathOf(platform, tenantId), "utf8").catch(() => "");
  return text.split("\n").flatMap(anchorOf);
}

function anchorOf(line: string): Anchor[] {
  try {
    return [JSON.parse(line) as Anchor];
  } catch {
    return [];
  }
}

/** Appends an anchor and waits until it is on disk. */
export async function appendAnchor(platform: Platform, tenantId: string, anchor: Anchor): Promise<void> {
  const path = pathOf(platform, tenantId);
  await mkdir(join(platform.dataDirectory, "anchors"), { recursive: true, mode: 0o700 });
  const file = await open(path, "a+", 0o600);
  try {
    const { size } = await file.stat();
    const { buffer } = await file.read(Buffer.from("\n"), 0, 1, Math.max(0, size - 1));
    // A line of its own even below one that was cut short.
    const gap = buffer.toString() === "\n" ? "" : "\n";
    await file.write(`${gap}${JSON.stringify(anchor)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Where the chains end, or ended before an instant. */
export async function headsAt(tx: TenantTransaction, before?: Temporal.Instant): Promise<Anchor["heads"]> {
  const heads: Partial<Record<Stream, { seq: number; hash: string }>> = {};
  for (const stream of STREAMS) {
    const last = await lastLink(tx, stream, before);
    if (last) heads[stream] = { seq: Number(last.seq), hash: last.chainHash.toString("hex") };
  }
  return heads;
}

/** The ends of the tenant's chains at the end of a day (YYYY-MM-DD) in a zone, and one hash over them. */
export async function dailyRoot(tx: TenantTransaction, day: string, zone: string): Promise<DailyRoot> {
  const end = Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).toInstant();
  const heads = await headsAt(tx, end);
  const parts = STREAMS.map((stream) => `${stream} ${heads[stream]?.seq ?? 0} ${heads[stream]?.hash ?? "-"}`);
  const root = createHash("sha256").update(`kvitt root|${tx.tenantId}|${day}|${parts.join("|")}`);
  return { at: day, heads, root: root.digest("hex") };
}
