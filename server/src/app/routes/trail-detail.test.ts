import { describe, expect, test } from "vitest";
import { toldOf } from "./trail-detail.ts";

describe("H-10 what an event of the trail keeps", () => {
  test("each field that changed with both its sides, and none that stayed", () => {
    const before = { alone: false, limit: 5_000, kept: 1 };
    const after = { alone: true, limit: 5_000, kept: null };
    expect(toldOf({ before, after })).toEqual({
      changes: [
        { field: "alone", before: false, after: true },
        { field: "kept", before: 1, after: null },
      ],
      reason: null,
      rest: [],
    });
  });

  test("a field that came or went has an empty side", () => {
    expect(toldOf({ before: {}, after: { day: "mon" } }).changes).toEqual([
      { field: "day", before: null, after: "mon" },
    ]);
  });

  test("changed roles are a change of roles", () => {
    const [was, is] = [[{ role: "reception", clinics: 1 }], [{ role: "admin", clinics: null }]];
    expect(toldOf({ roles: is, before: was })).toEqual({
      changes: [{ field: "roles", before: was, after: is }],
      reason: null,
      rest: [],
    });
  });

  test("an event without both sides changed nothing that is known; its reason and its other words stand by themselves", () => {
    expect(toldOf({ reason: "Feil mottaker", lines: 3, before: { day: "mon" }, ids: ["a"] })).toEqual({
      changes: [],
      reason: "Feil mottaker",
      rest: [
        { field: "lines", value: 3 },
        { field: "before", value: { day: "mon" } },
        { field: "ids", value: ["a"] },
      ],
    });
  });
});
