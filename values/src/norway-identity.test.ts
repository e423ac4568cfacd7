import { describe, expect, it } from "vitest";
import { isKontonummer } from "./norway.ts";
import { norwegianIdentityKind } from "./norway-identity.ts";

// All numbers here are of synthetic persons, or made on the spot from a birth date by the published weights.
const day = (text: string) => Temporal.PlainDate.from(text);

describe("SEC-55 recognising a Norwegian identity number", () => {
  it.each([
    ["01818010083", "fodselsnummer"],
    ["01818010164", "fodselsnummer"],
    ["15861560071", "fodselsnummer"],
    ["41818010077", "dNumber"],
  ])("%s of a synthetic person is a %s", (digits, kind) => {
    expect(norwegianIdentityKind(digits)).toBe(kind);
  });

  it.each([
    ["01818010084", "a wrong last digit"],
    ["01818010073", "a wrong last digit but one"],
    ["10818010083", "neighbours swapped"],
    ["0181801008", "ten digits"],
    ["018180100830", "twelve digits"],
    ["0181801008A", "a letter"],
    ["", "nothing"],
    ["00000000000", "zeros, which pass both check digits"],
  ])("%s is none: %s", (digits) => {
    expect(norwegianIdentityKind(digits)).toBeUndefined();
  });

  it.each([
    // day, month as written, year of century      what it is
    ["01", "01", "fodselsnummer"],
    ["31", "12", "fodselsnummer"],
    ["32", "12", undefined],
    ["00", "01", undefined],
    ["30", "02", undefined],
    ["01", "00", undefined],
    ["01", "13", undefined],
    ["41", "01", "dNumber"],
    ["71", "01", "dNumber"],
    ["72", "01", undefined],
    ["40", "01", undefined],
    ["01", "41", "hNumber"],
    ["01", "52", "hNumber"],
    ["01", "53", undefined],
    ["01", "40", undefined],
    ["01", "65", undefined],
    ["01", "66", "fodselsnummer"],
    ["01", "77", "fodselsnummer"],
    ["01", "78", undefined],
    ["01", "80", undefined],
    ["01", "81", "fodselsnummer"],
    ["01", "92", "fodselsnummer"],
    ["01", "93", undefined],
    ["41", "41", "dNumber"],
    ["41", "81", "dNumber"],
    ["80", "00", "fhNumber"],
    ["99", "99", "fhNumber"],
  ])("day %s, month %s: %s", (dayOfMonth, month, kind) => {
    expect(kindsOf(`${dayOfMonth}${month}80`, 100, 199)).toEqual(new Set([kind]));
  });

  it.each([
    // 29 February tells which century the individual number stands for: 1900 had none, 2000 had one.
    ["290200", 0, 499, undefined],
    ["290200", 500, 999, "fodselsnummer"],
    ["290204", 0, 499, "fodselsnummer"],
    ["290256", 500, 749, "fodselsnummer"],
    ["010139", 500, 999, "fodselsnummer"],
    ["010140", 500, 899, undefined],
    ["010140", 900, 999, "fodselsnummer"],
    ["010153", 500, 749, undefined],
    ["010154", 500, 749, "fodselsnummer"],
    ["010154", 750, 899, undefined],
  ])("birth date %s with individual numbers %i to %i: %s", (date, from, to, kind) => {
    expect(kindsOf(date, from, to)).toEqual(new Set([kind]));
  });
});

describe("SEC-55 why fields typed as an account are not scanned", () => {
  it("about one kontonummer in 24 passes for an identity number, since the last digit of both has the same weights", () => {
    const accounts = Array.from({ length: 40_000 }, (_, index) => String(1_000_000_000 + index * 224_999))
      .map((body) => `${body}${checkDigit(body, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2])}`)
      .filter((digits) => digits.length === 11 && isKontonummer(digits));
    const passing = accounts.filter((digits) => norwegianIdentityKind(digits) !== undefined);
    expect(accounts.length / passing.length).toBeGreaterThan(20);
    expect(accounts.length / passing.length).toBeLessThan(28);
  });
});

describe("SEC-55 the first check digit is looser from 2032", () => {
  const remainders = Array.from({ length: 11 }, (_, remainder) => withRemainder("018180", remainder));

  it.each([
    [undefined, [0]],
    ["2031-12-31", [0]],
    ["2032-01-01", [0, 1, 2, 3]],
  ])("on %s it accepts the remainders %j", (asOf, expected) => {
    const accepted = remainders.flatMap((digits, remainder) =>
      norwegianIdentityKind(digits, asOf === undefined ? undefined : day(asOf)) === undefined ? [] : [remainder],
    );
    expect(accepted).toEqual(expected);
  });
});

/** The kinds of all numbers of a birth date with these individual numbers that have right check digits. */
function kindsOf(date: string, from: number, to: number): Set<string | undefined> {
  const kinds = new Set<string | undefined>();
  for (let individual = from; individual <= to; individual++) {
    const nine = date + String(individual).padStart(3, "0");
    const first = checkDigit(nine, [3, 7, 6, 1, 8, 9, 4, 5, 2]);
    const second = checkDigit(`${nine}${first}`, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
    if (first < 10 && second < 10) kinds.add(norwegianIdentityKind(`${nine}${first}${second}`));
  }
  return kinds;
}

/** A number of this birth date whose first check leaves `remainder`, the second being right. */
function withRemainder(date: string, remainder: number): string {
  for (let individual = 100; ; individual++) {
    const nine = date + String(individual);
    const first = (checkDigit(nine, [3, 7, 6, 1, 8, 9, 4, 5, 2]) + remainder) % 11;
    const second = checkDigit(`${nine}${first}`, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
    if (first < 10 && second < 10) return `${nine}${first}${second}`;
  }
}

function checkDigit(digits: string, weights: readonly number[]): number {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return (11 - (sum % 11)) % 11;
}
