import { createHash } from "node:crypto";
import type { Platform } from "../context.ts";
import { withTenant } from "../database/with-tenant.ts";
import { refuse } from "../errors.ts";
import { insertOutbox } from "../jobs/store.ts";
import { systemContext } from "../tenants.ts";
import "./errors.ts";
import { insertEvents, noteWake, type NewEvent } from "./store.ts";
import type { IncomingWebhook } from "./types.ts";

/** The kind of job that works what was kept. */
export const WEBHOOK_WORK = "webhooks.work";

/** `known`: the same event was kept before, or beside this one. Acknowledged all the same. */
export type Kept = "stored" | "known";

type Waiting = NewEvent & {
  readonly resolve: (kept: Kept) => void;
  readonly reject: (error: unknown) => void;
};

/** A tenant's events that wait for the commit that keeps them. */
type Line = { waiting: Waiting[]; isMoving: boolean };

const MOST_IN_A_COMMIT = 500;
/** With more waiting than this the partner is asked to come again: it does, and memory is not without end. */
const MOST_WAITING = 5_000;

const lines = new WeakMap<Platform, Map<string, Line>>();

function lineOf(platform: Platform, tenantId: string): Line {
  const ofPlatform = lines.get(platform) ?? new Map<string, Line>();
  lines.set(platform, ofPlatform);
  const line = ofPlatform.get(tenantId) ?? { waiting: [], isMoving: false };
  ofPlatform.set(tenantId, line);
  return line;
}

async function keep(platform: Platform, tenantId: string, events: readonly NewEvent[]): Promise<Set<string>> {
  return withTenant(platform, systemContext(tenantId, "webhooks"), async (tx) => {
    const stored = await insertEvents(tx, events);
    if (stored.size > 0 && (await noteWake(tx))) await insertOutbox(tx, WEBHOOK_WORK, {});
    return stored;
  });
}

/** One commit after the other; what comes in during one is kept by the next, all of it at once. */
async function move(platform: Platform, tenantId: string, line: Line): Promise<void> {
  line.isMoving = true;
  while (line.waiting.length > 0) {
    const batch = line.waiting.splice(0, MOST_IN_A_COMMIT);
    try {
      const stored = await keep(platform, tenantId, batch);
      for (const { id, resolve } of batch) resolve(stored.has(id) ? "stored" : "known");
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
  line.isMoving = false;
  lines.get(platform)?.delete(tenantId);
}

const PLAIN = /^[\x21-\x7e]{1,200}$/;

/** A partner's text as it may stand in a row: what is no plain word is known by its hash, so that one strange event spoils no commit. */
const plain = (text: string): string =>
  PLAIN.test(text) ? text : `sha256-${createHash("sha256").update(text).digest("hex")}`;

/**
 * Keeps a partner's event, whose signature was found right, and asks for the job that works it, in one transaction. Only when this has
 * returned may the partner be told that its event has arrived. Events of one tenant that come at the same time share a commit. Throws
 * WEBHOOKS_BUSY.
 */
export async function storeWebhook(platform: Platform, tenantId: string, webhook: IncomingWebhook): Promise<Kept> {
  const line = lineOf(platform, tenantId);
  if (line.waiting.length >= MOST_WAITING) throw refuse("WEBHOOKS_BUSY");
  const { promise, resolve, reject } = Promise.withResolvers<Kept>();
  const { eventId, reference, name } = webhook;
  const kept = { ...webhook, eventId: plain(eventId), reference: plain(reference), name: plain(name) };
  line.waiting.push({ id: platform.ids.next(), webhook: kept, resolve, reject });
  if (!line.isMoving) void move(platform, tenantId, line);
  return promise;
}
