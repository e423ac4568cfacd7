import { describe, expect, test } from "vitest";
import { isAddress, isEmptyOrDigits, typedNumbers, typedTime, withoutGaps } from "./typed-settings.ts";

describe("K-05 what people type into the settings", () => {
  test.each([
    ["7", "07:00"],
    ["07", "07:00"],
    ["7:30", "07:30"],
    ["7.30", "07:30"],
    ["0730", "07:30"],
    [" 23:59 ", "23:59"],
    ["0:00", "00:00"],
    ["24:00", null],
    ["7:60", null],
    ["7:3", null],
    ["early", null],
    ["", null],
  ])("a time of day: %j is %j", (text, time) => {
    expect(typedTime(text)).toBe(time);
  });

  test.each([
    ["13", [13]],
    ["13, 14", [13, 14]],
    ["2 / 25", [2, 25]],
    ["", []],
    ["1", null],
    ["26", null],
    ["13, x", null],
    ["13.5", null],
  ])("lengths between 2 and 25: %j is %j", (text, numbers) => {
    expect(typedNumbers(text, 2, 25)).toEqual(numbers);
  });

  test("numbers as banks print them", () => {
    expect(withoutGaps(" 8601.11.17947 ")).toBe("86011117947");
    expect(isEmptyOrDigits(" ", 9)).toBe(true);
    expect(isEmptyOrDigits("009 000 001", 9)).toBe(true);
    expect(isEmptyOrDigits("00900000", 9)).toBe(false);
    expect(isEmptyOrDigits("00900000x", 9)).toBe(false);
  });

  test.each([
    ["eier@kjeden.no", true],
    [" eier@kjeden.no ", true],
    ["eier@kjeden", false],
    ["eier@kjeden.", false],
    ["@kjeden.no", false],
    ["eier@kjeden.no, eva@kjeden.no", false],
    ["", false],
  ])("S3-02 %j as one e-mail address: %s", (text, is) => {
    expect(isAddress(text)).toBe(is);
  });
});
