import { describe, expect, test } from "vitest";
import { breachesOf, worstFirst } from "./standing.ts";

describe("a clinic's routine", () => {
  test.each([
    ["S2-02 all is kept", { isRed: false }, true, 0n, []],
    ["S2-02 no statement is to come", { isRed: false }, null, 0n, []],
    ["S2-02 follow-up is late", { isRed: true }, true, 0n, ["followUp"]],
    ["S3-29 a credit that nobody approved", { isRed: false }, true, 1n, ["unapproved"]],
    ["S3-29 everything at once", { isRed: true }, false, 3n, ["followUp", "bank", "unapproved"]],
  ] as const)("%s", (_title, followUp, bankCurrent, unapproved, expected) => {
    expect(breachesOf({ followUp, bankCurrent, unapproved })).toEqual(expected);
  });

  test("H-02 the worst stands first: most broken, then most old debt, then by name", () => {
    const row = (name: string, breaches: number, over90Minor: bigint) => ({
      name,
      over90Minor,
      breaches: Array.from({ length: breaches }),
    });
    const rows = [row("B", 0, 5n), row("A", 0, 5n), row("C", 0, 9n), row("D", 2, 0n)];
    expect(rows.toSorted(worstFirst).map(({ name }) => name)).toEqual(["D", "C", "A", "B"]);
  });
});
