import { expect, test } from "vitest";
import { restOf } from "./lock.ts";

test.each([
  [0, "used"],
  [14 * 60_000 - 1, "used"],
  [14 * 60_000, "soon"],
  [15 * 60_000 - 1, "soon"],
  [15 * 60_000, "locked"],
])("SEC-24 D-13 unused for %i milliseconds of fifteen minutes: %s", (idle, wanted) =>
  expect(restOf(idle, 15)).toBe(wanted),
);
