/** A simulator's time: the machine's (or a time that stands still), moved forward by hand. */

export type SimulatorClock = {
  now(): number;
  /** Moves on without doing what falls due on the way. */
  skip(ms: number): void;
  /** Stands at a moment until released. */
  hold(atMs: number): void;
  /** Runs on from a moment. */
  release(atMs: number): void;
};

/** Where time stands still when nobody gives a machine's: 1 October 2026. */
const START_MS = Date.UTC(2026, 9, 1, 8);

export function createClock(machine: () => number = () => START_MS): SimulatorClock {
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

/** RFC 3339 with milliseconds. */
export function timestamp(ms: number): string {
  return new Date(ms).toISOString();
}

/** `Thu, 19 Nov 2026 08:38:32 GMT`. */
export function httpDate(ms: number): string {
  return new Date(ms).toUTCString();
}

/** What a simulator's movable time is made of. */
export type Timed = {
  readonly clock: SimulatorClock;
  /** Does what has fallen due by now. */
  readonly settle: () => Promise<void>;
  /** The next moment at which something falls due; infinity for none. */
  readonly nextDue: () => number;
};

export type TimeKeeper = {
  /** Moves time forward; what falls due on the way happens at its own moment. */
  advance(ms: number): Promise<void>;
  /** Does what has fallen due by now. */
  settle(): Promise<void>;
};

/** One thing at a time: two movements of the clock never cross. */
export function timeKeeper({ clock, settle, nextDue }: Timed): TimeKeeper {
  let last: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    last = last.then(work, work);
    return last;
  };
  const advance = async (ms: number): Promise<void> => {
    const targetMs = clock.now() + ms;
    clock.hold(clock.now());
    for (let next = nextDue(); next <= targetMs; next = nextDue()) {
      clock.hold(Math.max(next, clock.now()));
      await settle();
    }
    clock.release(targetMs);
  };
  return { settle: () => inTurn(settle), advance: (ms) => inTurn(() => advance(ms)) };
}
