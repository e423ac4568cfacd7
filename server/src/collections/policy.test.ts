import { describe, expect, test } from "vitest";
import { daily, date, norway, sweden, wednesdays } from "./facts.fixture.ts";
import {
  defaultPolicy,
  effectivePolicy,
  type Field,
  holdReasons,
  holdRefusal,
  lawStep,
  type Level,
  type LevelName,
  levelNames,
  mayMoveDueDate,
  type OverrideVersion,
  type Policy,
  policyOfItem,
  type PolicyVersion,
  type Scope,
  scopes,
  swedishChain,
  swedishChainLocks,
} from "./index.ts";
import { marketPack } from "../markets/index.ts";

const chainSource = { scope: "chain", id: "c1", name: "The chain" } as const;
function chain(other: Partial<PolicyVersion> = {}): PolicyVersion {
  return {
    source: chainSource,
    validFrom: date("2026-01-01"),
    locks: swedishChainLocks,
    policy: swedishChain,
    ...other,
  };
}
function override(scope: Scope, other: Partial<OverrideVersion> = {}): OverrideVersion {
  const source = { scope, id: `${scope}1`, name: `The ${scope}` };
  return { source, validFrom: date("2026-01-01"), locks: [], terms: {}, levels: {}, ...other };
}
const level = (policy: Policy, name: LevelName): Level => policy.levels.find((each) => each.name === name)!;
const change = (policy: Policy, name: LevelName, other: Partial<Level>): Policy => ({
  ...policy,
  levels: policy.levels.map((each) => (each.name === name ? { ...each, ...other } : each)),
});

describe("S2-32 which version an item follows", () => {
  const spring = chain({ source: { ...chainSource, id: "spring" } });
  const summer = chain({
    source: { ...chainSource, id: "summer" },
    validFrom: date("2026-06-01"),
    policy: { ...swedishChain, agencyMinimumMinor: 500_00n },
  });
  test.each([
    ["2026-01-01", "spring", 100_00n],
    ["2026-05-31", "spring", 100_00n],
    ["2026-06-01", "summer", 500_00n],
    ["2030-01-01", "summer", 500_00n],
  ])("E38 invoiced %s: version %s, whatever came later", (invoicedOn, id, agencyMinimumMinor) => {
    for (const versions of [
      [spring, summer],
      [summer, spring],
    ]) {
      const answer = policyOfItem(versions, [], date(invoicedOn));
      expect(answer).toMatchObject({ ok: true, version: { id }, policy: { agencyMinimumMinor } });
    }
  });

  test("an invoice older than the first version follows none", () => {
    const on = date("2025-12-31");
    expect(policyOfItem([spring, summer], [], on)).toEqual({ ok: false, code: "noPolicyInForce", on });
  });

  test("of two versions from the same day the later one stated counts", () => {
    const again = chain({ source: { ...chainSource, id: "again" } });
    expect(policyOfItem([spring, again], [], date("2026-03-01"))).toMatchObject({ version: { id: "again" } });
  });

  test("each scope has a version of its own in force", () => {
    const below = [
      override("payer", { terms: { minorBalanceMinor: 700n } }),
      override("clinic", {
        validFrom: date("2026-02-01"),
        terms: { minorBalanceMinor: 200n, agencyMinimumMinor: 300n },
      }),
    ];
    const answer = policyOfItem([spring], below, date("2026-03-01"));
    expect(answer).toMatchObject({ ok: true, policy: { minorBalanceMinor: 700n, agencyMinimumMinor: 300n } });
    expect(answer.ok && [...answer.setBy.values()].map(({ scope }) => scope)).toEqual(["payer", "clinic"]);
  });

  test("however old a scope's version is, it is the one of that scope", () => {
    const ofScope = (scope: Scope, validFrom: string, terms: OverrideVersion["terms"]) =>
      override(scope, { validFrom: date(validFrom), terms });
    const below = [
      ofScope("item", "2026-01-01", { minorBalanceMinor: 700n }),
      ofScope("payer", "2026-01-15", { agencyMinimumMinor: 300n }),
      ofScope("clinic", "2026-02-01", { holdMostDays: 9 }),
    ];
    expect(policyOfItem([spring], below, date("2026-03-01"))).toMatchObject({
      policy: { minorBalanceMinor: 700n, agencyMinimumMinor: 300n, holdMostDays: 9 },
    });
  });

  test("E38 overrides are taken by the invoice date too", () => {
    const minor = (id: string, validFrom: string, minorBalanceMinor: bigint): OverrideVersion =>
      override("clinic", {
        source: { scope: "clinic", id, name: id },
        validFrom: date(validFrom),
        terms: { minorBalanceMinor },
      });
    const versions = [minor("old", "2026-02-01", 200n), minor("new", "2026-04-01", 300n)];
    const rests = ["2026-01-15", "2026-02-01", "2026-04-01"].map((on) => {
      const answer = policyOfItem([spring], versions, date(on));
      return answer.ok && answer.policy.minorBalanceMinor;
    });
    expect(rests).toEqual([100n, 200n, 300n]);
  });
});

describe("chain, clinic, payer, item", () => {
  const open = chain({ locks: [] });

  test("the lowest that sets a field wins, and each field knows who set it", () => {
    const below = [
      override("item", { terms: { minorBalanceMinor: 400n } }),
      override("clinic", { terms: { minorBalanceMinor: 200n, followUp: wednesdays } }),
      override("payer", { levels: { headOffice: { channels: "postOnly" } } }),
    ];
    const { policy, setBy, refused } = effectivePolicy(open, below);
    expect(policy).toMatchObject({ minorBalanceMinor: 400n, followUp: wednesdays, agencyMinimumMinor: 100_00n });
    expect(level(policy, "headOffice")).toEqual({ ...level(swedishChain, "headOffice"), channels: "postOnly" });
    expect(level(policy, "remind1")).toBe(level(swedishChain, "remind1"));
    expect([...setBy].map(([field, by]) => `${field} ${by.scope}`)).toEqual([
      "minorBalanceMinor item",
      "followUp clinic",
      "headOffice.channels payer",
    ]);
    expect(refused).toEqual([]);
  });

  test("S1-24 S2-09 DP-011 the chain's locks hold: a clinic can neither wait longer nor reword a reminder, and hears who locked it", () => {
    const wait = { after: "due", days: 20, unit: "workingDays" } as const;
    const clinic = override("clinic", {
      levels: { remind1: { wait, wording: "ours" }, headOffice: { wait, sender: "clinic" } },
    });
    const { policy, refused } = effectivePolicy(chain(), [clinic]);
    const by = clinic.source;
    expect(refused).toEqual([
      { code: "fieldLocked", field: "remind1.wait", by, lockedBy: chainSource },
      { code: "fieldLocked", field: "remind1.wording", by, lockedBy: chainSource },
      { code: "fieldLocked", field: "headOffice.wait", by, lockedBy: chainSource },
    ]);
    expect(policy).toEqual(change(swedishChain, "headOffice", { sender: "clinic" }));
  });

  test("what the clinic locks is locked for payer and item, and the first lock is the one named", () => {
    const clinic = override("clinic", { terms: { minorBalanceMinor: 200n }, locks: ["minorBalanceMinor"] });
    const payer = override("payer", { terms: { minorBalanceMinor: 900n }, locks: ["minorBalanceMinor"] });
    const one = override("item", { terms: { minorBalanceMinor: 900n } });
    const { policy, refused } = effectivePolicy(open, [one, payer, clinic]);
    expect(policy.minorBalanceMinor).toBe(200n);
    expect(refused.map((each) => each.code === "fieldLocked" && [each.by.scope, each.lockedBy.scope])).toEqual([
      ["payer", "clinic"],
      ["item", "clinic"],
    ]);
  });

  test("a clinic's own lock does not hit itself", () => {
    const clinic = override("clinic", { terms: { minorBalanceMinor: 200n }, locks: ["minorBalanceMinor"] });
    expect(effectivePolicy(open, [clinic])).toMatchObject({ policy: { minorBalanceMinor: 200n }, refused: [] });
  });

  test.each<[Scope, Field, string | undefined]>([
    ["clinic", "followUp", undefined],
    ["payer", "followUp", "setForWholeClinicsOnly"],
    ["item", "followUp", "setForWholeClinicsOnly"],
    ["clinic", "runAt", "setForWholeChainOnly"],
    ["payer", "runAt", "setForWholeChainOnly"],
    ["clinic", "fileAlertAgainAt", "setForWholeChainOnly"],
  ])(
    "DP-017 the run's day belongs to a whole clinic and its hours to the chain: %s sets %s, refused: %s",
    (scope, field, code) => {
      const terms = {
        followUp: { followUp: wednesdays },
        runAt: { runAt: new Temporal.PlainTime(9) },
        fileAlertAgainAt: { fileAlertAgainAt: new Temporal.PlainTime(9) },
      }[field as "followUp" | "runAt" | "fileAlertAgainAt"];
      expect(effectivePolicy(open, [override(scope, { terms })]).refused[0]?.code).toBe(code);
    },
  );

  test("S2-09 an override adds no level and takes none away", () => {
    const strange = override("payer", { levels: { paymentDemand: { wording: "x" } } });
    const { policy, refused } = effectivePolicy(open, [strange]);
    expect(policy).toBe(swedishChain);
    expect(refused).toEqual([{ code: "levelNotInPolicy", field: "paymentDemand.wording", by: strange.source }]);
  });

  test("S2-02 the Swedish chain locks every wait and all of both reminders", () => {
    const ofReminders = swedishChainLocks.filter((field) => field.startsWith("remind1."));
    expect(ofReminders.toSorted()).toEqual(
      Object.keys(level(swedishChain, "remind1"))
        .filter((key) => key !== "name")
        .map((key) => `remind1.${key}`)
        .toSorted(),
    );
    for (const { name } of swedishChain.levels) expect(swedishChainLocks).toContain(`${name}.wait`);
    expect(new Set(swedishChainLocks).size).toBe(swedishChainLocks.length);
  });
});

describe("the policies that ship", () => {
  test("S2-15 S2-16 S2-33 DP-013 DP-030 the Swedish chain: 5 + 5 + 5 working days, reminders from the clinic, no fee", () => {
    expect(
      swedishChain.levels.map(({ name, sender, wait, fee }) => [name, sender, wait.days, wait.unit, fee.charge]),
    ).toEqual([
      ["remind1", "clinic", 5, "workingDays", "none"],
      ["remind2", "clinic", 5, "workingDays", "none"],
      ["headOffice", "headOffice", 5, "workingDays", "none"],
      ["agency", "headOffice", 3, "workingDays", "none"],
    ]);
    expect(swedishChain).toMatchObject({
      followUp: { mode: "daily" },
      disputeAnswerWorkingDays: 5,
      promiseMaxWorkingDays: 10,
      headOfficeWorkingDays: 3,
      holdMostDays: 30,
      interest: "off",
      minorBalanceMinor: 100n,
      agencyMinimumMinor: 10_000n,
      selfServiceDueDateDays: 0,
    });
    expect([swedishChain.runAt, swedishChain.fileAlertAgainAt].map(String)).toEqual(["18:30:00", "12:00:00"]);
  });

  test("Norway's default while the clinic sends collection notices: the market's timetable, with its options left out", () => {
    expect(
      defaultPolicy(norway, date("2025-06-01")).levels.map(({ name, wait, deadlineDays, fee }) => [
        name,
        wait,
        deadlineDays,
        fee.charge,
      ]),
    ).toEqual([
      ["nudge", { after: "due", days: 3, unit: "calendarDays" }, null, "none"],
      ["remind1", { after: "due", days: 15, unit: "calendarDays" }, 14, "asLawAllows"],
      ["collectionNotice", { after: "previousDeadline", days: 2, unit: "calendarDays" }, 14, "asLawAllows"],
      ["agency", { after: "previousDeadline", days: 3, unit: "workingDays" }, null, "none"],
    ]);
  });

  test.each([
    ["2025-12-31", "collectionNotice"],
    ["2026-01-01", "remind2"],
    ["2026-11-22", "remind2"],
    ["2027-01-01", "remind2"],
    ["2028-02-29", "remind2"],
  ])(
    "Norway invoiced %s: the third letter is %s, as a claim may still be open when notices are a licensed company's",
    (on, third) => {
      const { levels } = defaultPolicy(norway, date(on));
      expect(levels.map(({ name }) => name)).toEqual(["nudge", "remind1", third, "agency"]);
      expect(levels[2]).toMatchObject({
        wait: { after: "previousDeadline", days: 2, unit: "calendarDays" },
        deadlineDays: 14,
        fee: { charge: "asLawAllows" },
      });
    },
  );

  test("what ships is the default of today's claims", () => {
    for (const pack of [norway, sweden]) expect(defaultPolicy(pack)).toEqual(defaultPolicy(pack, pack.reviewedThrough));
    expect(defaultPolicy(norway).levels[2]!.name).toBe("remind2");
  });

  test("where the law names no fee, none is asked for; nothing is too small to hand over", () => {
    const { levels, agencyMinimumMinor, minorBalanceMinor } = defaultPolicy({ ...norway, fees: [] });
    expect(levels.map(({ fee }) => fee.charge)).toEqual(["none", "none", "none", "none"]);
    expect([agencyMinimumMinor, minorBalanceMinor]).toEqual([0n, 0n]);
    expect(defaultPolicy(sweden).minorBalanceMinor).toBe(100n);
  });

  test("a rung nobody of ours may send, and nothing stands in for, is left out", () => {
    const noReminders = norway.regimes.map((row) => ({
      ...row,
      value: { ...row.value, sender: { ...row.value.sender, reminder: [] } },
    }));
    expect(defaultPolicy({ ...norway, regimes: noReminders }).levels.map(({ name }) => name)).toEqual([
      "nudge",
      "agency",
    ]);
  });

  test.each<[string, readonly string[]]>([
    [
      "DK",
      [
        "nudge due 3 workingDays null textMessage none",
        "remind1 due 15 calendarDays 10 digitalThenPost asLawAllows",
        "remind2 previousSent 10 calendarDays 10 digitalThenPost asLawAllows",
        "collectionNotice previousSent 10 calendarDays 10 digitalThenPost asLawAllows",
        "agency previousSent 12 calendarDays null digitalThenPost asLawAllows",
      ],
    ],
    [
      "IT",
      [
        "remind1 due 10 calendarDays null digitalThenPost none",
        "remind2 previousSent 15 calendarDays null digitalThenPost none",
        "paymentDemand previousSent 15 calendarDays 15 postOnly none",
        "agency previousDeadline 3 workingDays null digitalThenPost none",
      ],
    ],
    [
      "US",
      [
        "nudge due 10 calendarDays null textMessage none",
        "remind1 due 31 calendarDays null digitalThenPost none",
        "remind2 previousSent 30 calendarDays null digitalThenPost none",
        "collectionNotice previousSent 30 calendarDays 30 digitalThenPost none",
        "agency previousDeadline 5 workingDays null digitalThenPost none",
      ],
    ],
  ])("%s: the market's timetable", (country, expected) => {
    const told = defaultPolicy(marketPack(country)).levels.map(
      ({ name, wait, deadlineDays, channels, fee }) =>
        `${name} ${wait.after} ${wait.days} ${wait.unit} ${deadlineDays} ${channels} ${fee.charge}`,
    );
    expect(told).toEqual(expected);
  });

  test("Sweden outside the chain: 5 + 5 + 5, and then the agency; the one fee the market allows stands on the second", () => {
    const { levels } = defaultPolicy(sweden);
    expect(levels.map(({ name, wait, fee }) => `${name} ${wait.days} ${wait.unit} ${fee.charge}`)).toEqual([
      "remind1 5 workingDays none",
      "remind2 5 workingDays asLawAllows",
      "agency 5 workingDays none",
    ]);
  });

  test("E16 DP-016 an issued due date is not moved in the chain; where a policy allows it, no further than it says", () => {
    expect(mayMoveDueDate(daily, date("2026-03-27"), date("2026-03-28"))).toBe(false);
    const moving = { ...daily, selfServiceDueDateDays: 14 };
    const wishes = ["2026-03-27", "2026-03-28", "2026-04-10", "2026-04-11"];
    expect(wishes.map((on) => mayMoveDueDate(moving, date("2026-03-27"), date(on)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe("DP-033 a hold has a reason and an end", () => {
  const fromOn = date("2026-04-01");
  test.each([
    ["deceased", "2026-04-01", undefined],
    ["deceased", "2026-05-01", undefined],
    ["deceased", "2026-05-02", "holdTooLong"],
    ["deceased", "2026-03-31", "holdEndsBeforeItBegins"],
    ["good customer", "2026-04-02", "holdReasonUnknown"],
  ])("%s until %s: %s", (reason, endsOn, code) => {
    expect(holdRefusal(daily, { reason, fromOn, endsOn: date(endsOn) })?.code).toBe(code);
  });

  test("the seven reasons, and the last day a refusal names", () => {
    expect(holdReasons).toEqual([
      ...["disputeUnderReview", "deceased", "protectedIdentity", "bankruptcyOrDebtRelief"],
      ...["wrongDebtor", "bankFileMissing", "systemFault"],
    ]);
    expect(holdReasons.map((reason) => holdRefusal(daily, { reason, fromOn, endsOn: fromOn }))).toEqual(
      Array(7).fill(null),
    );
    expect(holdRefusal(daily, { reason: "deceased", fromOn, endsOn: date("2027-01-01") })?.lastDay.toString()).toBe(
      "2026-05-01",
    );
  });
});

describe("N-11 the words of a policy", () => {
  test("levels in the order they are taken, each by the law's name; scopes from the top down", () => {
    expect(levelNames.map((name) => `${name} ${lawStep[name]}`)).toEqual([
      "nudge nudge",
      "remind1 reminder",
      "remind2 reminder",
      "collectionNotice collectionNotice",
      "paymentDemand paymentDemand",
      "headOffice null",
      "agency handOver",
    ]);
    expect(scopes).toEqual(["chain", "clinic", "payer", "item"]);
  });
});
