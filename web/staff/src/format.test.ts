import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { amount, count, currencyMark, day, dayInWords, decimalOf, grouped, inOrder, money, weekday } from "./format.ts";

/** Hard spaces made visible: a line never breaks inside an amount. */
const seen = (text: string) => text.replaceAll("\u00a0", "_").replaceAll("\u202f", "_");

describe("amounts", () => {
  test.each([
    [0n, "0.00"],
    [5n, "0.05"],
    [-5n, "-0.05"],
    [124_050n, "1240.50"],
    [9_007_199_254_740_993n, "90071992547409.93"],
  ])("%s minor units are %s", (minor, text) => expect(decimalOf(minor)).toBe(text));

  test("no digit is lost, however large", () =>
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (minor) => {
        const digits = amount(minor, "en").replaceAll(",", "").replace("−", "-").replace(".", "");
        expect(BigInt(digits)).toBe(minor);
      }),
    ));

  test.each([
    ["nb", "NOK", "1_240,50_kr", "−1_240,50_kr"],
    ["sv", "SEK", "1_240,50_kr", "−1_240,50_kr"],
    ["da", "DKK", "1.240,50_kr.", "−1.240,50_kr."],
    ["it", "EUR", "1.240,50_€", "−1.240,50_€"],
    ["en", "USD", "$1,240.50", "−$1,240.50"],
  ] as const)("L-01 %s writes its own %s as ux.md says", (language, currency, written, below) => {
    expect(seen(money(124_050, currency, language))).toBe(written);
    expect(seen(money(-124_050, currency, language))).toBe(below);
  });

  test.each([
    ["nb", "SEK", "1_240,50_SEK"],
    ["sv", "NOK", "1_240,50_Nkr"],
    ["da", "NOK", "1.240,50_NOK"],
    ["it", "NOK", "1.240,50_NOK"],
    ["en", "NOK", "NOK_1,240.50"],
    ["nb", "EUR", "1_240,50_€"],
  ] as const)("another country's krone is told apart: %s writes %s as %s", (language, currency, written) =>
    expect(seen(money(124_050, currency, language))).toBe(written),
  );

  test.each([
    ["nb", "−1_234_567,89", "12_480"],
    ["sv", "−1_234_567,89", "12_480"],
    ["da", "−1.234.567,89", "12.480"],
    ["it", "−1.234.567,89", "12.480"],
    ["en", "−1,234,567.89", "12,480"],
  ] as const)("%s writes a column's amount and a count", (language, written, counted) => {
    expect(seen(amount(-123_456_789, language))).toBe(written);
    expect(seen(count(12_480, language))).toBe(counted);
  });

  test("the mark beside a field is the one beside an amount", () => {
    expect(currencyMark("NOK", "nb")).toBe("kr");
    expect(currencyMark("DKK", "da")).toBe("kr.");
    expect(currencyMark("NOK", "en")).toBe("NOK");
    expect(currencyMark("EUR", "it")).toBe("€");
  });
});

describe("days", () => {
  test.each([
    ["nb", "14.03.2026", "lørdag 14. mars 2026", "lør."],
    ["sv", "2026-03-14", "lördag 14 mars 2026", "lör"],
    ["da", "14.03.2026", "lørdag den 14. marts 2026", "lør."],
    ["it", "14/03/2026", "sabato 14 marzo 2026", "sab"],
    ["en", "Mar 14, 2026", "Saturday, March 14, 2026", "Sat"],
  ] as const)("L-01 %s writes %s", (language, written, words, short) => {
    expect(day("2026-03-14", language)).toBe(written);
    expect(dayInWords("2026-03-14", language)).toBe(words);
    expect(weekday("2026-03-14", language)).toBe(short);
  });
});

describe("L-02 names in a language's order", () => {
  const names = ["Åse", "Aasen", "Zoe", "Østergård", "Berg", "P10", "P9"];
  test.each([
    ["nb", "Berg P9 P10 Zoe Østergård Åse Aasen"],
    ["da", "Berg P9 P10 Zoe Østergård Åse Aasen"],
    ["sv", "Aasen Berg P9 P10 Zoe Åse Østergård"],
    ["it", "Aasen Åse Berg Østergård P9 P10 Zoe"],
    ["en", "Aasen Åse Berg Østergård P9 P10 Zoe"],
  ] as const)("%s: %s", (language, sorted) => expect([...names].sort(inOrder(language)).join(" ")).toBe(sorted));
});

test("a reference is grouped for reading", () => expect(grouped("1047112601018")).toBe("1047 1126 01018"));
