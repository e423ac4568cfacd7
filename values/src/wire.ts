import { ValueError } from "./result.ts";

/**
 * Minor units as a JSON integer. Beyond 2^53 - 1 many readers of JSON would round silently, so it throws
 * `beyondWireInteger` instead.
 */
export function toWireInteger(minor: bigint): number {
  const wire = Number(minor);
  if (!Number.isSafeInteger(wire)) {
    throw new ValueError("beyondWireInteger", "the amount is beyond what a JSON integer carries exactly");
  }
  return wire;
}

/** A JSON number as minor units, or undefined when it is a fraction, not finite, or beyond 2^53 - 1. */
export function fromWireInteger(wire: number): bigint | undefined {
  return Number.isSafeInteger(wire) ? BigInt(wire) : undefined;
}
