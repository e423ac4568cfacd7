/** The simulator's time: the machine's (or a time that stands still), moved forward by hand. */

export type SimulatorClock = {
  now(): number;
  /** Moves on without doing what falls due on the way. */
  skip(ms: number): void;
  /** Stands at a moment until released. */
  hold(atMs: number): void;
  /** Runs on from a moment. */
  release(atMs: number): void;
};

export function createClock(machine: () => number): SimulatorClock {
  let offset = 0;
  let held: number | null = null;
  return {
    now: () => held ?? machine() + offset,
    skip: (ms) => {
      if (held === null) offset += ms;
      else held += ms;
    },
    hold: (atMs) => {
      held = atMs;
    },
    release: (atMs) => {
      held = null;
      offset = atMs - machine();
    },
  };
}

/** RFC 3339 with milliseconds, as the service writes it. */
export function timestamp(ms: number): string {
  return new Date(ms).toISOString();
}

/** `Thu, 19 Nov 2026 08:38:32 GMT`. */
export function httpDate(ms: number): string {
  return new Date(ms).toUTCString();
}
