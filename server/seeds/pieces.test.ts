import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { isValidAccount, isValidKid } from "@kvitt/simulator-bank";
import { holdsForbiddenNumber, isOrganisationNumber } from "@kvitt/values";
import { drawsFor, weighted } from "./draws.ts";
import { accountNumber, journalKid, organisationNumber, otherKid, swappedKid, telephone } from "./numbers.ts";
import { visitOf } from "./treatments.ts";

const agreement = { kidLengths: [13], modulus: 10 } as const;
const kids = fc
  .tuple(fc.integer({ min: 100_000, max: 399_999 }), fc.integer({ min: 260_001, max: 269_999 }))
  .map(([patient, invoice]) => journalKid(patient, invoice));

describe("chance", () => {
  test("the same names give the same draws, and neighbours give others", () => {
    const five = (day: string) => {
      const draws = drawsFor(1, "visits", day);
      return Array.from({ length: 5 }, () => draws.next());
    };
    expect(five("2026-01-05")).toEqual(five("2026-01-05"));
    expect(five("2026-01-06")).not.toEqual(five("2026-01-05"));
  });

  test("a number between two bounds may be either bound and nothing outside", () => {
    const draws = drawsFor("bounds");
    const seen = new Set(Array.from({ length: 200 }, () => draws.between(3, 5)));
    expect([...seen].sort()).toEqual([3, 4, 5]);
  });

  test("what weighs nothing is never picked", () => {
    const draws = drawsFor("weights");
    const picked = new Set(
      Array.from({ length: 200 }, () =>
        weighted(draws, [
          ["never", 0],
          ["often", 3],
          ["seldom", 1],
        ] as const),
      ),
    );
    expect([...picked].sort()).toEqual(["often", "seldom"]);
  });
});

describe("numbers that belong to nobody", () => {
  test("account and organisation numbers have right check digits and differ", () => {
    const accounts = Array.from({ length: 300 }, (_, n) => accountNumber(n));
    expect(accounts.every(isValidAccount)).toBe(true);
    expect(new Set(accounts).size).toBe(300);
    const organisations = Array.from({ length: 300 }, (_, n) => organisationNumber(n));
    expect(organisations.every(isOrganisationNumber)).toBe(true);
    expect(new Set(organisations).size).toBe(300);
  });

  test("SEC-55 no telephone and no KID is read as an identity number", () => {
    fc.assert(
      fc.property(
        kids,
        (kid) => !holdsForbiddenNumber(kid) && !holdsForbiddenNumber(telephone(Number(kid.slice(0, 6)))),
      ),
    );
  });
});

describe("what payers type", () => {
  test("a KID of a practice system passes the bank's check; so does one with the wrong digits in it", () => {
    fc.assert(
      fc.property(kids, (kid) => {
        expect(isValidKid(kid, agreement)).toBe(true);
        expect(isValidKid(otherKid(kid), agreement)).toBe(true);
        expect(otherKid(kid)).not.toBe(kid);
      }),
    );
  });

  test("swapped digits are other digits of the same length, nearly always caught", () => {
    const caught = fc.sample(kids, 500).filter((kid) => {
      expect(Array.from(swappedKid(kid)).sort()).toEqual(Array.from(kid).sort());
      return !isValidKid(swappedKid(kid), agreement);
    });
    expect(caught.length).toBeGreaterThan(450);
  });
});

test("a visit's lines carry the VAT of their code: none on treatment, a quarter of net on the rest, to the øre", () => {
  const draws = drawsFor("visits");
  for (let visit = 0; visit < 300; visit++) {
    for (const line of visitOf(visit % 2 === 0 ? "dental" : "veterinary", draws)) {
      const net = line.amountMinor - line.vatMinor;
      expect(line.vatMinor).toBe(line.vatCode === "EXEMPT" ? 0n : (net + 2n) / 4n);
      expect(net).toBeGreaterThan(0n);
    }
  }
});
