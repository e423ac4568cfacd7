/** One job at one size, as `npm run bench -- --json` prints it. `ratio` is the bare limit's time over ours; left out where there is no limit to compare with. */
export type Measurement = {
  readonly name: string;
  readonly n: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly limitSeconds?: number;
  readonly ratio?: number;
  readonly rssMb: number;
};

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

export function measurement(name: string, n: number, seconds: number, limitSeconds: number | undefined, rssMb: number): Measurement {
  const limit = limitSeconds === undefined ? {} : { limitSeconds: round(limitSeconds, 3), ratio: round(limitSeconds / seconds, 3) };
  return { name, n, seconds: round(seconds, 3), perSecond: Math.round(n / seconds), ...limit, rssMb: Math.round(rssMb) };
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
