/** One exchange over HTTP, and nothing decided: what came back, or that nothing readable did (SEC-44). */

import type { Reach } from "./reach.ts";

/** `withinMs`: from opening the connection to the last byte of the answer. */
export type AnswerLimits = { readonly withinMs: number; readonly mostBytes: number };

/** An answer of a partner has some thousand bytes; more than this is not one. */
export const usualLimits: AnswerLimits = { withinMs: 10_000, mostBytes: 256 * 1024 };

export type Outgoing = {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
};

/** `text` is null when the body was too long or no UTF-8. */
export type RawAnswer = { readonly status: number; readonly headers: Headers; readonly text: string | null };

export type Answered = {
  readonly kind: "answered";
  /** 200-299 or 400-499. */
  readonly status: number;
  readonly headers: Headers;
  /** The JSON of the answer, undefined when it had none; an error's body that is not JSON is none. */
  readonly body: unknown;
  readonly retryAfterMs: number | null;
};

/** What was asked may have been done. `partnerFailed`: 5xx. */
export type Silent = { readonly kind: "silent"; readonly cause: "noAnswer" | "unreadable" | "partnerFailed" };

export type Exchange = Answered | Silent;

type Way = Pick<Reach, "fetch" | "deadline">;

/** Sends one request and reads its answer. Never throws for what a network may do. An answer that leads elsewhere is none that can be read. */
export async function exchange(reach: Way, request: Outgoing, limits: Partial<AnswerLimits> = {}): Promise<Exchange> {
  try {
    const answer = await answerTo(reach, request, limits);
    return answer === null ? silent("unreadable") : read(answer);
  } catch {
    return silent("noAnswer");
  }
}

/** The answer as text, for a library that reads it itself. Throws when there is none; null when it leads elsewhere, which is not followed. */
export async function answerTo(
  reach: Way,
  { url, ...rest }: Outgoing,
  limits: Partial<AnswerLimits> = {},
): Promise<RawAnswer | null> {
  const { withinMs, mostBytes } = { ...usualLimits, ...limits };
  const response = await reach.fetch(url, { ...rest, redirect: "manual", signal: reach.deadline(withinMs) });
  const { status, headers } = response;
  if (status >= 300 && status < 400) {
    await response.body?.cancel();
    return null;
  }
  return { status, headers, text: await textOf(response, mostBytes) };
}

function silent(cause: Silent["cause"]): Silent {
  return { kind: "silent", cause };
}

function read({ status, headers, text }: RawAnswer): Exchange {
  if (status >= 500) return silent("partnerFailed");
  const json = text === null ? notJson : jsonOf(text);
  if (status < 300 && json === notJson) return silent("unreadable");
  const body = json === notJson ? undefined : json;
  return { kind: "answered", status, headers, body, retryAfterMs: retryAfterMs(headers.get("retry-after")) };
}

async function textOf(response: Response, mostBytes: number): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += part.length;
    // Leaving the loop cancels the stream, and with it the connection.
    if (length > mostBytes) return null;
    parts.push(part);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts));
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
