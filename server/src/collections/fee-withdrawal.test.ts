import { describe, expect, test } from "vitest";
import { feeWithdrawal, type FeeFacts, type Move } from "./fee-withdrawal.ts";

const day = (text: string) => Temporal.PlainDate.from(text);
const moment = (text: string) => Temporal.Instant.from(`${text}:00Z`);
const move = (of: Move["of"], kind: Move["kind"], on: string, minor: bigint, recordedAt = `${on}T10:00`): Move => ({
  ...{ of, kind, on: day(on), minor, recordedAt: moment(recordedAt) },
});

const issued = move("claim", "invoice", "2026-02-25", 120_000n);
const asked = move("fee", "fee", "2026-04-14", 60_00n);
const facts = (moves: readonly Move[], other: Partial<FeeFacts> = {}): FeeFacts => ({
  leftOn: day("2026-04-14"),
  takenAt: moment("2026-04-14T16:30"),
  minorBalanceMinor: 1_00n,
  moves: [issued, asked, ...moves],
  ...other,
});
const paid = (on: string, minor: bigint, of: Move["of"] = "claim", recordedAt = "2026-04-20T06:00") =>
  move(of, "payment", on, -minor, recordedAt);

describe("the fee of a reminder that should not have left", () => {
  test.each<[string, readonly Move[], string | null]>([
    ["nothing came", [], null],
    ["paid the day before it left, the file came later", [paid("2026-04-13", 120_000n)], "E2"],
    ["paid the day it left", [paid("2026-04-14", 120_000n)], "E2"],
    ["paid the day after", [paid("2026-04-15", 120_000n)], null],
    ["a part in time, the rest late", [paid("2026-04-13", 60_000n), paid("2026-04-15", 60_000n)], null],
    ["all but what is rounded off", [paid("2026-04-13", 119_900n)], "E2"],
    ["all but one øre more", [paid("2026-04-13", 119_899n)], null],
    [
      "the order of use gave some of it to the fee",
      [paid("2026-04-13", 60_00n, "fee"), paid("2026-04-13", 114_000n)],
      "E2",
    ],
    [
      "split before the step, and the rest paid in time",
      [...splitOff("2026-04-09T08:00"), paid("2026-04-14", 70_000n)],
      "E2",
    ],
    ["split after it on its day", [...splitOff("2026-04-14T18:00"), paid("2026-04-14", 70_000n)], null],
  ])("E2 %s: %#", (_name, moves, rule) => {
    expect(feeWithdrawal(facts(moves))?.rule ?? null).toBe(rule);
  });

  test("E3 called off before any channel took it: the fee goes, whatever was paid", () => {
    expect(feeWithdrawal(facts([], { leftOn: null }))).toEqual({ rule: "E3", inputs: {} });
  });

  test("E8 credited to nothing because it was wrong: the fee goes; a credit that leaves something keeps it", () => {
    const credited = (minor: bigint) => move("claim", "creditNote", "2026-04-16", -minor);
    expect(feeWithdrawal(facts([credited(120_000n)]))?.rule).toBe("E8");
    expect(feeWithdrawal(facts([credited(100_000n)]))).toBeNull();
  });

  test("DP-063 a fee that fell away with a loss is not taken back again", () => {
    const lost = [move("claim", "writeOff", "2026-04-14", -120_000n), move("fee", "writeOff", "2026-04-14", -60_00n)];
    expect(feeWithdrawal(facts(lost))).toBeNull();
    expect(feeWithdrawal(facts(lost, { leftOn: null }))).toBeNull();
  });
});

function splitOff(recordedAt: string): readonly Move[] {
  return [move("claim", "split", recordedAt.slice(0, 10), -50_000n, recordedAt)];
}
