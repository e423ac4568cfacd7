import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type OcrLump, type OcrRow, type OcrTransmission, writeOcrFile } from "./ocr-file.ts";
import { checkOcr } from "../testkit/check-ocr.ts";

const sample = (name: string): Buffer => readFileSync(new URL(`samples/${name}`, import.meta.url));

const row = (transactionType: string, amountMinor: bigint, kid: string, rest: Partial<OcrRow> = {}): OcrRow => ({
  transactionType,
  sign: "0",
  amountMinor,
  kid,
  formNumber: "0",
  archiveReference: "0",
  bankDate: "2026-11-12",
  debitAccount: "0",
  ...rest,
});

const lump = (
  settledOn: string,
  centre: string,
  partialSettlement: number,
  serial: number,
  rows: OcrRow[],
): OcrLump => ({
  settledOn,
  centre,
  partialSettlement,
  serial,
  rows,
});

const card = { archiveReference: "104711012", bankDate: "2026-11-12" };
const foreign = { bankDate: "2026-11-13", debitAccount: "86011117947" };
const payer = { bankDate: "2026-11-12", debitAccount: "12345678903" };

/** Two agreements, every kind of transaction, a credit note, free texts with Norwegian letters, MOD11 KIDs. */
const twoAssignments: OcrTransmission = {
  transmitter: "00008080",
  number: 1_700_319,
  recipient: "00104711",
  generatedOn: "2026-11-13",
  assignments: [
    {
      agreementId: "008566002",
      number: 1,
      account: "86011117947",
      lumps: [
        lump("2026-11-12", "13", 1, 10_001, [
          row("10", 245_000n, "1047112601018", { ...payer, bankDate: "2026-11-11" }),
          row("15", 300_000n, "1047152601050", { bankDate: "2026-11-12", debitAccount: "99991042764" }),
        ]),
        lump("2026-11-12", "13", 2, 10_002, [
          row("14", 89_950n, "1047162601066", {
            formNumber: "9791234567",
            archiveReference: "712345678",
            bankDate: "",
          }),
        ]),
        lump("2026-11-13", "13", 1, 10_003, [
          row("10", 45_000n, "1047112601018", { ...payer, sign: "-" }),
          row("13", 100_001n, "1047172601072", { ...payer, archiveReference: "600001234" }),
        ]),
        lump("2026-11-13", "00", 0, 20_001, [
          row("19", 59_000n, "1047182601088", card),
          row("18", 9_000n, "1047182601088", card),
          row("21", 35_000n, "", { ...card, text: "Åse Bjørnø, hund Prikken æøå ÆØÅ" }),
          row("20", 5_000n, "", { ...card, text: "Retur Åse Bjørnø" }),
        ]),
      ],
    },
    {
      agreementId: "008566003",
      number: 2,
      account: "15032080119",
      lumps: [
        lump("2026-11-13", "42", 3, 30_001, [
          row("10", 129_900n, "000006-", foreign),
          row("10", 75_025n, "123456785", foreign),
          row("11", 20_000n, "9999999999999999999999994", {
            ...payer,
            formNumber: "9600000000",
            archiveReference: "600155380",
            bankDate: "2026-11-13",
          }),
        ]),
      ],
    },
  ],
};

describe("OCR giro files", () => {
  test("the payout file of a financed month is written byte for byte", () => {
    const rows = [245_000n, 118_000n, 960_000n, 475_000n].map((amountMinor, index) => {
      const kid = ["1047112601018", "1047122601024", "1047132601030", "1047162601066"][index] ?? "";
      return row("10", amountMinor, kid, { archiveReference: String(101 + index), bankDate: "2026-10-05" });
    });
    const bytes = writeOcrFile({
      transmitter: "00008080",
      number: 1,
      recipient: "00900001",
      generatedOn: "2026-10-06",
      assignments: [
        { agreementId: "009000001", number: 1, account: "86011117947", lumps: [lump("2026-10-06", "00", 0, 1, rows)] },
      ],
    });
    expect(bytes).toEqual(sample("front-example-batch-1-2026-10-06.txt"));
  });

  test("two agreements with every kind of transaction are written byte for byte", () => {
    const written = Buffer.from(writeOcrFile(twoAssignments)).toString("latin1");
    expect(written).toBe(sample("ocr-constructed-two-assignments-crlf-latin1.txt").toString("latin1"));
  });

  test("the checker finds credit notes subtracted and card reversals added", () => {
    const { payments, recipient, transmission } = checkOcr(writeOcrFile(twoAssignments));
    expect([payments.length, recipient, transmission]).toEqual([12, "00104711", "1700319"]);
    expect(payments.filter((payment) => payment.sign === "-").map((payment) => payment.amountMinor)).toEqual([45_000n]);
  });

  test("a letter outside ISO-8859-1 becomes a question mark, and the record keeps its 80 bytes", () => {
    const rows = [row("21", 100n, "", { text: "Łukasz 😀 – Bjørnø" })];
    const assignments = [{ ...oneAssignment, lumps: [lump("2026-11-13", "00", 0, 1, rows)] }];
    const checked = checkOcr(writeOcrFile({ ...twoAssignments, assignments }));
    expect(checked.payments[0]?.text).toBe("?ukasz ?? ? Bjørnø");
  });

  test.each([
    ["an amount of 18 digits", row("10", 10n ** 17n, "1047112601018")],
    ["an amount below zero", row("10", -1n, "1047112601018")],
    ["a KID of 26 characters", row("10", 1n, "1".repeat(26))],
  ])("%s does not fit and is never cut", (_what, bad) => {
    const assignments = [{ ...oneAssignment, lumps: [lump("2026-11-13", "00", 0, 1, [bad])] }];
    expect(() => writeOcrFile({ ...twoAssignments, assignments })).toThrow(/fit|80|characters/);
  });
});

const oneAssignment = { agreementId: "008566002", number: 1, account: "86011117947" };
