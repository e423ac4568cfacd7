/** Days compared by a number of their own: the runtime's comparison of two dates costs ten times as much, and a run makes millions. */

type PlainDate = Temporal.PlainDate;

/** A number for a day of the ISO calendar, greater for a later day. It orders and names days; it does not count them. */
export function dayKey(on: PlainDate): number {
  return (on.year * 16 + on.month) * 32 + on.day;
}

/** Negative when `a` is earlier, 0 when the same day, positive when later: fit for `sort`. */
export function compareDays(a: PlainDate, b: PlainDate): number {
  return dayKey(a) - dayKey(b);
}

/** The later of two days. */
export function laterDay(a: PlainDate, b: PlainDate): PlainDate {
  return compareDays(a, b) >= 0 ? a : b;
}

/** A day as a run handles it. */
export type Day = { readonly key: number; readonly on: PlainDate; readonly text: string };

/** The days of a run, each made once: the same day is the same object. */
export function daysOnce(): (on: PlainDate) => Day {
  const known = new Map<number, Day>();
  return (on) => {
    const key = dayKey(on);
    const day = known.get(key);
    if (day !== undefined) return day;
    const made = { key, on, text: on.toString() };
    known.set(key, made);
    return made;
  };
}

/** Anything but undefined, which stands for not asked yet. */
type Answer = object | string | number | null;

/** The answer to a question about a day, worked out when the day is first asked about. A question that throws throws again. */
export function onceADay<T extends Answer>(answer: (on: Day) => T): (on: Day) => T {
  const known = new Map<number, T>();
  return (on) => {
    const before = known.get(on.key);
    if (before !== undefined) return before;
    const now = answer(on);
    known.set(on.key, now);
    return now;
  };
}

/** The same for a question about a day and a number. */
export function onceADayAndNumber<T extends Answer>(
  answer: (on: Day, count: number) => T,
): (on: Day, count: number) => T {
  const known = new Map<number, (on: Day) => T>();
  return (on, count) => {
    let ofCount = known.get(count);
    if (ofCount === undefined) {
      ofCount = onceADay((day) => answer(day, count));
      known.set(count, ofCount);
    }
    return ofCount(on);
  };
}

/** The same for a question about two days. */
export function onceTwoDays<T extends Answer>(answer: (a: Day, b: Day) => T): (a: Day, b: Day) => T {
  const known = onceADay((a) => onceADay((b) => answer(a, b)));
  return (a, b) => known(a)(b);
}
