import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divideHalfAwayFromZero, percent } from "./divide.ts";
import {
  addMoney,
  compareMoney,
  equalMoney,
  money,
  negateMoney,
  shareOfMoney,
  subtractMoney,
  sumMoney,
  type Money,
} from "./money.ts";
import { fromWireInteger, toWireInteger } from "./wire.ts";

const nok = (minor: bigint) => money(minor, "NOK");

describe("money of one currency", () => {
  it("adds, subtracts, turns and compares", () => {
    expect(addMoney(nok(150n), nok(-50n))).toEqual(nok(100n));
    expect(subtractMoney(nok(100n), nok(150n))).toEqual(nok(-50n));
    expect(negateMoney(nok(100n))).toEqual(nok(-100n));
    expect([nok(3n), nok(-1n), nok(2n)].toSorted(compareMoney)).toEqual([nok(-1n), nok(2n), nok(3n)]);
    expect(compareMoney(nok(2n), nok(2n))).toBe(0);
  });

  it("sums a list, and an empty list to nothing of the currency", () => {
    expect(sumMoney([nok(1n), nok(2n), nok(3n)], "NOK")).toEqual(nok(6n));
    expect(sumMoney([], "NOK")).toEqual(nok(0n));
  });

  it("takes a share with a named rounding", () => {
    expect(shareOfMoney(nok(12_345n), percent(25n), divideHalfAwayFromZero)).toEqual(nok(3_086n));
  });
});

describe("money of two currencies", () => {
  it("does not meet: an error of types where the currency is known", () => {
    // @ts-expect-error NOK and SEK
    expect(() => addMoney(money(1n, "NOK"), money(1n, "SEK"))).toThrow();
    // @ts-expect-error NOK and SEK
    expect(() => subtractMoney(money(1n, "NOK"), money(1n, "SEK"))).toThrow();
    // @ts-expect-error NOK and SEK
    expect(() => compareMoney(money(1n, "NOK"), money(1n, "SEK"))).toThrow();
  });

  it("does not meet: a thrown error where it is only text", () => {
    const [a, b]: Money[] = [money(1n, "NOK"), money(1n, "SEK")];
    for (const meet of [addMoney, subtractMoney, compareMoney]) {
      expect(() => meet(a!, b!)).toThrow(expect.objectContaining({ code: "currencyMismatch" }));
    }
    expect(() => sumMoney<string>([a!, b!], "NOK")).toThrow(expect.objectContaining({ code: "currencyMismatch" }));
  });

  it("is never equal", () => {
    expect(equalMoney(money(1n, "NOK"), money(1n, "SEK"))).toBe(false);
    expect(equalMoney(money(1n, "NOK"), money(1n, "NOK"))).toBe(true);
    expect(equalMoney(money(1n, "NOK"), money(2n, "NOK"))).toBe(false);
  });
});

describe("minor units as a JSON integer", () => {
  it.each([2n ** 53n, -(2n ** 53n), 2n ** 63n, 2n ** 2000n])("refuses %i, which JSON readers would round", (minor) => {
    expect(() => toWireInteger(minor)).toThrow(expect.objectContaining({ code: "beyondWireInteger" }));
  });

  it.each([0, -1, 2 ** 53 - 1, -(2 ** 53 - 1)])("carries %d both ways", (wire) => {
    expect(toWireInteger(BigInt(wire))).toBe(wire);
    expect(fromWireInteger(wire)).toBe(BigInt(wire));
  });

  it.each([0.5, 2 ** 53, NaN, Infinity])("does not read %d", (wire) => {
    expect(fromWireInteger(wire)).toBeUndefined();
  });

  it("carries every amount within the limit unchanged", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (wire) => {
        expect(toWireInteger(fromWireInteger(wire)!)).toBe(wire);
      }),
    );
  });
});
