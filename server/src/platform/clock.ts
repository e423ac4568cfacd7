import { setTimeout } from "node:timers/promises";

/** The one source of time. Business code receives dates and instants from here, never from the machine. */

export type Clock = {
  now(): Temporal.Instant;
  /** The same moment in milliseconds since 1970: for ids, which are made by the million. */
  epochMilliseconds(): number;
  /** The calendar date in a zone: the business date. */
  today(zone: string): Temporal.PlainDate;
  /** Lets some time go by. A clock that is moved by hand moves on by itself, and nobody waits. */
  pause(milliseconds: number): Promise<void>;
};

function dateIn(instant: Temporal.Instant, zone: string): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(zone).toPlainDate();
}

/** The machine's clock, moved by a fixed number of milliseconds: how a data directory keeps its own time. */
export function offsetClock(offsetMs: bigint): Clock {
  const offset = Number(offsetMs);
  const epochMilliseconds = () => Date.now() + offset;
  const now = () => Temporal.Instant.fromEpochMilliseconds(epochMilliseconds());
  const pause = (milliseconds: number) => setTimeout(milliseconds);
  return { now, epochMilliseconds, today: (zone) => dateIn(now(), zone), pause };
}

export type MovableClock = Clock & {
  /** Moves forward to an instant. Throws when it lies in the past: time in a ledger never runs backwards. */
  moveTo(instant: Temporal.Instant): void;
};

/** A clock that stands still until it is moved: tests, the demo and the simulated life. */
export function movableClock(start: Temporal.Instant): MovableClock {
  let current = start;
  const moveTo = (instant: Temporal.Instant) => {
    if (Temporal.Instant.compare(instant, current) < 0) throw new Error("A clock only moves forward");
    current = instant;
  };
  return {
    now: () => current,
    epochMilliseconds: () => current.epochMilliseconds,
    today: (zone) => dateIn(current, zone),
    pause: async (milliseconds) => moveTo(current.add({ milliseconds })),
    moveTo,
  };
}
