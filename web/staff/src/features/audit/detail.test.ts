import { describe, expect, test } from "vitest";
import { changesOf, plain, reasonOf, restOf } from "./detail.tsx";

describe("H-10 what an event of the trail says", () => {
  test("names each field that changed with both its sides, and none that stayed", () => {
    const detail = {
      before: { alone: false, limit: 5_000, kept: 1 },
      after: { alone: true, limit: 5_000, kept: null },
    };
    expect(changesOf({ detail })).toEqual([
      { field: "alone", before: "false", after: "true" },
      { field: "kept", before: "1", after: "–" },
    ]);
  });

  test.each([
    [[{ role: "admin", clinics: null }], "role admin"],
    [[], "–"],
    [["a", "b"], "a, b"],
    [{ codes: ["X"], at: 2 }, "codes X at 2"],
    [false, "false"],
  ])("writes %j as %s", (value, text) => {
    expect(plain(value)).toBe(text);
  });

  test("a field that came or went has an empty side", () => {
    expect(changesOf({ detail: { before: {}, after: { day: "mon" } } })).toEqual([
      { field: "day", before: "–", after: "mon" },
    ]);
  });

  test("an event without both sides changed nothing that is known; its reason and its other words stand by themselves", () => {
    const detail = { reason: "Feil mottaker", lines: 3, ids: ["a"] };
    expect(changesOf({ detail })).toEqual([]);
    expect(reasonOf({ detail })).toBe("Feil mottaker");
    expect(restOf({ detail })).toEqual([
      { label: "lines", value: "3" },
      { label: "ids", value: "a" },
    ]);
  });
});
