import { describe, expect, test } from "vitest";
import { readMaintenance, stillToCome } from "./maintenance.ts";
import "./commands/errors.ts";

const at = (text: string) => Temporal.Instant.from(text);

describe("a maintenance window as the operator writes it", () => {
  test("with an offset it is that moment, without the machine's own time", () => {
    const { from, to } = readMaintenance("2026-11-29T03:00+01:00/2026-11-29T06:00+01:00");
    expect([from.toString(), to.toString()]).toEqual(["2026-11-29T02:00:00Z", "2026-11-29T05:00:00Z"]);
    const plain = readMaintenance("2026-11-29T03:00/2026-11-29T06:00");
    expect(plain.from.until(plain.to).total("hours")).toBe(3);
  });

  test.each([
    "",
    "2026-11-29T03:00",
    "03:00/06:00",
    "2026-11-29T06:00/2026-11-29T03:00",
    "a/b",
    "2026-11-29/2026-11-30/2026-12-01",
  ])("%j is refused", (text) => {
    expect(() => readMaintenance(text)).toThrow(expect.objectContaining({ code: "MAINTENANCE_UNREADABLE" }));
  });

  test("it is told until it is over", () => {
    const window = readMaintenance("2026-11-29T02:00Z/2026-11-29T05:00Z");
    const told = { from: "2026-11-29T02:00:00Z", to: "2026-11-29T05:00:00Z" };
    expect(stillToCome(window, at("2026-11-29T04:59:59Z"))).toEqual(told);
    expect(stillToCome(window, at("2026-11-29T05:00:00Z"))).toBeNull();
    expect(stillToCome(undefined, at("2026-11-29T05:00:00Z"))).toBeNull();
  });
});
