/** A call that is repeated where repeating is safe: with one key, or under one id, so that twice is once. */

import type { Reach } from "./reach.ts";

/** Waits before the second and third try. Three tries outlive a hiccup; longer troubles are for the caller's job. */
const WAITS_MS = [500, 2_000];
/** A wait the partner asks for that is longer than this is handed to the caller. */
const LONGEST_WAIT_MS = 5_000;

type Refused = {
  readonly kind: "refused";
  readonly problem: { readonly status: number; readonly retryAfterMs?: number | null };
};

/** `silent`: it may have been done. `unsent`: nothing was asked. */
type Tried = { readonly kind: "done" | "silent" | "unsent" } | Refused;

/**
 * Tries up to three times: again after silence, after what was not sent, and after a refusal that `isBusy` says is only for now. When an earlier try may have
 * got through and the last one did nothing, the reply is that earlier silence: nobody knows.
 */
export async function inTries<Reply extends Tried>(
  clock: Pick<Reach["clock"], "pause">,
  once: () => Promise<Reply>,
  isBusy: (problem: Extract<Reply, Refused>["problem"]) => boolean,
): Promise<Reply> {
  let unanswered: Reply | null = null;
  for (const waitMs of [...WAITS_MS, null]) {
    const reply = await once();
    if (reply.kind === "silent") unanswered ??= reply;
    const problem = reply.kind === "refused" ? (reply as Extract<Reply, Refused>).problem : null;
    const again = problem === null ? reply.kind !== "done" : isBusy(problem);
    if (!again) return unanswered !== null && isTurnedAway(problem) ? unanswered : reply;
    const asked = problem?.retryAfterMs ?? null;
    if (waitMs === null || (asked ?? 0) > LONGEST_WAIT_MS) return unanswered ?? reply;
    await clock.pause(asked ?? waitMs);
  }
  throw new Error("The last try has no wait after it");
}

/** Turned away at the door: it says nothing about what an earlier try did inside. */
function isTurnedAway(problem: Refused["problem"] | null): boolean {
  return problem?.status === 401 || problem?.status === 403;
}
