import { ValueError } from "./result.ts";

/**
 * Shares a whole out by weight so that no part is more than one minor unit from its exact share (largest remainder;
 * among equal remainders the earlier part is served first). The parts always sum to `totalMinor`; a negative total
 * gives the mirror image, so that a credit note takes back exactly what was given.
 *
 * Weights are whole, none negative, not all zero, else `badWeights` is thrown; a weight of zero gets nothing.
 * @example allocateSpread(100n, [1n, 1n, 1n]) is [34n, 33n, 33n]
 */
export function allocateSpread(totalMinor: bigint, weights: readonly bigint[]): bigint[] {
  const weightSum = requireWeights(weights);
  const sign = totalMinor < 0n ? -1n : 1n;
  const whole = totalMinor * sign;
  const parts = weights.map((weight) => (whole * weight) / weightSum);
  const missing = Number(whole - sum(parts));
  for (const index of largestRemainders(whole, weights, weightSum).slice(0, missing)) parts[index]! += 1n;
  return sign < 0n ? parts.map((part) => -part) : parts;
}

/**
 * Shares a whole out by weight, each part rounded towards zero, and the rest laid on the last part that has a weight:
 * the usual way of instalments, whose last term is the odd one. The parts always sum to `totalMinor`.
 *
 * Weights as in `allocateSpread`.
 * @example allocateLast(245_001n, [50n, 50n]) is [122_500n, 122_501n]
 */
export function allocateLast(totalMinor: bigint, weights: readonly bigint[]): bigint[] {
  const weightSum = requireWeights(weights);
  const parts = weights.map((weight) => (totalMinor * weight) / weightSum);
  const last = weights.findLastIndex((weight) => weight > 0n);
  parts[last]! += totalMinor - sum(parts);
  return parts;
}

/** `count` weights of one each. @example allocateSpread(total, equalWeights(3)) */
export function equalWeights(count: number): bigint[] {
  return Array.from({ length: count }, () => 1n);
}

/** Indexes by what their division left over, largest first; sorting is stable, so ties keep their order. */
function largestRemainders(whole: bigint, weights: readonly bigint[], weightSum: bigint): number[] {
  const remainders = weights.map((weight) => (whole * weight) % weightSum);
  return [...weights.keys()].sort((a, b) => compare(remainders[b]!, remainders[a]!));
}

function requireWeights(weights: readonly bigint[]): bigint {
  const weightSum = sum(weights);
  if (weightSum <= 0n || weights.some((weight) => weight < 0n)) {
    throw new ValueError("badWeights", "weights must be whole, none negative, and not all zero");
  }
  return weightSum;
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
