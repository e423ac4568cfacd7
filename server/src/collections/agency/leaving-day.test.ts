import { describe, expect, test } from "vitest";
import { marketPack } from "../../markets/index.ts";
import { packet } from "../agency.contract.ts";
import { groundTextOf, lacksOf } from "./field-check.ts";
import { leavingDay } from "./leaving-day.ts";

const sweden = marketPack("SE");
const firstTuesday = { leavesWeek: 1, leavesWeekday: 2 };
const leaves = (today: string, rule = firstTuesday) =>
  leavingDay(Temporal.PlainDate.from(today), rule, sweden).toString();

describe("the day a listed case leaves", () => {
  test.each([
    ["three working days are left", "2026-04-29", "2026-05-05"],
    ["two are left: the next month's", "2026-04-30", "2026-06-02"],
    ["on the day itself: the next month's", "2026-05-05", "2026-06-02"],
    ["in December", "2026-12-15", "2027-01-05"],
  ])("X-15 first Tuesday: %s", (_what, today, day) => {
    expect(leaves(today)).toBe(day);
  });

  test("X-15 a day that is closed moves to the next working day", () => {
    // Wednesday 6 January 2027 is Epiphany.
    expect(leaves("2026-12-15", { leavesWeek: 1, leavesWeekday: 3 })).toBe("2027-01-07");
  });
});

describe("the field check before hand-over", () => {
  const text = groundTextOf("sv", "dental", "100245");
  const debtor = packet("case-0001").debtor;
  const address = debtor.address;

  test("DP-022 a whole packet lacks nothing, and its words tell of no treatment", () => {
    expect(text).toBe("Tandvård enligt faktura 100245");
    expect(lacksOf(packet("case-0001"), text)).toEqual([]);
  });

  test.each([
    ["no name", { debtor: { ...debtor, name: " " } }, ["debtorName"]],
    ["no post code", { debtor: { ...debtor, address: { ...address, postCode: "" } } }, ["address"]],
    ["a business without its number", { debtor: { ...debtor, kind: "business" as const } }, ["organisationNumber"]],
    ["a person with one", { debtor: { ...debtor, organisationNumber: "5560160680" } }, ["identityNumber"]],
    ["a person's number in the name", { debtor: { ...debtor, name: "Anna 811218-9876" } }, ["identityNumber"]],
    ["no invoice number", { invoiceNumber: "" }, ["invoiceNumber"]],
    ["interest from the due day", { interestFromOn: "2026-03-27" }, ["dates"]],
    [
      "a reminder before the due day",
      { reminders: [packet("case-0001").reminders[0]!, { level: "remind2", sentOn: "2026-03-01" }] },
      ["dates"],
    ],
    ["nothing owed", { capitalMinor: 0n }, ["amount"]],
    ["one reminder only", { reminders: packet("case-0001").reminders.slice(1) }, ["reminders"]],
    ["words of the treatment", { groundText: "Rotfyllning 36" }, ["neutralWords"]],
  ])("DP-022 SEC-83 %s", (_what, changes, lacks) => {
    expect(lacksOf(packet("case-0001", changes), text)).toEqual(lacks);
  });
});
