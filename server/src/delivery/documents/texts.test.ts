import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { languages } from "../../platform/index.ts";
import { chargeReasons, movementKinds, paymentMethods } from "./model.ts";
import { neutralPhrases } from "./phrases.ts";
import { sayer, texts, type TextKey } from "./texts.ts";
import { localeOf, printable, writingOf } from "./writing.ts";

const keys = Object.keys(texts.en) as TextKey[];
const holesOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();

describe("catalogues", () => {
  test.each(languages)("%s has every key, in the same order, nothing empty, nothing shouted", (language) => {
    expect(Object.keys(texts[language])).toEqual(keys);
    for (const key of keys) expect(texts[language][key], key).toMatch(/^[^!]*\S$/);
  });

  test.each(languages)("%s has the same holes as English", (language) => {
    for (const key of keys) expect(holesOf(texts[language][key]), key).toEqual(holesOf(texts.en[key]));
  });

  test("everything a closed list names has words", () => {
    const named = [
      ...neutralPhrases.map((each) => `phrase.${each}`),
      ...paymentMethods.map((each) => `method.${each}`),
      ...movementKinds.map((each) => `movement.${each}`),
      ...chargeReasons.flatMap((each) => [`charge.${each}`, `chargeName.${each}`]),
    ];
    expect(named.filter((key) => !(keys as string[]).includes(key))).toEqual([]);
  });

  test("a hole that nobody fills stays seen", () => {
    const say = sayer("nb");
    expect(say("note.checkMessage", { code: "K7F-2Q" })).toContain("K7F-2Q");
    expect(say("note.checkMessage")).toContain("{code}");
  });
});

describe("writing", () => {
  const plain = (text: string) => text.replace(/[\u00A0\u202F]/g, " ");

  test.each([
    ["nb", "NO", "NOK", "−1 234 567,05", "2 450,00 kr", "07.12.2026", "7. desember 2026", "oktober 2026", "25 %"],
    ["sv", "SE", "SEK", "−1 234 567,05", "2 450,00 kr", "2026-12-07", "7 december 2026", "oktober 2026", "25 %"],
    ["da", "DK", "DKK", "−1.234.567,05", "2.450,00 kr.", "07.12.2026", "7. december 2026", "oktober 2026", "25 %"],
    ["it", "IT", "EUR", "−1.234.567,05", "2.450,00 €", "07/12/2026", "7 dicembre 2026", "ottobre 2026", "25%"],
    ["en", "US", "USD", "−1,234,567.05", "$2,450.00", "Dec 7, 2026", "December 7, 2026", "October 2026", "25%"],
    ["en", "NO", "NOK", "−1,234,567.05", "NOK 2,450.00", "7 Dec 2026", "7 December 2026", "October 2026", "25%"],
  ] as const)("%s in %s", (language, country, currency, amount, money, day, longDay, month, rate) => {
    const write = writingOf(localeOf(language, country), currency);
    expect(plain(write.amount(-123_456_705n))).toBe(amount);
    expect(plain(write.money(245_000n))).toBe(money);
    expect(write.day("2026-12-07")).toBe(day);
    expect(write.longDay("2026-12-07")).toBe(longDay);
    expect(write.month("2026-10")).toBe(month);
    expect(plain(write.rate(2_500n))).toBe(rate);
  });

  test.each(["nb-NO", "sv-SE", "da-DK", "it-IT", "en-GB", "en-US"])(
    "amounts in %s are what the language writes",
    (locale) => {
      const language = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, useGrouping: "always" });
      const write = writingOf(locale, "NOK");
      fc.assert(
        fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (minor) => {
          const [sign, digits] = [minor < 0n ? "-" : "", `${minor < 0n ? -minor : minor}`.padStart(3, "0")];
          const exact = `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}` as `${number}`;
          expect(write.amount(minor)).toBe(language.format(exact).replace("-", "\u2212"));
        }),
      );
    },
  );

  test("amounts beyond a double keep their last øre", () => {
    expect(writingOf("en-US", "USD").amount(99_999_999_999_999_901n)).toBe("999,999,999,999,999.01");
  });
});

describe("texts from outside", () => {
  test.each([
    ["  Kari\u0000 Nordmann\u202E ", "Kari Nordmann"],
    ["A\u030Asa", "Åsa"],
    ["می\u200Cخواهم", "می\u200Cخواهم"],
    ["x".repeat(60), `${"x".repeat(25)}\u200B${"x".repeat(25)}\u200B${"x".repeat(10)}`],
    ["x".repeat(25), "x".repeat(25)],
  ])("%j", (given, set) => expect(printable(given)).toBe(set));
});
