import { describe, expect, test } from "vitest";
import type { DebitSetUp } from "./direct-debit-questions.ts";
import { typedOf, wishOf, wrongOf, type TypedDebit } from "./direct-debit.ts";

const DAYS = { usual: 9, least: 4, most: 60 };
const SET_UP: DebitSetUp = {
  ...{ account: "86011117947", sender: "00104711", fixedPart: { from: 1, length: 6 } },
  ...{ notify: "bank", leadDays: null, state: "active" },
};
const typed = (change: Partial<TypedDebit> = {}): TypedDebit => ({
  ...typedOf(SET_UP, { account: "", length: "6" }),
  ...change,
});

describe("AvtaleGiro as it is typed", () => {
  test("what is known and not changed is sent as it was", () => {
    expect(wishOf(typed(), "active")).toEqual(SET_UP);
    expect(wishOf(typed({ sender: "0010 4711", leadDays: " 7 ", firstNo: "1001" }), "paused")).toEqual({
      ...SET_UP,
      ...{ leadDays: 7, firstNo: 1_001, state: "paused" },
    });
  });

  test("nothing known yet: the only account and the customer's digits stand there already", () => {
    expect(typedOf(null, { account: "86011117947", length: "6" })).toMatchObject({
      from: "1",
      length: "6",
      sender: "",
    });
  });

  test.each<[string, Partial<TypedDebit>, string[]]>([
    ["all right", {}, []],
    ["no account", { account: "" }, ["account"]],
    ["seven digits", { sender: "0010471" }, ["sender"]],
    ["letters", { sender: "0010471X" }, ["sender"]],
    ["before the first digit", { from: "0" }, ["from"]],
    ["the last digit of a KID", { from: "25", length: "1" }, []],
    ["past it", { from: "25", length: "2" }, ["length"]],
    ["no digit at all", { length: "0" }, ["length"]],
    ["three days", { leadDays: "3" }, ["leadDays"]],
    ["four days", { leadDays: "4" }, []],
    ["sixty days", { leadDays: "60" }, []],
    ["sixty-one days", { leadDays: "61" }, ["leadDays"]],
    ["no number", { leadDays: "soon" }, ["leadDays"]],
    ["number nought", { firstNo: "0" }, ["firstNo"]],
  ])("%s", (_name, change, fields) => {
    expect(wrongOf(typed(change), DAYS)).toEqual(fields);
  });
});
