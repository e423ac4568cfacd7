import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cardDeclines, type CardDecline } from "../ports.ts";
import { cardsRestUntil, nextStep, saidToPayer, type Declined } from "./declines.ts";

const now = Temporal.Instant.from("2026-10-05T17:00:00Z");
const before = (duration: Temporal.DurationLike, declines = 1): Declined => ({ declines, at: now.subtract(duration) });
const waitMinutes = (...declined: Declined[]) =>
  cardsRestUntil(declined, now)?.since(now).total("minutes") ?? "cards may be tried";

describe("what follows from a declined card", () => {
  test.each<[CardDecline, string, string]>([
    ["notEnoughMoney", "otherCard", "notEnoughMoney"],
    ["expired", "otherCard", "expired"],
    ["mistyped", "sameCard", "mistyped"],
    ["notProven", "sameCard", "notProven"],
    ["busy", "sameCardLater", "busy"],
    ["notForThis", "otherWay", "notForThis"],
    ["bankSaysNo", "askBank", "bankSaysNo"],
    ["blocked", "neverThisCard", "bankSaysNo"],
    ["justPaid", "waitAndLook", "justPaid"],
  ])("X-09 %s: %s, and the payer reads of %s", (reason, step, said) => {
    expect([nextStep(reason), saidToPayer(reason)]).toEqual([step, said]);
  });

  test("X-09 every reason has its row above, and a blocked card is never told apart to who holds it", () => {
    expect(cardDeclines).toHaveLength(9);
    expect(cardDeclines.map(saidToPayer)).not.toContain("blocked");
  });
});

describe("too many declined cards in a row", () => {
  test.each([
    ["none", [], "cards may be tried"],
    ["four just now", [before({ seconds: 1 }, 4)], "cards may be tried"],
    ["five, the last just now", [before({ seconds: 0 }, 5)], 60],
    ["five over two tries", [before({ hours: 3 }, 3), before({ minutes: 59 }, 2)], 1],
    ["five, the last an hour ago to the second", [before({ hours: 1 }, 5)], "cards may be tried"],
    ["a sixth after the rest", [before({ hours: 2 }, 5), before({ minutes: 10 }, 1)], 50],
    ["nine", [before({ minutes: 0 }, 9)], 60],
    ["ten, the last just now", [before({ minutes: 0 }, 10)], 24 * 60],
    ["ten, of which six within the day", [before({ hours: 24 }, 4), before({ minutes: 30 }, 6)], 30],
    ["ten within the day to the minute", [before({ hours: 23, minutes: 59 }, 10)], 1],
    ["ten, a day ago", [before({ hours: 24 }, 10)], "cards may be tried"],
  ] as const)("X-09 SEC-27 %s", (_what, declined, minutes) => {
    expect(waitMinutes(...declined)).toBe(minutes);
  });

  test("X-09 another declined card never opens cards earlier", () => {
    const tried = fc.record({ minutes: fc.integer({ min: 0, max: 3_000 }), declines: fc.integer({ min: 1, max: 12 }) });
    const until = (rows: readonly Declined[]) => cardsRestUntil(rows, now)?.epochMilliseconds ?? 0;
    fc.assert(
      fc.property(fc.array(tried, { maxLength: 6 }), (rows) => {
        const declined = rows.map(({ minutes, declines }) => before({ minutes }, declines));
        expect(until([...declined, before({ minutes: 0 })])).toBeGreaterThanOrEqual(until(declined));
      }),
    );
  });
});
