import { describe, expect, test } from "vitest";
import { marketPack, type MarketPack } from "../markets/index.ts";
import { date } from "./facts.fixture.ts";
import { defaultPolicy, lawBreaches, type Level, type LevelName, type Policy } from "./index.ts";

const level = (policy: Policy, name: LevelName): Level => policy.levels.find((each) => each.name === name)!;
const change = (policy: Policy, name: LevelName, other: Partial<Level>): Policy => ({
  ...policy,
  levels: policy.levels.map((each) => (each.name === name ? { ...each, ...other } : each)),
});

describe("N-11 a policy that breaks Danish, Italian or American law is refused with the paragraph", () => {
  const on = date("2026-11-01");
  const [denmark, italy, usa] = ["DK", "IT", "US"].map(marketPack) as [MarketPack, MarketPack, MarketPack];
  const inDenmark = defaultPolicy(denmark);
  const inItaly = defaultPolicy(italy);
  const inUsa = defaultPolicy(usa);
  const amount = (mostMinor: bigint) => ({ fee: { charge: "amount", mostMinor } as const });
  const without = (policy: Policy, ...names: readonly LevelName[]): Policy => ({
    ...policy,
    levels: policy.levels.filter(({ name }) => !names.includes(name)),
  });
  const days = (count: number) => ({ wait: { after: "previousSent", days: count, unit: "calendarDays" } as const });
  const ownDemand = (policy: Policy): Policy => ({
    ...policy,
    levels: policy.levels.toSpliced(-1, 0, {
      ...level(policy, "collectionNotice"),
      name: "paymentDemand",
      fee: { charge: "none" },
    }),
  });

  test.each<[string, Policy, MarketPack]>([
    [
      "DK: exactly 100 kr on each of three reminders",
      change(change(inDenmark, "remind1", amount(100_00n)), "collectionNotice", amount(100_00n)),
      denmark,
    ],
    ["DK: 100 kr for handing over", change(inDenmark, "agency", amount(100_00n)), denmark],
    ["DK: handed over ten days after the demand letter", change(inDenmark, "agency", days(10)), denmark],
    [
      "DK: a free reminder may give three days",
      change(inDenmark, "remind1", { deadlineDays: 3, fee: { charge: "none" } }),
      denmark,
    ],
    ["DK: head office sends a reminder", change(inDenmark, "remind2", { sender: "headOffice" }), denmark],
    ["IT: no fee", change(inItaly, "remind1", amount(0n)), italy],
    [
      "IT: no reminder before the formal notice",
      change(without(inItaly, "remind1", "remind2"), "paymentDemand", {
        wait: { after: "due", days: 1, unit: "calendarDays" },
      }),
      italy,
    ],
    ["US: no fee", change(inUsa, "remind2", amount(0n)), usa],
    ["US: no final notice", change(without(inUsa, "collectionNotice"), "agency", days(40)), usa],
  ])("lawful: %s", (_name, policy, pack) => {
    expect(lawBreaches(policy, pack, on)).toEqual([]);
  });

  test.each<[string, Policy, MarketPack, string, string, string, string | undefined]>([
    [
      "DK: 101 kr",
      change(inDenmark, "remind1", amount(100_01n)),
      denmark,
      "feeAboveLimit",
      "remind1.fee",
      "renteloven section 9 b",
      "10000",
    ],
    [
      "DK: 101 kr for handing over",
      change(inDenmark, "agency", amount(100_01n)),
      denmark,
      "feeAboveLimit",
      "agency.fee",
      "renteloven section 9 b: inkassogebyr",
      "10000",
    ],
    [
      "IT: a fee for handing over, which is no letter and which the law does not name",
      change(inItaly, "agency", amount(1_00n)),
      italy,
      "feeOnlyOnLetters",
      "agency.fee",
      "own rule: only a letter may carry a fee",
      undefined,
    ],
    [
      "DK: nine days to pay",
      change(inDenmark, "collectionNotice", { deadlineDays: 9 }),
      denmark,
      "deadlineTooShort",
      "collectionNotice.deadlineDays",
      "inkassoloven section 10",
      "10",
    ],
    [
      "DK: nine days on a reminder with a fee",
      change(inDenmark, "remind1", { deadlineDays: 9 }),
      denmark,
      "deadlineTooShort",
      "remind1.deadlineDays",
      "renteloven section 9 b",
      "10",
    ],
    [
      "DK: handed over nine days after the demand letter",
      change(inDenmark, "agency", days(9)),
      denmark,
      "waitShorterThanDeadline",
      "agency.wait",
      "inkassoloven section 10",
      "10",
    ],
    [
      "DK-003 handed over without a demand letter",
      without(inDenmark, "collectionNotice"),
      denmark,
      "letterMissingBefore",
      "agency.wait",
      "inkassoloven section 10: a demand letter whose deadline has passed",
      "collectionNotice",
    ],
    [
      "DK: head office collects for the clinic",
      change(inDenmark, "collectionNotice", { sender: "headOffice" }),
      denmark,
      "senderNotAllowed",
      "collectionNotice.sender",
      "inkassoloven: authorisation for collecting the claims of others",
      "owner, licensed",
    ],
    [
      "DK: a reminder on the due day",
      change(inDenmark, "remind1", { wait: { after: "due", days: 0, unit: "calendarDays" } }),
      denmark,
      "beforeDue",
      "remind1.wait",
      "renteloven section 9 b",
      "1",
    ],
    [
      "DK: a demand of our own after the demand letter",
      ownDemand(inDenmark),
      denmark,
      "senderNotAllowed",
      "paymentDemand.sender",
      "inkassoloven: authorisation for collecting the claims of others",
      "",
    ],
    [
      "IT: one cent",
      change(inItaly, "remind2", amount(1n)),
      italy,
      "feeAboveLimit",
      "remind2.fee",
      "no reminder fee in any statute; only documented costs, agreed and reasonable",
      "0",
    ],
    [
      "IT: fourteen days on the formal notice",
      change(inItaly, "paymentDemand", { deadlineDays: 14 }),
      italy,
      "deadlineTooShort",
      "paymentDemand.deadlineDays",
      "art. 1219 c.c.; fifteen days are practice",
      "15",
    ],
    [
      "IT: handed over before its fifteen days",
      change(inItaly, "agency", days(14)),
      italy,
      "waitShorterThanDeadline",
      "agency.wait",
      "art. 1219 c.c.; fifteen days are practice",
      "15",
    ],
    [
      "IT: head office sends the formal notice",
      change(inItaly, "paymentDemand", { sender: "headOffice" }),
      italy,
      "senderNotAllowed",
      "paymentDemand.sender",
      "art. 115 TULPS: licence for collecting the claims of others",
      "owner, licensed",
    ],
    [
      "US: a late fee of one cent",
      change(inUsa, "remind1", amount(1n)),
      usa,
      "feeAboveLimit",
      "remind1.fee",
      "prior written agreement and the state's cap: no cap is confirmed",
      "0",
    ],
    [
      "US: head office reminds under its own name",
      change(inUsa, "remind2", { sender: "headOffice", fee: { charge: "none" } }),
      usa,
      "senderNotAllowed",
      "remind2.sender",
      "Regulation F, 12 CFR 1006; FDCPA: debt collectors, and creditors under another name",
      "owner, licensed",
    ],
    [
      "US: a validation notice of our own",
      ownDemand(inUsa),
      usa,
      "senderNotAllowed",
      "paymentDemand.sender",
      "Regulation F, 12 CFR 1006; FDCPA: debt collectors, and creditors under another name",
      "licensed",
    ],
    [
      "US: handed over before the final notice's thirty days",
      change(inUsa, "agency", days(29)),
      usa,
      "waitShorterThanDeadline",
      "agency.wait",
      "own rule: a final notice gives as long as a validation notice",
      "30",
    ],
  ])("refused: %s", (_name, policy, pack, code, field, citation, wouldChange) => {
    const found = lawBreaches(policy, pack, on);
    expect(found.find((each) => each.code === code)).toEqual({
      ...{ code, field, citation },
      ...(wouldChange === undefined ? {} : { wouldChange }),
    });
  });

  test("an Italian collection notice does not exist; no American reminder is sent by an unnamed sender", () => {
    const notice: Level = { ...level(inDenmark, "collectionNotice"), fee: { charge: "none" } };
    const levels = inItaly.levels.toSpliced(2, 0, notice);
    expect(lawBreaches({ ...inItaly, levels }, italy, on).map(({ code, field }) => `${code} ${field}`)).toEqual([
      "senderNotAllowed collectionNotice.sender",
    ]);
  });
});
