import { expect, test } from "vitest";
import { cycleBefore, cycleOf } from "./cycle.ts";

test.for([
  ["weekly", "2026-10-12", "2026-10-12", "2026-10-18", "2026-10-05"],
  ["weekly", "2026-10-18", "2026-10-12", "2026-10-18", "2026-10-05"],
  ["weekly", "2027-01-02", "2026-12-28", "2027-01-03", "2026-12-21"],
  ["twoWeekly", "2024-01-14", "2024-01-01", "2024-01-14", "2023-12-18"],
  ["twoWeekly", "2024-01-15", "2024-01-15", "2024-01-28", "2024-01-01"],
  ["twoWeekly", "2023-12-31", "2023-12-18", "2023-12-31", "2023-12-04"],
  ["monthly", "2026-10-31", "2026-10-01", "2026-10-31", "2026-09-01"],
  ["monthly", "2026-03-01", "2026-03-01", "2026-03-31", "2026-02-01"],
] as const)("S3-24 a %s cycle of %s is %s to %s, after the one of %s", ([kind, on, fromOn, toOn, before]) => {
  expect(cycleOf(kind, on)).toEqual({ fromOn, toOn });
  expect(cycleBefore(kind, on).fromOn).toBe(before);
});
