import { describe, expect, test } from "vitest";
import type { FeeFacts, LadderStep } from "./contract.ts";
import { marketPack, openMarkets } from "./index.ts";
import { plainFee } from "./pack.fixture.ts";

const letter = "objection planAgreed deceased addressUnknown";
const handOver = "belowMinimum disputed";
const chain = "disputed planAgreed deceased";

/** Each rung: step, days and from what, days it gives, instead of what, and what lets it be passed over. */
const ladders: Readonly<Record<string, readonly string[]>> = {
  NO: [
    "nudge: 3 calendarDays after due; optedOut",
    `reminder: 15 calendarDays after due, 14 to pay; ${letter}`,
    `collectionNotice: 2 calendarDays after previousDeadline, 14 to pay; ${letter}`,
    `reminder: 2 calendarDays after previousDeadline, 14 to pay, instead of collectionNotice; ${letter}`,
    `handOver: 3 bankDays after previousDeadline; ${handOver}`,
    `paymentDemand: 3 bankDays after previousDeadline, 14 to pay, instead of handOver; ${letter}`,
  ],
  SE: [
    `reminder: 5 workingDays after due; ${chain}`,
    `reminder: 5 workingDays after previousSent; ${chain}`,
    `handOver: 5 workingDays after previousSent; ${chain} addressUnknown belowMinimum`,
    `paymentDemand: 5 workingDays after previousSent, 8 to pay, instead of handOver; ${chain}`,
  ],
  DK: [
    "nudge: 3 bankDays after due; optedOut",
    `reminder: 15 calendarDays after due, 10 to pay; ${letter}`,
    `reminder: 10 calendarDays after previousSent, 10 to pay; ${letter}`,
    `collectionNotice: 10 calendarDays after previousSent, 10 to pay; ${letter}`,
    `handOver: 12 calendarDays after previousSent; ${handOver}`,
  ],
  IT: [
    `reminder: 10 calendarDays after due; ${letter}`,
    `reminder: 15 calendarDays after previousSent; ${letter}`,
    `paymentDemand: 15 calendarDays after previousSent, 15 to pay; ${letter}`,
    `handOver: 3 workingDays after previousDeadline; ${handOver}`,
  ],
  US: [
    "nudge: 10 calendarDays after due; optedOut",
    `reminder: 31 calendarDays after due; ${letter}`,
    `reminder: 30 calendarDays after previousSent; ${letter}`,
    `collectionNotice: 30 calendarDays after previousSent, 30 to pay; ${letter}`,
    `handOver: 5 bankDays after previousDeadline; ${handOver}`,
  ],
};

function told({ step, days, unit, after, deadlineDays, skippedWhen, ...more }: LadderStep): string {
  const gives = deadlineDays === null ? "" : `, ${deadlineDays} to pay`;
  const instead = more.insteadOf === undefined ? "" : `, instead of ${more.insteadOf}`;
  return `${step}: ${days} ${unit} after ${after}${gives}${instead}; ${skippedWhen.join(" ")}`;
}

describe("S2-07 N-11 the ladder each market ships with", () => {
  test.each(openMarkets)("%s", (country) => {
    expect(marketPack(country).ladder.map(told)).toEqual(ladders[country]);
  });
});

/** Who or what is in the way of any fee, and the paragraph that a person is shown: child, nothing delivered, objection, conduct. */
const reasons: Readonly<Record<string, readonly string[]>> = {
  NO: [
    "inkassoloven section 8; guardians are asked, never minors",
    "inkassoforskriften section 1-2; FinKN 2017-492",
    "inkassoloven section 17",
    "inkassoloven section 8",
  ],
  SE: [
    "own rule: guardians are asked, never minors",
    "lag (1981:739) om ersättning för inkassokostnader m.m. section 3: the claim is due",
    "inkassolagen (1974:182) section 8",
    "inkassolagen (1974:182) section 4",
  ],
  DK: [
    "own rule: guardians are asked, never minors",
    "renteloven section 9 a: the delay is not the debtor's",
    "renteloven section 9 a: the delay is not the debtor's",
    "inkassoloven section 9",
  ],
  IT: [
    "own rule: guardians are asked, never minors",
    "own rule: a claim whose invoice never came is not late",
    "own rule: what is disputed is answered first",
    "privacy authority's rules on collection (2005)",
  ],
  US: [
    "own rule: guardians are asked, never minors",
    "own rule: a claim whose statement never came is not late",
    "No Surprises Act; Regulation F: a dispute stops until it is answered",
    "Regulation F, 12 CFR 1006",
  ],
};
const inTheWay: readonly Partial<FeeFacts>[] = [
  { debtorIsMinor: true },
  { dueOn: null },
  { reasonableObjection: true },
  { conductBroken: true },
];

describe("N-11 a refused fee names what refuses it", () => {
  test.each(openMarkets)("%s", (country) => {
    const pack = marketPack(country);
    const cited = inTheWay.map((change) => {
      const answer = pack.fee({ ...plainFee, feeAgreedOn: plainFee.debtAroseOn, ...change });
      return answer.ok ? "a fee" : answer.citation;
    });
    expect(cited).toEqual(reasons[country]);
  });
});
