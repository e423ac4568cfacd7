/** One exchange over HTTP, and nothing decided: what came back, or that nothing readable did (SEC-44). */

import type { Clock } from "../../platform/index.ts";

/** From opening the connection to the last byte of the answer. */
export const ANSWER_LIMIT_MS = 10_000;
/** An answer of theirs has some thousand bytes; more than this is not one. */
export const LONGEST_ANSWER_BYTES = 256 * 1024;

/** What the client may use of the world around it. */
export type Reach = {
  /** `outgoingFetch`, which obeys the rules for outgoing connections; a test may say the answers itself. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly clock: Pick<Clock, "epochMilliseconds" | "pause">;
  /** A signal that fires when so much time is up. */
  readonly deadline: (milliseconds: number) => AbortSignal;
};

export type Outgoing = {
  readonly url: string;
  readonly method: "GET" | "POST" | "DELETE";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** `body` is the JSON of the answer, undefined when it had none; an error's body that is not JSON is none. */
export type Exchange =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly body: unknown;
      readonly retryAfterMs: number | null;
    }
  | { readonly kind: "silent"; readonly cause: "noAnswer" | "unreadable" };

const noAnswer = { kind: "silent", cause: "noAnswer" } as const;
const unreadable = { kind: "silent", cause: "unreadable" } as const;

/**
 * Sends one request and reads its answer. Never throws for what a network may do. A redirect is not followed: an answer
 * that leads elsewhere is none that can be read.
 */
export async function exchange(reach: Reach, request: Outgoing): Promise<Exchange> {
  const { url, ...rest } = request;
  try {
    const signal = reach.deadline(ANSWER_LIMIT_MS);
    const response = await reach.fetch(url, { ...rest, redirect: "manual", signal });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      return unreadable;
    }
    return answered(response, await textOf(response));
  } catch {
    return noAnswer;
  }
}

function answered(response: Response, text: string | null): Exchange {
  const good = response.status < 300;
  const json = text === null ? notJson : jsonOf(text);
  if (good && json === notJson) return unreadable;
  return {
    kind: "answered",
    status: response.status,
    body: json === notJson ? undefined : json,
    retryAfterMs: retryAfterMs(response.headers.get("retry-after")),
  };
}

/** The body as text; null when it is too long or no UTF-8. */
async function textOf(response: Response): Promise<string | null> {
  if (response.body === null) return "";
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let length = 0;
  for await (const part of response.body as ReadableStream<Uint8Array>) {
    length += part.length;
    // Leaving the loop cancels the stream, and with it the connection.
    if (length > LONGEST_ANSWER_BYTES) return null;
    const piece = decoded(decoder, part);
    if (piece === null) return null;
    text += piece;
  }
  const rest = decoded(decoder);
  return rest === null ? null : text + rest;
}

function decoded(decoder: TextDecoder, part?: Uint8Array): string | null {
  try {
    return part === undefined ? decoder.decode() : decoder.decode(part, { stream: true });
  } catch {
    return null;
  }
}

const notJson = Symbol("not JSON");

function jsonOf(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return notJson;
  }
}

/** Seconds only: the other form, a date, would need the partner's clock to agree with ours. */
function retryAfterMs(header: string | null): number | null {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : null;
}
