import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCardNumber } from "./cards.ts";
import {
  cardRecogniser,
  findIdentityNumbers,
  holdsForbiddenNumber,
  keyHoldsIdentityNumber,
  maskIdentityNumbers,
  norwegianIdentityRecogniser,
  type IdentityRecogniser,
} from "./identity-scan.ts";
import { makeKid } from "./kid.ts";

// Numbers of synthetic persons and the schemes' published test cards.
describe("SEC-55 S0-07 finding identity and card numbers in a text", () => {
  it.each([
    ["plain", "01818010083", "******-*****"],
    ["within words", "Barn 01818010083, kontroll", "Barn ******-*****, kontroll"],
    ["behind a letter", "fnr01818010083", "fnr******-*****"],
    ["with a blank", "018180 10083", "******-*****"],
    ["with a dash", "018180-10083", "******-*****"],
    ["with a dash between blanks", "018180 - 10083", "******-*****"],
    ["with a long dash", "018180–10083", "******-*****"],
    ["with a non-breaking blank", "018180\u00a010083", "******-*****"],
    ["with an invisible character", "018180\u200b10083", "******-*****"],
    ["with points", "01.81.80.10083", "******-*****"],
    ["as a date", "01/81/80-100 83", "******-*****"],
    ["digit by digit", "0 1 8 1 8 0 1 0 0 8 3", "******-*****"],
    ["behind another number", "Faktura 12 018180 10083 1", "Faktura 12 ******-***** 1"],
    ["twice", "01818010083 / 01818010164", "******-***** / ******-*****"],
    ["D-number", "41818010077", "******-*****"],
    ["card", "4111 1111 1111 1111", "****-****-****-****"],
    ["card with dashes", "4111-1111-1111-1111", "****-****-****-****"],
    ["card of 15 digits", "3782 822463 10005", "****-****-****-****"],
    ["both", "01818010083 5555555555554444", "******-***** ****-****-****-****"],
  ])("%s: %j becomes %j", (_, text, masked) => {
    expect(maskIdentityNumbers(text)).toBe(masked);
    expect(holdsForbiddenNumber(text)).toBe(true);
  });

  it.each([
    ["a wrong check digit", "01818010084"],
    ["part of a longer run of digits", "018180100831"],
    ["a gap that is too wide", "018180    10083"],
    ["a letter between", "018180x10083"],
    ["a new line between", "018180\n10083"],
    ["an account number", "8601.11.17947"],
    ["an organisation number", "NO 974 760 673 MVA"],
    ["a KID of 13 digits, whose last is a Luhn digit too", "1047112601018"],
    ["an IBAN", "NO93 8601 1117 947"],
    ["a date, a time and an amount", "2026-04-07 14:30 kr 1 234,50"],
    ["a phone number", "+47 900 12 345"],
    ["a mask", "******-*****"],
    ["a UUID whose last group begins as a number does", "0190a6f2-4c1e-7a31-9b0c-01818010083f"],
    ["a UUID whose groups join to a number", "019a0181-8010-7083-8001-a4111a111111"],
    ["nothing", ""],
  ])("leaves %s: %j", (_, text) => {
    expect(maskIdentityNumbers(text)).toBe(text);
    expect(holdsForbiddenNumber(text)).toBe(false);
    expect(findIdentityNumbers(text)).toEqual([]);
  });

  it("finds a number beside a UUID", () => {
    const uuid = "0190a6f2-4c1e-7a31-9b0c-01818010083f";
    expect(maskIdentityNumbers(`${uuid} 018180 10083`)).toBe(`${uuid} ******-*****`);
    expect(holdsForbiddenNumber(`${uuid}-01818010083`)).toBe(true);
  });

  it.each([
    ["01818010083", true],
    ["claim-018180-10083", true],
    ["0181-8010-083", false],
    ["0190a6f2-4c1e-7a31-9b0c-01818010083f", false],
  ])("SEC-55 a machine's key %j holds a number as people write it: %s", (key, held) => {
    expect(keyHoldsIdentityNumber(key)).toBe(held);
  });

  it("tells where each stands and what it is", () => {
    const text = "A 018180 10083 og 41818010077 med 4111111111111111";
    expect(findIdentityNumbers(text).map(({ start, end, kind }) => [text.slice(start, end), kind])).toEqual([
      ["018180 10083", "fodselsnummer"],
      ["41818010077", "dNumber"],
      ["4111111111111111", "card"],
    ]);
  });

  it("looks for what it is told to: a market adds a recogniser, and a day brings another rule", () => {
    const visit: IdentityRecogniser = {
      shortest: 4,
      longest: 4,
      mask: "[number]",
      recognise: (digits) => (digits === "4711" ? "sample" : undefined),
    };
    expect(maskIdentityNumbers("nr 47-11, 01818010083", [visit])).toBe("nr [number], 01818010083");
    expect(maskIdentityNumbers("4711 4111111111111111", [cardRecogniser, visit])).toBe("[number] ****-****-****-****");
    const relaxed = [norwegianIdentityRecogniser(Temporal.PlainDate.from("2032-01-01"))];
    const issuedLater = "01818010091";
    expect([holdsForbiddenNumber(issuedLater), holdsForbiddenNumber(issuedLater, relaxed)]).toEqual([false, true]);
  });

  it("masks the whole of two numbers that overlap", () => {
    const even: IdentityRecogniser = {
      shortest: 4,
      longest: 4,
      mask: "####",
      recognise: (digits) => (Number(digits) % 2 === 0 ? "even" : undefined),
    };
    expect(maskIdentityNumbers("a 11 12 34 b", [even])).toBe("a #### b");
  });
});

describe("SEC-55 whatever the text", () => {
  const separators = fc.constantFrom("", " ", "-", ".", "/", "\u00a0", " - ");
  const numbers = fc.constantFrom("01818010083", "41818010077", "4111111111111111", "378282246310005");
  const words = fc.stringMatching(/^[a-zæøå ,:]{0,12}$/);

  it("a number is found with its digits apart in any way", () => {
    fc.assert(
      fc.property(
        words,
        numbers,
        fc.array(separators, { minLength: 19, maxLength: 19 }),
        words,
        (before, number, gaps, after) => {
          const apart = Array.from(number, (digit, at) => (at === 0 ? digit : `${gaps[at]!}${digit}`)).join("");
          expect(maskIdentityNumbers(before + apart + after)).toMatch(/^[^\d]*$/);
        },
      ),
    );
  });

  it("a masked text holds nothing more to mask, and a text is masked when it holds something", () => {
    const texts = fc
      .array(fc.oneof(numbers, separators, words, fc.stringMatching(/^[0-9 -]{0,14}$/)), { maxLength: 12 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(texts, (text) => {
        const masked = maskIdentityNumbers(text);
        expect(holdsForbiddenNumber(masked)).toBe(false);
        expect(masked !== text).toBe(holdsForbiddenNumber(text));
      }),
    );
  });

  it("a KID of customer and invoice number, 13 digits beginning with 1, is never taken for a card", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^1[0-9]{11}$/), (body) => {
        expect(isCardNumber(makeKid(body, "mod10"))).toBe(false);
      }),
    );
  });
});

describe("SEC-55 card numbers", () => {
  it.each([
    ...["4111111111111111", "4222222222222", "5555555555554444", "2223003122003222", "378282246310005"],
    ...["30569309025904", "6011111111111117", "3530111333300000", "6200000000000005", "5019717010103742"],
  ])("%s is one", (digits) => {
    expect(isCardNumber(digits)).toBe(true);
  });

  it.each([
    ["a wrong last digit", "4111111111111112"],
    ["too short", "411111111117"],
    ["too long", "41111111111111111114"],
    ["a length the scheme does not have", "41111111111111"],
    ["no scheme's digits", "1111111111111117"],
    ["blanks", "4111 1111 1111 1111"],
  ])("%s: %s is none", (_, digits) => {
    expect(isCardNumber(digits)).toBe(false);
  });
});
