/** How long a thread may take over a file (SEC-63): so long for any, and so long for each megabyte it was given. */
export type Patience = { readonly baseMs: number; readonly perMegabyteMs: number };

export const readerPatience: Patience = { baseMs: 10_000, perMegabyteMs: 2_000 };

const LONGEST_LOOK_MS = 250;

/**
 * Looks at a job now and then, counts the time during which it was the thread's turn, and calls `outOfPatience` when that
 * is more than allowed. Time in which the thread waits for bytes or for its results to be used is not counted. Ends when
 * `over` says so. Its timer keeps no process alive.
 */
export function watch(
  patience: Patience,
  job: { over(): boolean; isThreadsTurn(): boolean; bytesGiven(): number; outOfPatience(): void },
): void {
  const lookMs = Math.max(1, Math.min(LONGEST_LOOK_MS, Math.floor(patience.baseMs / 4)));
  let spentMs = 0;
  const look = (): void => {
    if (job.over()) return;
    if (job.isThreadsTurn()) spentMs += lookMs;
    const allowedMs = patience.baseMs + (patience.perMegabyteMs * job.bytesGiven()) / 1e6;
    if (spentMs > allowedMs) job.outOfPatience();
    else arm();
  };
  const arm = (): void => AbortSignal.timeout(lookMs).addEventListener("abort", look, { once: true });
  arm();
}
