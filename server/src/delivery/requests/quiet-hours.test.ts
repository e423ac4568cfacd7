import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { marketPack } from "../../markets/index.ts";
import { notBefore } from "./quiet-hours.ts";

const NO = marketPack("NO");
const OSLO = "Europe/Oslo";
const leaves = (local: string): string =>
  notBefore(Temporal.PlainDateTime.from(local).toZonedDateTime(OSLO).toInstant(), NO, OSLO)
    .toZonedDateTimeISO(OSLO)
    .toPlainDateTime()
    .toString({ smallestUnit: "second" });

describe("T-09 FR-32 messages leave 08 to 20 on working days", () => {
  it.each([
    ["before eight", "2026-10-08T07:59:59", "2026-10-08T08:00:00"],
    ["at eight", "2026-10-08T08:00:00", "2026-10-08T08:00:00"],
    ["a second before twenty", "2026-10-08T19:59:59", "2026-10-08T19:59:59"],
    ["at twenty", "2026-10-08T20:00:00", "2026-10-09T08:00:00"],
    ["Friday evening", "2026-10-09T21:00:00", "2026-10-12T08:00:00"],
    ["Saturday noon", "2026-10-10T12:00:00", "2026-10-12T08:00:00"],
    ["Wednesday night before Easter", "2026-04-01T23:00:00", "2026-04-07T08:00:00"],
    ["17 May, and it is a Sunday", "2026-05-17T10:00:00", "2026-05-18T08:00:00"],
    ["the night the clocks go back", "2026-10-25T02:30:00", "2026-10-26T08:00:00"],
  ])("%s: %s leaves %s", (_, from, expected) => {
    expect(leaves(from)).toBe(expected);
  });

  it("whenever it is wished: never earlier, always allowed, and at once when it is allowed now", () => {
    const moments = fc.integer({ min: 0, max: 3 * 366 * 24 * 60 });
    fc.assert(
      fc.property(moments, (minutes) => {
        const wished = Temporal.Instant.from("2026-01-01T00:00:00Z").add({ minutes });
        const at = notBefore(wished, NO, OSLO);
        expect(Temporal.Instant.compare(at, wished)).toBeGreaterThanOrEqual(0);
        expect(NO.maySend(at.toZonedDateTimeISO(OSLO).toPlainDateTime())).toBe(true);
        expect(notBefore(at, NO, OSLO).equals(at)).toBe(true);
      }),
    );
  });
});
