import type { RelationKind } from "./types.ts";

type PlainDate = Temporal.PlainDate;

/** What is known of the patient. Without the day of birth the year must do, and in the year of majority it does not. */
export type PatientFacts = {
  readonly partyId: string;
  readonly birthOn: PlainDate | null;
  readonly birthYear: number | null;
  /** Has a telephone or an address for payment messages, or is a company with an organisation number. */
  readonly reachable: boolean;
};

export type RelatedFacts = {
  readonly partyId: string;
  readonly kind: RelationKind;
  readonly shareBasisPoints: number;
  readonly reachable: boolean;
};

export type Age = "minor" | "adult" | "unknown";
export type Share = { readonly partyId: string; readonly shareBasisPoints: number };

export type ReceiverRule = "minorToGuardian" | "minorWithoutGuardian" | "adultToRelative" | "adultToSelf" | "askClinic";

export type ReceiverDecision = {
  readonly rule: ReceiverRule;
  /** Who owes: several only where guardians share custody (FR-26); the shares are the whole. */
  readonly debtors: readonly Share[];
  /** Who gets the payment messages; empty where nobody may. */
  readonly receivers: readonly string[];
  /** The clinic must add or confirm a contact before anything is sent. */
  readonly needsContact: boolean;
};

const WHOLE = 10_000;

/** Minor or adult on a day. The 18th birthday itself counts as adult (FR-25). */
export function ageOn(patient: Pick<PatientFacts, "birthOn" | "birthYear">, on: PlainDate, adultAge: number): Age {
  if (patient.birthOn) {
    return Temporal.PlainDate.compare(patient.birthOn.add({ years: adultAge }), on) <= 0 ? "adult" : "minor";
  }
  if (patient.birthYear === null) return "adult";
  const turns = patient.birthYear + adultAge;
  return on.year > turns ? "adult" : on.year < turns ? "minor" : "unknown";
}

/**
 * Who owes a claim that arose on a day, and who gets its payment messages (FR-20, FR-22, FR-25, FR-26).
 * A minor's guardian owes and receives; an adult always owes, a registered relative only receives. A child never gets a message.
 * Without any birth year the patient counts as adult: the practice system then has said nothing about a minor.
 */
export function decideReceiver(
  patient: PatientFacts,
  related: readonly RelatedFacts[],
  aroseOn: PlainDate,
  adultAge: number,
): ReceiverDecision {
  const age = ageOn(patient, aroseOn, adultAge);
  const guardians = related.filter((each) => each.kind === "guardian");
  const relative = related.find((each) => each.kind === "relative" && each.reachable);
  const self = [{ partyId: patient.partyId, shareBasisPoints: WHOLE }];
  if (age === "unknown") return { rule: "askClinic", debtors: self, receivers: [], needsContact: true };
  if (age === "minor") return guardians.length > 0 ? toGuardians(guardians) : withoutGuardian(self);
  if (relative) return { rule: "adultToRelative", debtors: self, receivers: [relative.partyId], needsContact: false };
  const receivers = patient.reachable ? [patient.partyId] : [];
  return { rule: "adultToSelf", debtors: self, receivers, needsContact: !patient.reachable };
}

function toGuardians(guardians: readonly RelatedFacts[]): ReceiverDecision {
  return {
    rule: "minorToGuardian",
    debtors: guardians.map(({ partyId, shareBasisPoints }) => ({ partyId, shareBasisPoints })),
    receivers: guardians.filter((each) => each.reachable).map((each) => each.partyId),
    needsContact: guardians.some((each) => !each.reachable),
  };
}

function withoutGuardian(self: readonly Share[]): ReceiverDecision {
  return { rule: "minorWithoutGuardian", debtors: self, receivers: [], needsContact: true };
}
