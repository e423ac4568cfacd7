import type { Measurement } from "./measure.ts";

/**
 * How a job's time grows with its size: the slope of the best straight line through log(seconds) over log(n). 1 is linear, 0 is
 * constant, above 1 is worse than linear. Undefined when the job was measured at one size only.
 */
export function slopeOf(points: readonly Pick<Measurement, "n" | "seconds">[]): number | undefined {
  if (new Set(points.map((point) => point.n)).size < 2) return undefined;
  const xs = points.map((point) => Math.log(point.n));
  const ys = points.map((point) => Math.log(point.seconds));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(xs), mean(ys)];
  const covariance = xs.reduce((sum, value, at) => sum + (value - x) * (ys[at]! - y), 0);
  return covariance / xs.reduce((sum, value) => sum + (value - x) ** 2, 0);
}
