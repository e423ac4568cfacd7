import { describe, expect, test } from "vitest";
import { ageOn, decideReceiver, type PatientFacts, type RelatedFacts } from "./receiver.ts";

const day = (text: string) => Temporal.PlainDate.from(text);
const patient = (birth: string | number | null, reachable = true): PatientFacts => ({
  partyId: "patient",
  birthOn: typeof birth === "string" ? day(birth) : null,
  birthYear: typeof birth === "string" ? Number(birth.slice(0, 4)) : birth,
  reachable,
});
const guardian = (partyId = "guardian", shareBasisPoints = 10_000, reachable = true): RelatedFacts => ({
  partyId,
  kind: "guardian",
  shareBasisPoints,
  reachable,
});
const relative = (reachable = true): RelatedFacts => ({
  partyId: "daughter",
  kind: "relative",
  shareBasisPoints: 10_000,
  reachable,
});

describe("who owes and who receives", () => {
  const rows: [string, PatientFacts, RelatedFacts[], string, string[], string[], boolean][] = [
    // what                                     patient                  related               rule                    owes          receives      needs contact
    [
      "S0-26 a child of 9 with guardian",
      patient("2017-05-02"),
      [guardian()],
      "minorToGuardian",
      ["guardian"],
      ["guardian"],
      false,
    ],
    [
      "a child whose guardian cannot be reached",
      patient("2017-05-02"),
      [guardian("g", 10_000, false)],
      "minorToGuardian",
      ["g"],
      [],
      true,
    ],
    [
      "a child without guardian, telephone or not",
      patient("2017-05-02"),
      [],
      "minorWithoutGuardian",
      ["patient"],
      [],
      true,
    ],
    [
      "a child with only a relative",
      patient("2017-05-02"),
      [relative()],
      "minorWithoutGuardian",
      ["patient"],
      [],
      true,
    ],
    [
      "an adult of 84 with a daughter registered",
      patient("1942-02-01", false),
      [relative()],
      "adultToRelative",
      ["patient"],
      ["daughter"],
      false,
    ],
    [
      "an adult whose daughter cannot be reached",
      patient("1942-02-01"),
      [relative(false)],
      "adultToSelf",
      ["patient"],
      ["patient"],
      false,
    ],
    ["an adult alone", patient("1984-03-09"), [], "adultToSelf", ["patient"], ["patient"], false],
    ["an adult nobody can reach", patient("1984-03-09", false), [], "adultToSelf", ["patient"], [], true],
    [
      "an adult whose guardian is still registered",
      patient("2008-10-05"),
      [guardian()],
      "adultToSelf",
      ["patient"],
      ["patient"],
      false,
    ],
    [
      "somebody who becomes 18 this year, on an unknown day",
      patient(2008),
      [guardian()],
      "askClinic",
      ["patient"],
      [],
      true,
    ],
    ["somebody of whom no birth is known", patient(null), [], "adultToSelf", ["patient"], ["patient"], false],
  ];
  test.each(rows)("%s", (_, who, related, rule, debtors, receivers, needsContact) => {
    const decision = decideReceiver(who, related, day("2026-10-06"), 18);
    expect({ ...decision, debtors: decision.debtors.map((each) => each.partyId) }).toEqual({
      rule,
      debtors,
      receivers,
      needsContact,
    });
  });

  test("guardians who share custody each owe their part", () => {
    const { debtors } = decideReceiver(
      patient("2017-05-02"),
      [guardian("a", 5_000), guardian("b", 5_000)],
      day("2026-10-06"),
      18,
    );
    expect(debtors).toEqual([
      { partyId: "a", shareBasisPoints: 5_000 },
      { partyId: "b", shareBasisPoints: 5_000 },
    ]);
  });

  test("minor the day before the 18th birthday, adult on it; 29 February has its birthday on 28 February", () => {
    expect(ageOn({ birthOn: day("2008-10-06"), birthYear: 2008 }, day("2026-10-05"), 18)).toBe("minor");
    expect(ageOn({ birthOn: day("2008-10-06"), birthYear: 2008 }, day("2026-10-06"), 18)).toBe("adult");
    expect(ageOn({ birthOn: day("2008-02-29"), birthYear: 2008 }, day("2026-02-28"), 18)).toBe("adult");
    expect(ageOn({ birthOn: null, birthYear: 2009 }, day("2026-12-31"), 18)).toBe("minor");
    expect(ageOn({ birthOn: null, birthYear: 2007 }, day("2026-01-01"), 18)).toBe("adult");
  });
});
