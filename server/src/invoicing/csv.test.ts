import { describe, expect, test } from "vitest";
import { parseClaimsCsv } from "./index.ts";

const HEADER = "externalId;amount;vatCode;vat;text;patientRef;patientName;birthDate;payerType;payerRef;payerName;phone";
const row = (id: string, amount: string, more = "STANDARD;50,00") =>
  `${id};${amount};${more};Undersøkelse;P1;Bjørn Åsen;1984-03-09;patient;P1;Bjørn Åsen;+4791234567`;
const read = (text: string, encoding: BufferEncoding = "utf8") => parseClaimsCsv(Buffer.from(text, encoding), "NOK");

describe("claims from a CSV file", () => {
  test("S0-67 rows with one external id are lines of one claim, amounts in kroner with comma, point or none", () => {
    const result = read([HEADER, row("a", "250,00"), row("a", "1 250.00", ";"), row("b", "100", ";")].join("\r\n"));
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    expect(
      result.rows.map((claim) => [
        claim.externalId,
        claim.kind,
        claim.amountMinor,
        claim.lines.map((line) => [line.amountMinor, line.vatCode, line.vatMinor]),
      ]),
    ).toEqual([
      [
        "a",
        "INVOICE",
        150_000n,
        [
          [25_000n, "STANDARD", 5_000n],
          [125_000n, "EXEMPT", 0n],
        ],
      ],
      ["b", "INVOICE", 10_000n, [[10_000n, "EXEMPT", 0n]]],
    ]);
  });

  test("S1-05 S1-06 a column says how the payer wants invoices, and one whether credit is checked", () => {
    const file = (delivery: string, check: string) =>
      read([`${HEADER};delivery;creditCheck`, `${row("a", "100")};${delivery};${check}`].join("\n"));
    const result = file("email", "never");
    expect(result.ok && result.rows[0]!.payer).toMatchObject({ delivery: "EMAIL", creditCheck: "NEVER" });
    const wrong = file("pigeon", "perhaps");
    expect(!wrong.ok && wrong.problems.map(({ line, field }) => [line, field])).toEqual([
      [2, "delivery"],
      [2, "creditCheck"],
    ]);
  });

  test("T2 S0-67 the state's share stands in columns of its own: price, reference price, visit, and an amount of each kind", () => {
    const share = [
      `${HEADER};price;referencePrice;visitId;stateTE;stateATB`,
      `${row("a", "2 700,00", ";")};4200;4200;besok-1;1 500,00;0`,
    ];
    const file = parseClaimsCsv(Buffer.from(share.join("\n")), "SEK");
    expect(file.ok && file.rows[0]!.lines[0]).toMatchObject({
      ...{ amountMinor: 270_000n, priceMinor: 420_000n, referencePriceMinor: 420_000n, visitId: "besok-1" },
      stateShare: [
        { kind: "TE", amountMinor: 150_000n },
        { kind: "ATB", amountMinor: 0n },
      ],
    });
    const without = parseClaimsCsv(Buffer.from([share[0]!, `${row("b", "100", ";")};;;;;`].join("\n")), "SEK");
    expect(without.ok && without.rows[0]!.lines[0]).not.toHaveProperty("stateShare");
  });

  test("a line that names no currency is in the ledger's own", () => {
    const file = parseClaimsCsv(Buffer.from([HEADER, row("a", "100", ";")].join("\n")), "SEK");
    expect(file).toMatchObject({ ok: true, rows: [{ currency: "SEK" }] });
  });

  test("UTF-8 with and without mark, Latin-1, and comma as delimiter read the same", () => {
    const text = [HEADER, row("a", "250")].join("\n");
    const expected = read(text);
    expect(expected.ok).toBe(true);
    expect(read(`\uFEFF${text}`)).toEqual(expected);
    expect(read(text, "latin1")).toEqual(expected);
    expect(read(text.replaceAll("50,00", "50.00").replaceAll(";", ","))).toEqual(expected);
  });

  test("every problem is listed with line and column, and no value is repeated", () => {
    const result = read(
      [
        HEADER,
        row("a", "12,345"),
        row("b", "100").replace("1984-03-09", "9.3.1984"),
        row("c", "tolv"),
        row("d", "100").replace(";patient;", ";tante;"),
      ].join("\n"),
    );
    if (result.ok) throw new Error("read");
    expect(result.problems.map(({ line, field }) => [line, field])).toEqual([
      [2, "amount"],
      [3, "birthDate"],
      [4, "amount"],
      [5, "payerType"],
    ]);
    expect(JSON.stringify(result.problems)).not.toMatch(/tolv|9\.3\.1984|tante/);
  });

  test("an unknown column, an empty file and a row of another length are refused", () => {
    for (const text of ["externalId;__proto__\na;b", "", `${HEADER}\na;b`])
      expect(read(text)).toMatchObject({ ok: false, problems: [{ code: "CSV_INVALID" }] });
  });
});
