import { marketPack } from "../markets/index.ts";
import { untouched, type Debtor, type ItemFacts, type SentStep } from "./decide-model.ts";
import type { FollowUp, LevelName, Policy } from "./policy-model.ts";
import { swedishChain } from "./policy-data.ts";

export const sweden = marketPack("SE");
export const norway = marketPack("NO");
export const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

export const wednesdays: FollowUp = { mode: "weekly", weekday: 3 };
export const daily: Policy = swedishChain;
export const weekly: Policy = { ...swedishChain, followUp: wednesdays };

/** The chain's policy with head office counted in five calendar days instead of working days (DP-014). */
export function inCalendarDays(policy: Policy): Policy {
  const levels = policy.levels.map((level) =>
    level.name === "headOffice" ? { ...level, wait: { ...level.wait, unit: "calendarDays" as const } } : level,
  );
  return { ...policy, levels };
}

/** The policy with a fee, as the law allows, on some of its levels. */
export function withFee(policy: Policy, ...names: readonly LevelName[]): Policy {
  const fee = { charge: "asLawAllows" } as const;
  return { ...policy, levels: policy.levels.map((level) => (names.includes(level.name) ? { ...level, fee } : level)) };
}

const patient: Debtor = {
  kind: "consumer",
  isMinor: false,
  hasGuardian: false,
  isDeceased: false,
  hasProtectedIdentity: false,
  optedOutOfNudges: false,
  canBeReached: true,
  hasPostalAddress: true,
  hasOrganisationNumber: false,
};
export const debtor = (other: Partial<Debtor> = {}): Debtor => ({ ...patient, ...other });

/** A bill of 1 200.00 for a treatment on 25 February, due Friday 27 March 2026, with all bank data there; looked at on `asOf`. */
export function item(asOf: string, other: Partial<ItemFacts> = {}): ItemFacts {
  const aroseOn = date("2026-02-25");
  return {
    ...untouched,
    asOf: date(asOf),
    dueOn: date("2026-03-27"),
    deliveredOn: aroseOn,
    debtAroseOn: aroseOn,
    leftMinor: 120_000n,
    patientShareMinor: 120_000n,
    debtor: patient,
    bank: { completeThrough: date(asOf).subtract({ days: 1 }), missing: [] },
    limitation: { debtor: "consumer", aroseOn, claimableOn: aroseOn, interruptedOn: null },
    ...other,
  };
}

export function sent(level: LevelName, on: string, other: Partial<SentStep> = {}): SentStep {
  return { level, sentOn: date(on), deadlineOn: null, feeMinor: 0n, returnedOn: null, isProven: true, ...other };
}

/** Both reminders and head office, of the item due 27 March, each on its day. */
export const toHeadOffice: readonly SentStep[] = [
  sent("remind1", "2026-04-07"),
  sent("remind2", "2026-04-14"),
  sent("headOffice", "2026-04-21"),
];
