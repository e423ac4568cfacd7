/** A run may be so many times its usual size before a person looks at it (reliability: the anomaly gate). */
const MOST_TIMES = { of: 3, per: 2 } as const;
/** So many more than usual never matter: a small clinic's days differ. */
const SLACK = 20;

/**
 * Whether a run is far above its usual size: the median of earlier ones, for as many days as it makes up. A ledger's first run has no usual
 * size, and what had gathered before it is looked at by a person.
 */
export function tooLarge(steps: number, earlier: readonly number[], days: number): boolean {
  const sorted = earlier.toSorted((a, b) => a - b);
  const usual = (sorted[Math.floor(sorted.length / 2)] ?? 0) * days;
  return steps > usual + SLACK && steps * MOST_TIMES.per > usual * MOST_TIMES.of;
}
