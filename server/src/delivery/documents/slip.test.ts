import { describe, expect, test } from "vitest";
import type { PaymentSlip } from "./model.ts";
import {
  bankgiroCodeLine,
  codeLine,
  epcPayload,
  fikCodeLine,
  groupedReference,
  slipFacts,
  slipProblems,
} from "./slip.ts";

const kid: PaymentSlip = { kind: "kid", account: "86011117947", kid: "1047112601018" };
const bankgiro: PaymentSlip = { kind: "bankgiro", bankgiro: "9912346", ocr: "1002450" };
const fik: PaymentSlip = { kind: "fik", creditor: "12345678", paymentId: "004040400000669" };
const sepa: PaymentSlip = {
  kind: "sepa",
  iban: "IT60X0542811101000000123456",
  bic: null,
  reference: "RF18539007547034",
};
const remittance: PaymentSlip = {
  kind: "remittance",
  remitTo: { line1: "PO Box 1170", postCode: "99210", city: "Spokane, WA" },
  accountNumber: "G-4471",
};

describe("code lines", () => {
  test("S1-04 Denmark: card type by the length of the payment id, as printed slips have it", () => {
    expect(fikCodeLine("12345678", "004040400000669")).toBe("+71<004040400000669+12345678<");
    expect(fikCodeLine("12345678", "1234567890123452")).toBe("+75<1234567890123452+12345678<");
  });

  test.each([
    [125_000n, "# 1002450 # 1250 00 0 > 9912346#41#"],
    [5n, "# 1002450 # 0 05 9 > 9912346#41#"],
    [9_999_999_999n, "# 1002450 # 99999999 99 0 > 9912346#41#"],
    [10_000_000_000n, ""],
    [-1n, ""],
  ])("S1-04 Sweden: %s öre", (due, line) => expect(bankgiroCodeLine("9912346", "1002450", due)).toBe(line));

  test("only Sweden and Denmark have one", () => {
    expect([kid, bankgiro, fik, sepa, remittance].map((slip) => codeLine(slip, 100n) !== "")).toEqual([
      ...[false, true, true, false, false],
    ]);
  });
});

describe("what the payer types", () => {
  test.each([
    [kid, ["8601.11.17947", "1047 1126 01018"]],
    [bankgiro, ["991-2346", "1002 450"]],
    [fik, ["12345678", "0040 4040 0000 669"]],
    [sepa, ["IT60 X054 2811 1010 0000 0123 456", "RF18 5390 0754 7034"]],
    [
      { ...sepa, bic: "BCITITMM", reference: "2026/117" } as const,
      ["IT60 X054 2811 1010 0000 0123 456", "BCITITMM", "2026/117"],
    ],
    [remittance, ["G-4471"]],
  ])("$kind", (slip, values) => expect(slipFacts(slip).map((fact) => fact.value)).toEqual(values));

  test.each([
    ["12", "12"],
    ["12345", "12345"],
    ["123456", "1234 56"],
    ["1047112601018", "1047 1126 01018"],
  ])("groups %s as %s", (digits, grouped) => expect(groupedReference(digits)).toBe(grouped));
});

describe("QR code of a SEPA transfer (EPC069-12)", () => {
  test("S1-04 structured reference", () => {
    expect(epcPayload(sepa, "Studio Aurora", 250_050n)?.split("\n")).toEqual([
      ...[
        "BCD",
        "002",
        "1",
        "SCT",
        "",
        "Studio Aurora",
        "IT60X0542811101000000123456",
        "EUR2500.50",
        "",
        "RF18539007547034",
      ],
    ]);
  });

  test("a free reference stands on the line of free text, a name is cut at 70", () => {
    const lines = epcPayload({ ...sepa, reference: "2026/117" }, "x".repeat(71), 1n)!.split("\n");
    expect(lines[5]).toHaveLength(70);
    expect(lines.slice(7)).toEqual(["EUR0.01", "", "", "2026/117"]);
  });

  test("none for nothing, for more than a transfer carries, and for other slips", () => {
    expect(epcPayload(sepa, "A", 0n)).toBeNull();
    expect(epcPayload(sepa, "A", 99_999_999_999n)).not.toBeNull();
    expect(epcPayload(sepa, "A", 100_000_000_000n)).toBeNull();
    expect(epcPayload(kid, "A", 1n)).toBeNull();
  });
});

describe("what no bank takes", () => {
  test.each([
    [kid, []],
    [{ ...kid, kid: "1047112601019" } as const, ["kid"]],
    [{ ...kid, account: "86011117948" } as const, ["account"]],
    [bankgiro, []],
    [{ ...bankgiro, ocr: "1002451" } as const, ["ocr"]],
    [{ ...bankgiro, bankgiro: "9912345" } as const, ["bankgiro"]],
    [fik, []],
    [{ ...fik, paymentId: "004040400000660" } as const, ["paymentId"]],
    [{ ...fik, creditor: "1234567" } as const, ["creditor"]],
    [sepa, []],
    [{ ...sepa, iban: "IT60X0542811101000000123457" } as const, ["iban"]],
    [{ ...sepa, bic: "bcit" } as const, ["bic"]],
    [{ ...sepa, reference: "a\nb" } as const, ["reference"]],
    [remittance, []],
    [{ ...remittance, accountNumber: "" } as const, ["accountNumber"]],
  ])("$kind %#", (slip, fields) => expect(slipProblems(slip)).toEqual(fields));
});
