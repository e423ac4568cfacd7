import { expect, test } from "vitest";
import { marketPack } from "../markets/index.ts";
import { monthBefore, monthEnd } from "./days.ts";

const { days } = marketPack("SE");

test.each([
  ["2025-12", "2026-01-07"],
  ["2026-01", "2026-02-04"],
  ["2026-02", "2026-03-04"],
  ["2026-03", "2026-04-07"],
  ["2026-04", "2026-05-06"],
  ["2026-05", "2026-06-03"],
  ["2026-06", "2026-07-03"],
  ["2026-07", "2026-08-05"],
  ["2026-08", "2026-09-03"],
  ["2026-09", "2026-10-05"],
  ["2026-10", "2026-11-04"],
  ["2026-11", "2026-12-03"],
  ["2026-12", "2027-01-07"],
])("DP-040 the month %s is due on the third working day, %s", (month, dueOn) => {
  expect(monthEnd(days, `${month}-01`).dueOn).toBe(dueOn);
});

test("S2-22 DP-041 December's snapshot is of its last calendar day, made on the first working day of January", () => {
  expect(monthEnd(days, "2025-12-01")).toMatchObject({ asOfOn: "2025-12-31", madeOn: "2026-01-02" });
  expect([monthBefore("2026-01-02"), monthBefore("2026-01-31", 2)]).toEqual(["2025-12-01", "2025-11-01"]);
});
