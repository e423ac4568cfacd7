import { Readable } from "node:stream";
import type { Platform } from "../context.ts";
import { defineErrors, refuse } from "../errors.ts";
import { translateErrors } from "../translations.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };
import type { LiveEvent } from "./event.ts";

export const liveErrors = defineErrors({
  TOO_MANY_LISTENERS: {
    status: 429,
    sentence: "You already listen in {most} places.",
    remedy: "Close a window that is open elsewhere, and connect again.",
  },
});

translateErrors(liveErrors, { nb, sv, da, it });

/** So many windows of one person listen at once. */
export const MOST_LISTENERS = 8;
const KEEP_ALIVE_MS = 25_000;
/** What a reader may leave unread before it is cut off; it connects again and reads anew. */
const MOST_UNREAD_BYTES = 64 * 1024;

export type Subscription = {
  readonly tenantId: string;
  /** Who listens: their windows are counted together. */
  readonly actorId: string;
  /** May they hear of it? Asked for events of their own tenant only. */
  readonly mayHear: (event: LiveEvent) => boolean;
  /** The stream ends after so long; the client connects again, and is asked anew who it is. */
  readonly milliseconds: number;
};

type Streams = Map<string, Set<Readable>>;
/** The open streams of each platform in this process, by tenant and actor. */
const open = new WeakMap<Platform["live"], Streams>();

function streamsOf(platform: Platform): Streams {
  const known = open.get(platform.live) ?? new Map<string, Set<Readable>>();
  open.set(platform.live, known);
  return known;
}

/** Keeps a stream in the count until it closes. Throws TOO_MANY_LISTENERS. */
function countIn(platform: Platform, { tenantId, actorId }: Subscription, stream: Readable): void {
  const streams = streamsOf(platform);
  const name = `${tenantId}|${actorId}`;
  const own = streams.get(name) ?? new Set<Readable>();
  if (own.size >= MOST_LISTENERS) throw refuse("TOO_MANY_LISTENERS", { most: MOST_LISTENERS });
  streams.set(name, own.add(stream));
  stream.once("close", () => {
    own.delete(stream);
    if (own.size === 0) streams.delete(name);
  });
}

function write(stream: Readable, text: string): void {
  if (stream.destroyed || stream.readableEnded) return;
  if (stream.readableLength > MOST_UNREAD_BYTES) stream.destroy();
  else stream.push(text);
}

const END = null;
const messageOf = ({ topic, id, actorId }: LiveEvent, listener: string) =>
  `data: ${JSON.stringify({ topic, id, own: actorId === listener })}\n\n`;

/**
 * Server-sent events (WHATWG HTML 9.2) of what is committed in one tenant, from now on: `{topic, id, own}` and no content; `own` says that the
 * listener did it. A comment each 25 seconds
 * keeps the connection, an event `missed` says that some may not have been heard. Throws TOO_MANY_LISTENERS.
 */
export async function eventStream(platform: Platform, subscription: Subscription): Promise<Readable> {
  const stream = new Readable({ read: () => undefined });
  countIn(platform, subscription, stream);
  const stop = await platform.live
    .listen({
      hear: (event) => {
        if (event.tenantId !== subscription.tenantId || !subscription.mayHear(event)) return;
        write(stream, messageOf(event, subscription.actorId));
      },
      missed: () => write(stream, "event: missed\ndata: {}\n\n"),
    })
    .catch((error: unknown) => {
      stream.destroy();
      throw error;
    });
  const alive = setInterval(() => write(stream, ": alive\n\n"), KEEP_ALIVE_MS);
  const end = setTimeout(() => stream.push(END), subscription.milliseconds);
  stream.once("close", () => {
    clearInterval(alive);
    clearTimeout(end);
    stop();
  });
  write(stream, "retry: 2000\n: listening\n\n");
  return stream;
}

/** Ends all open streams: a server that stops does not wait for them. */
export function endStreams(platform: Platform): void {
  for (const own of streamsOf(platform).values()) for (const stream of own) stream.push(END);
}
