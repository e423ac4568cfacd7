import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MandateList } from "../ports.ts";
import { changesBy, matchKid, type Mandate } from "./mandate-list.ts";

type Entry = MandateList["entries"][number];
const entry = (registration: Entry["registration"], kid: string, writtenNotice = false): Entry => ({
  registration,
  kid,
  writtenNotice,
});
const current: Mandate[] = [
  { id: "a", kid: "100001", writtenNotice: true },
  { id: "b", kid: "100002", writtenNotice: false },
];
const nothing = { start: [], change: [], end: [], notes: [] };

describe("S0-01 what a list of authorities changes", () => {
  test.each<[string, boolean, Entry[], unknown]>([
    ["a new one", false, [entry("changed", "100003", true)], { start: [{ kid: "100003", writtenNotice: true }] }],
    [
      "a known one with another wish",
      false,
      [entry("changed", "100001")],
      { change: [{ id: "a", writtenNotice: false }] },
    ],
    ["a known one as it was", false, [entry("changed", "100002")], {}],
    ["a deleted one", false, [entry("ended", "100001")], { end: ["a"] }],
    ["an unknown deleted one is noted", false, [entry("ended", "9")], { notes: [{ code: "kidUnfit", kid: "9" }] }],
    ["an unknown deleted KID", false, [entry("ended", "999")], { notes: [{ code: "unknownEnded", kid: "999" }] }],
    ["letters in a KID", false, [entry("changed", "12A4")], { notes: [{ code: "kidUnfit", kid: "12A4" }] }],
    ["a MOD11 hyphen", false, [entry("changed", "000006-")], { start: [{ kid: "000006-", writtenNotice: false }] }],
    ["begun and ended in one list", false, [entry("changed", "100003"), entry("ended", "100003")], {}],
    ["a complete list ends the others", true, [entry("inForce", "100001", true)], { end: ["b"] }],
    [
      "a complete list with other wishes",
      true,
      [entry("inForce", "100001"), entry("inForce", "100002")],
      { change: [{ id: "a", writtenNotice: false }] },
    ],
  ])("%s", (_what, complete, entries, changes) => {
    expect(changesBy({ complete, entries }, current)).toEqual({ ...nothing, ...(changes as object) });
  });

  test("whatever the lists say, what is in force is what the last word on each KID was; the same list again changes nothing", () => {
    const kid = fc.constantFrom("100001", "100002", "100003", "100004");
    const entries = fc.array(
      fc.record({ registration: fc.constantFrom("inForce", "changed", "ended"), kid, writtenNotice: fc.boolean() }),
    );
    fc.assert(
      fc.property(entries, fc.boolean(), (list, complete) => {
        const inForce = new Map(complete ? [] : current.map((one) => [one.kid, one.writtenNotice]));
        for (const one of list) {
          if (one.registration === "ended") inForce.delete(one.kid);
          else inForce.set(one.kid, one.writtenNotice);
        }
        const after = applied(current, { complete, entries: list });
        expect(new Map(after.map((one) => [one.kid, one.writtenNotice]))).toEqual(inForce);
        const again = changesBy({ complete, entries: list }, after);
        expect({ ...again, notes: [] }).toEqual(nothing);
      }),
    );
  });
});

function applied(before: readonly Mandate[], list: Pick<MandateList, "complete" | "entries">): Mandate[] {
  const { start, change, end } = changesBy(list, before);
  const changed = new Map(change.map(({ id, writtenNotice }) => [id, writtenNotice]));
  return [
    ...before
      .filter(({ id }) => !end.includes(id))
      .map((one) => ({ ...one, writtenNotice: changed.get(one.id) ?? one.writtenNotice })),
    ...start.map((one) => ({ ...one, id: `new-${one.kid}` })),
  ];
}

test.each([
  ["1047112601018", 1, 6, "104711"],
  ["1047112601018", 7, 6, "260101"],
  ["000006-", 1, 6, "000006"],
  ["000006", 1, 6, "000006"],
  ["00006", 1, 6, "00006"],
])("S0-01 the authority %s stands for digits %i to %i: %s", (kid, from, length, part) => {
  expect(matchKid(kid, { from, length })).toBe(part);
});
