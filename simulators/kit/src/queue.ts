/** Telling by webhook: what is on its way, when it is due, and what is due when it has arrived. When to try again and when to give up is each service's own. */

import type { SimulatorClock } from "./clock.ts";

export type QueuedState = "waiting" | "delivered" | "withheld" | "givenUp";

export type Queued = {
  /** Comes after the next one that arrives. */
  readonly afterNext: boolean;
  readonly copies: number;
  /** Answers so far: a status, or 0 for none. */
  readonly answers: number[];
  dueMs: number;
  state: QueuedState;
};

/** Misbehaviour of a delivery. `late` does not hold later ones back. */
export type WebhookFault =
  | { readonly do: "withhold" }
  | { readonly do: "duplicate"; readonly copies: number }
  | { readonly do: "late"; readonly seconds: number }
  | { readonly do: "afterNext" }
  | { readonly do: "badSignature" };

/** Hands a webhook over and gives the status of the answer; rejects when there was none. */
export type PostWebhook = (url: string, headers: Readonly<Record<string, string>>, body: string) => Promise<number>;

/** How something that is to be told now takes its place, under a fault if any. */
export function queued(fault: WebhookFault | undefined, nowMs: number): Queued {
  return {
    afterNext: fault?.do === "afterNext",
    copies: fault?.do === "duplicate" ? fault.copies : 0,
    answers: [],
    dueMs: fault?.do === "afterNext" ? Infinity : nowMs + (fault?.do === "late" ? fault.seconds * 1000 : 0),
    state: fault?.do === "withhold" ? "withheld" : "waiting",
  };
}

/** The next moment at which something has to be handed over. */
export function nextQueued(queue: readonly Queued[]): number {
  return queue.reduce((first, { state, dueMs }) => (state === "waiting" ? Math.min(first, dueMs) : first), Infinity);
}

/** Hands over everything that is due now. */
export async function handOverDue<One extends Queued>(
  queue: readonly One[],
  clock: SimulatorClock,
  attempt: (one: One) => Promise<void>,
): Promise<void> {
  const isDue = ({ state, dueMs }: One): boolean => state === "waiting" && dueMs <= clock.now();
  for (let due = queue.filter(isDue); due.length > 0; due = queue.filter(isDue)) {
    for (const one of due) await attempt(one);
  }
}

/** It has arrived: its copies follow at once, and what waited for it is due now. `waits` tells whether another one does. */
export function arrived<One extends Queued>(
  queue: One[],
  one: One,
  nowMs: number,
  waits: (other: One) => boolean = () => true,
): void {
  one.state = "delivered";
  for (let copy = 0; copy < one.copies; copy += 1) {
    queue.push({ ...one, copies: 0, answers: [], state: "waiting", dueMs: nowMs });
  }
  for (const other of queue) {
    if (other.afterNext && other.dueMs === Infinity && other !== one && waits(other)) other.dueMs = nowMs;
  }
}

export const isTaken = (status: number): boolean => status >= 200 && status < 300;

/** Ten seconds for an answer, and no going elsewhere. */
export async function postByHttp(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<number> {
  const { host: _fromUrl, ...sent } = headers;
  const signal = AbortSignal.timeout(10_000);
  const response = await fetch(url, { method: "POST", headers: sent, body, redirect: "manual", signal });
  await response.body?.cancel();
  return response.status;
}
