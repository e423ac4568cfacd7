import { describe, expect, test } from "vitest";
import { readQuery } from "./search-query.ts";

const nothing = { named: false, customerNo: null, phoneTail: null, number: null, reference: null, amountMinor: null };

describe("what a query may mean", () => {
  test("D-01 K-05 five digits are a customer, the end of a telephone number, an invoice, a reference and an amount", () => {
    expect(readQuery(" 12345 ")).toEqual({
      text: "12345",
      named: false,
      customerNo: 12345n,
      phoneTail: "12345",
      number: ["12345"],
      reference: "12345",
      amountMinor: 1_234_500n,
    });
  });

  test.each([
    ["1240,50", 124_050n],
    ["1240,5", 124_050n],
    ["1240", 124_000n],
    ["1 240,50", 124_050n],
    ["1.240,50", 124_050n],
    ["1240,50 kr", 124_050n],
    ["0,05", 5n],
    ["12,400", null],
    ["1.24", null],
    ["0", null],
    ["-5,00", null],
    ["01240", null],
  ])("%s as an amount is %s", (typed, minor) => expect(readQuery(typed).amountMinor).toBe(minor));

  test.each([
    ["0012345 67890 12", "00123456789012"],
    ["12345-", "12345-"],
    ["1", null],
    ["1".repeat(25), "1".repeat(25)],
    ["1".repeat(26), null],
    ["12a45", null],
  ])("%s as a KID, with or without blanks, is %s", (typed, kid) => expect(readQuery(typed).reference).toBe(kid));

  test("a name is a name, a number with letters may be an invoice's", () => {
    expect(readQuery("Kari Østergård")).toEqual({ ...nothing, text: "Kari Østergård", named: true });
    expect(readQuery("f-1001")).toMatchObject({ named: true, number: ["f-1001", "F-1001"], reference: null });
  });
});
