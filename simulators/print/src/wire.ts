/** The bytes of the service: manifests in, results and events out, webhooks signed. */

import { createHmac } from "node:crypto";
import { z } from "zod";
import type { LetterEvent, LetterIn, Taken, WireAnswer } from "./types.ts";
import { readZip } from "./zip.ts";

export const MOST_LETTERS = 200;

const receiver = z.strictObject({
  name: z.string().max(200),
  line1: z.string().max(200),
  line2: z.string().max(200).optional(),
  postCode: z.string().max(20),
  city: z.string().max(100),
  country: z.string().max(2),
});
const manifest = z.strictObject({
  letters: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(64),
        file: z.string().regex(/^[a-z0-9-]{1,64}\.pdf$/),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        pages: z.int().positive(),
        postage: z.enum(["economy", "priority"]),
        receiver,
      }),
    )
    .max(MOST_LETTERS),
});
const ids = z.strictObject({ ids: z.array(z.string().min(1)).max(MOST_LETTERS) });

export type Batch = { readonly letters: readonly LetterIn[]; readonly files: ReadonlyMap<string, Buffer> };

/** Null when it is no zip with a manifest that fits. */
export function readBatch(body: Buffer): Batch | null {
  try {
    const files = readZip(body);
    const { letters } = manifest.parse(JSON.parse(files.get("manifest.json")?.toString("utf8") ?? ""));
    return { letters, files };
  } catch {
    return null;
  }
}

export function readIds(body: Buffer): readonly string[] | null {
  try {
    return ids.parse(JSON.parse(body.toString("utf8"))).ids;
  } catch {
    return null;
  }
}

export const json = (status: number, value: unknown): WireAnswer => ({ status, body: JSON.stringify(value) });

export function sayTaken(taken: readonly Taken[]): WireAnswer {
  const results = taken.map((one) =>
    "reference" in one
      ? { id: one.id, status: "accepted", reference: one.reference }
      : { id: one.id, status: "rejected", code: one.turned },
  );
  return json(200, { results });
}

export function sayEvents(events: readonly LetterEvent[]): { readonly events: readonly unknown[] } {
  return {
    events: events.map(({ eventId, id, state, code, atMs }) => ({
      eventId,
      id,
      state,
      ...(code === null ? {} : { code }),
      at: Temporal.Instant.fromEpochMilliseconds(atMs).toString(),
    })),
  };
}

/** Made anew for every try: `X-Print-Signature` is HMAC-SHA256 over `<X-Print-Timestamp>.<body>`. */
export function signedEvents(events: readonly LetterEvent[], secret: string, nowMs: number) {
  const body = JSON.stringify(sayEvents(events));
  const seconds = String(Math.floor(nowMs / 1000));
  const signature = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  const headers = {
    "content-type": "application/json",
    "x-print-timestamp": seconds,
    "x-print-signature": `sha256=${signature}`,
  };
  return { headers, body };
}
