/**
 * One job at one size, as `npm run bench -- --json` prints it. `seconds` is what a user waits for, `limitSeconds` the bare
 * limit measured in the same run, `ratio` the limit's time over ours, `rssMb` the peak of this process, its threads
 * included, without the database.
 */
export type Measurement = {
  readonly name: string;
  readonly n: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly limitSeconds: number;
  readonly ratio: number;
  readonly rssMb: number;
  /** Only where a job reads a file. */
  readonly mbPerSecond?: number;
  /** Only where requests are sent on time: `seconds` is then what most of them took. */
  readonly p99Seconds?: number;
};

export type Timing = { readonly seconds: number; readonly limitSeconds: number; readonly rssMb: number };

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

export function measurement(name: string, n: number, { seconds, limitSeconds, rssMb }: Timing): Measurement {
  return {
    name,
    n,
    seconds: round(seconds, 5),
    perSecond: Math.round(n / seconds),
    limitSeconds: round(limitSeconds, 5),
    ratio: round(limitSeconds / seconds, 3),
    rssMb: Math.round(rssMb),
  };
}

/** Watches this process's memory, parser threads included, while work runs; gives the peak in megabytes. */
export async function watchingMemory<T>(work: () => Promise<T>): Promise<{ result: T; rssMb: number }> {
  let peak = 0;
  const look = () => (peak = Math.max(peak, process.memoryUsage.rss()));
  const timer = setInterval(look, 50);
  try {
    const result = await work();
    look();
    return { result, rssMb: peak / 1e6 };
  } finally {
    clearInterval(timer);
  }
}

/** Seconds that some work takes. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return (performance.now() - begin) / 1000;
}

const ROUNDS = 5;

/** The median of five, after one that is not counted: for questions asked all day, whose tables lie in memory. */
export async function medianOf(work: () => Promise<unknown>): Promise<number> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await secondsOf(work));
  return times.sort((a, b) => a - b)[(ROUNDS - 1) / 2]!;
}
