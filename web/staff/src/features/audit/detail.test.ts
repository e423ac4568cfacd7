import { describe, expect, test } from "vitest";
import { changesOf, reasonOf, restOf } from "./detail.ts";

describe("H-10 what an event of the trail keeps", () => {
  test("each field that changed with both its sides, and none that stayed", () => {
    const detail = {
      before: { alone: false, limit: 5_000, kept: 1 },
      after: { alone: true, limit: 5_000, kept: null },
    };
    expect(changesOf({ detail })).toEqual([
      { field: "alone", before: false, after: true },
      { field: "kept", before: 1, after: null },
    ]);
    expect(restOf({ detail })).toEqual([]);
  });

  test("a field that came or went has an empty side", () => {
    expect(changesOf({ detail: { before: {}, after: { day: "mon" } } })).toEqual([
      { field: "day", before: undefined, after: "mon" },
    ]);
  });

  test("changed roles are a change of roles", () => {
    const [was, is] = [[{ role: "reception", clinics: 1 }], [{ role: "admin", clinics: null }]];
    const detail = { roles: is, before: was };
    expect(changesOf({ detail })).toEqual([{ field: "roles", before: was, after: is }]);
    expect(restOf({ detail })).toEqual([]);
  });

  test("an event without both sides changed nothing that is known; its reason and its other words stand by themselves", () => {
    const detail = { reason: "Feil mottaker", lines: 3, ids: ["a"] };
    expect(changesOf({ detail })).toEqual([]);
    expect(reasonOf({ detail })).toBe("Feil mottaker");
    expect(restOf({ detail })).toEqual([
      { field: "lines", value: 3 },
      { field: "ids", value: ["a"] },
    ]);
  });
});
