/** Days a link still answers after its claim was settled or written off (SEC-31). */
export const DAYS_AFTER_SETTLEMENT = 30;
/** Wrong confirmations that lock confirming, never paying (SEC-31). */
export const MOST_WRONG = 5;
export const HOURS_LOCKED = 24;

/** Has a link run out? `settledOn` is the day of the last movement of a claim that is settled now, in parts or whole; null while something of it is owed. */
export function isLinkOver(settledOn: string | null, today: Temporal.PlainDate): boolean {
  if (settledOn === null) return false;
  const last = Temporal.PlainDate.from(settledOn).add({ days: DAYS_AFTER_SETTLEMENT });
  return Temporal.PlainDate.compare(today, last) > 0;
}

export type Guesses = { readonly failures: number; readonly lockedUntil: Temporal.Instant | null };

/** May the holder of a link try to confirm now? */
export function isLocked({ lockedUntil }: Pick<Guesses, "lockedUntil">, now: Temporal.Instant): boolean {
  return lockedUntil !== null && Temporal.Instant.compare(now, lockedUntil) < 0;
}

/** What a wrong confirmation leaves behind: the fifth locks for a day, and the count begins anew. A try under lock changes nothing. */
export function afterWrong(guesses: Guesses, now: Temporal.Instant): Guesses {
  if (isLocked(guesses, now)) return guesses;
  const failures = guesses.failures + 1;
  if (failures < MOST_WRONG) return { failures, lockedUntil: null };
  return { failures: 0, lockedUntil: now.add({ hours: HOURS_LOCKED }) };
}
