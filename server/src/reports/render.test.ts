import { describe, expect, test } from "vitest";
import { render, reportFormat, type Table } from "./index.ts";

const table: Table = {
  title: "Aging",
  parameters: { asOf: "2026-10-20" },
  columns: [
    { name: "customer", label: "Customer", kind: "text" },
    { name: "items", label: "Items", kind: "count" },
    { name: "openMinor", label: "Open", kind: "money" },
  ],
  rows: [
    ["=HYPERLINK(1)", 2, 123_456_789n],
    ["-12", 1, -5n],
    ["Åse, «Tann»", 0, null],
  ],
  totals: ["total", 3, 123_456_784n],
};

describe("a report written out", () => {
  test("SEC-65 CSV defuses formulas in texts, and leaves negative amounts of a numeric column as numbers", () => {
    expect(render([table], "csv")).toBe(
      [
        "customer,items,openMinor",
        "'=HYPERLINK(1),2,1234567.89",
        "'-12,1,-0.05",
        '"Åse, «Tann»",0,',
        "total,3,1234567.84",
        "",
      ].join("\n"),
    );
  });

  test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])("SEC-65 a text %j does not begin a formula", (text) => {
    const written = render([{ ...table, rows: [[text, 1, 1n]] }], "csv").slice("customer,items,openMinor\n".length);
    expect(written.replace(/^"/, "").startsWith("'")).toBe(true);
  });

  test("SEC-65 something that is no number is defused in a numeric column too", () => {
    expect(render([{ ...table, rows: [["a", "-1+cmd", 1n]] }], "csv")).toContain("a,'-1+cmd,0.01");
  });

  test("JSON holds whole minor units under the columns' names", () => {
    expect(JSON.parse(render([table], "json"))).toEqual([
      {
        title: "Aging",
        parameters: { asOf: "2026-10-20" },
        rows: [
          { customer: "=HYPERLINK(1)", items: 2, openMinor: 123_456_789 },
          { customer: "-12", items: 1, openMinor: -5 },
          { customer: "Åse, «Tann»", items: 0, openMinor: null },
        ],
        totals: { customer: "total", items: 3, openMinor: 123_456_784 },
      },
    ]);
  });

  test("a table for people lines up, money to the right in groups of three", () => {
    expect(render([table], "table").split("\n")).toEqual([
      "Aging",
      "asOf 2026-10-20",
      "",
      "Customer       Items          Open",
      "-------------  -----  ------------",
      "=HYPERLINK(1)      2  1 234 567.89",
      "-12                1         -0.05",
      "Åse, «Tann»        0",
      "-------------  -----  ------------",
      "total              3  1 234 567.84",
      "",
    ]);
  });

  test("a format that is not there is refused by name, with those that are", () => {
    expect(reportFormat("csv")).toBe("csv");
    expect(() => reportFormat("xlsx")).toThrow(
      expect.objectContaining({ code: "REPORT_FORMAT", facts: { format: "xlsx", formats: "table, json, csv" } }),
    );
    expect(() => reportFormat("pdf")).toThrow(expect.objectContaining({ code: "REPORT_FORMAT" }));
  });
});
