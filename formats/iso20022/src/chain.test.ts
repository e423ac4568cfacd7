import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { balanceXml, entryXml, statementXml, utf8 } from "../testkit/messages.ts";
import { collectPages, findStatementGaps, parseCamt, type FullStatement, type StatementLink } from "./index.ts";

const on = (day: number): Temporal.PlainDate => new Temporal.PlainDate(2026, 4, day);
const link = (
  sequence: number | undefined,
  day: number,
  openingMinor: bigint,
  closingMinor: bigint,
): StatementLink => ({
  electronicSequence: sequence,
  closingOn: on(day),
  openingMinor,
  closingMinor,
});

describe("N-03 the chain of statements", () => {
  const chain = [link(70, 10, 0n, 100n), link(71, 13, 100n, 250n), link(72, 14, 250n, 90n)];

  test("has no gap when each opens where the one before closed", () => {
    expect(findStatementGaps(chain)).toEqual([]);
  });

  test.each([
    ["a missing day by balance", [chain[0], link(undefined, 14, 250n, 90n)], 100n, 250n, 0],
    ["a missing number although the balances agree", [link(70, 10, 0n, 100n), link(73, 14, 100n, 90n)], 100n, 100n, 2],
    ["one øre", [link(undefined, 10, 0n, 100n), link(undefined, 13, 101n, 250n)], 100n, 101n, 0],
  ])("%s", (_name, statements, expectedMinor, foundMinor, missingCount) => {
    const links = statements.filter((one) => one !== undefined);
    expect(findStatementGaps(links)).toMatchObject([
      { code: "STATEMENT_GAP", expectedMinor, foundMinor, missingCount },
    ]);
  });

  test("a series that begins anew at the new year is no gap", () => {
    expect(findStatementGaps([link(250, 1, 0n, 5n), link(1, 2, 5n, 6n)])).toEqual([]);
  });

  test("the order in which statements come does not matter", () => {
    const gapped = [...chain.slice(0, 1), link(73, 15, 90n, 80n), link(74, 16, 80n, 70n)];
    fc.assert(
      fc.property(fc.shuffledSubarray(gapped, { minLength: 3 }), (shuffled) => {
        expect(findStatementGaps(shuffled)).toEqual(findStatementGaps(gapped));
      }),
    );
  });
});

describe("pages of one statement", () => {
  const opening = balanceXml("OPBD", "100.00");
  const page = (number: number, last: boolean, balances: string, entries: string, id = "S-1"): FullStatement => {
    const paged = statementXml(entries)
      .replace(opening, "")
      .replace(balanceXml("CLBD", "1085.00"), balances)
      .replace("<Id>S-1</Id>", `<Id>${id}</Id>`)
      .replace("</GrpHdr>", `<MsgPgntn><PgNb>${number}</PgNb><LastPgInd>${last}</LastPgInd></MsgPgntn></GrpHdr>`);
    const [statement] = parseCamt(utf8(paged)).statements;
    return statement as FullStatement;
  };
  const first = page(1, false, opening + balanceXml("ITBD", "1085.00"), entryXml());
  const second = page(
    2,
    false,
    balanceXml("ITBD", "1085.00"),
    entryXml({ AcctSvcrRef: "<AcctSvcrRef>E-2</AcctSvcrRef>" }),
  );
  const third = page(
    3,
    true,
    balanceXml("CLBD", "3055.00"),
    entryXml({ AcctSvcrRef: "<AcctSvcrRef>E-3</AcctSvcrRef>" }),
  );

  test("none posts by itself", () => {
    expect([first, second, third].map(({ posts }) => posts)).toEqual([false, false, false]);
  });

  test("together they add up and post, in whatever order they came", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([first, second, third], { minLength: 3 }), (pages) => {
        const { whole, waiting, problems } = collectPages(pages);
        expect([waiting, problems]).toEqual([[], []]);
        expect(whole).toMatchObject([{ posts: true, openingMinor: 10_000n, closingMinor: 305_500n }]);
        expect(whole[0]?.entries.map(({ position, acctSvcrRef }) => [position, acctSvcrRef])).toEqual([
          [1, "E-1"],
          [2, "E-2"],
          [3, "E-3"],
        ]);
      }),
    );
  });

  test.each([
    ["the last", [first, second]],
    ["one between", [first, third]],
    ["the first", [second, third]],
  ])("wait while %s is missing", (_name, pages) => {
    expect(collectPages(pages)).toMatchObject({ whole: [], problems: [] });
    expect(collectPages(pages).waiting).toHaveLength(2);
  });

  test("a whole that does not add up does not post", () => {
    const wrong = page(3, true, balanceXml("CLBD", "3055.01"), entryXml());
    const { whole, problems } = collectPages([first, second, wrong]);
    expect(whole[0]?.posts).toBe(false);
    expect(problems.map(({ code }) => code)).toEqual(["STATEMENT_DOES_NOT_ADD_UP"]);
  });

  test("statements of one page pass through", () => {
    const single = page(1, true, opening + balanceXml("CLBD", "1085.00"), entryXml(), "S-2");
    expect(collectPages([single]).whole).toEqual([single]);
    expect(single.posts).toBe(true);
  });
});
