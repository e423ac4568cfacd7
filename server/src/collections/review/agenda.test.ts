import { describe, expect, test } from "vitest";
import { agendaOf, MOST, type Candidate } from "./agenda.ts";

const TODAY = "2026-10-05";
const quiet: Candidate = {
  itemId: "a",
  dueOn: "2026-09-20",
  openMinor: 100n,
  isCarried: false,
  isPromiseBroken: false,
  isDisputed: false,
  isAtHeadOffice: false,
  isUntouched: false,
};
/** Ten claims that are larger than any other, so that no other is on the agenda for its size. */
const large = Array.from({ length: 10 }, (_, at) => ({ ...quiet, itemId: `large-${String(at)}`, openMinor: 9_000n }));
const reasonsOf = (one: Partial<Candidate>) =>
  agendaOf([...large, { ...quiet, ...one }], TODAY).find(({ itemId }) => itemId === "a")?.reasons;

describe("S3-06 the agenda of a review of what is outstanding", () => {
  test.each([
    [{ isCarried: true }, ["carried"]],
    [{ isPromiseBroken: true }, ["promiseBroken"]],
    [{ isDisputed: true }, ["disputed"]],
    [{ isAtHeadOffice: true }, ["headOffice"]],
    [{ isUntouched: true }, ["untouched"]],
    [{ dueOn: "2026-07-06" }, ["over90"]],
    [{ isDisputed: true, isPromiseBroken: true }, ["promiseBroken", "disputed"]],
  ] as const)("%j is there because of %j", (one, reasons) => {
    expect(reasonsOf(one)).toEqual(reasons);
  });

  test("90 days overdue is not yet more than 90, and a claim without a reason is not talked of", () => {
    expect(reasonsOf({ dueOn: "2026-07-07" })).toBeUndefined();
    expect(reasonsOf({})).toBeUndefined();
  });

  test("the ten largest are there by themselves", () => {
    expect(agendaOf(large, TODAY).map(({ reasons }) => reasons)).toEqual(large.map(() => ["largest"]));
    expect(reasonsOf({ openMinor: 9_001n })).toEqual(["largest"]);
  });

  test("undone decisions first, then most reasons, then most money, then by id", () => {
    const of = (itemId: string, more: Partial<Candidate>): Candidate => ({ ...quiet, itemId, ...more });
    const agenda = agendaOf(
      [
        of("d", { openMinor: 500n }),
        of("c", { openMinor: 500n }),
        of("two", { openMinor: 50n, isDisputed: true }),
        of("carried", { openMinor: 1n, isCarried: true }),
      ],
      TODAY,
    );
    expect(agenda.map(({ itemId }) => itemId)).toEqual(["carried", "two", "c", "d"]);
  });

  test("no more than a meeting gets through", () => {
    const many = Array.from({ length: MOST + 5 }, (_, at) => ({ ...quiet, itemId: String(at), isUntouched: true }));
    expect(agendaOf(many, TODAY)).toHaveLength(MOST);
  });
});
