import { claimSchema, type Claim } from "./claim-schema.ts";

/** Claims as a practice system would send them, for tests. */

export type ClaimJson = Record<string, unknown>;

/** A dental claim on an adult patient with a telephone; what a test says differently replaces it. */
export function claimJson(changes: ClaimJson = {}): ClaimJson {
  const amountMinor = (changes["amountMinor"] as number | undefined) ?? 245_000;
  return {
    externalId: "opus-778812",
    kind: "INVOICE",
    currency: "NOK",
    amountMinor,
    lines: [{ text: "Behandling", amountMinor, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: "P104711", name: "Kari Eksempel", birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: "P104711", name: "Kari Eksempel", phone: "+4791234567" },
    ...changes,
  };
}

export function claim(changes: ClaimJson = {}): Claim {
  return claimSchema.parse(claimJson(changes));
}

/** The practice system's own invoice: number and KID come with the claim. */
export function numbered(number: string, kid: string, changes: ClaimJson = {}): Claim {
  return claim({
    externalId: `opus-${number}`,
    number,
    kid,
    issueDate: "2026-10-05",
    dueDate: "2026-10-19",
    ...changes,
  });
}

/** Claims A to G of the worked month: number, KID, øre. E is a plan term, B a child's. */
export function workedMonth(): Claim[] {
  const person = (ref: string) => ({
    patient: { ref, name: `Pasient ${ref}`, birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref, name: `Pasient ${ref}`, phone: "+4791234567" },
  });
  const child = {
    patient: { ref: "P104712", name: "Barn Eksempel", birthDate: "2017-05-02" },
    payer: { type: "PATIENT", ref: "P104712", name: "Barn Eksempel" },
    guardian: { ref: "F104712", name: "Forelder Eksempel", phone: "+4798765432" },
  };
  const term = {
    kind: "PLAN_TERM",
    issueDate: "2026-10-06",
    dueDate: "2026-10-20",
    plan: { externalId: "plan-1", kind: "PLANNED", termNo: 1, terms: 4 },
  };
  return [
    numbered("260101", "1047112601018", { amountMinor: 245_000, ...person("P104711") }),
    numbered("260102", "1047122601024", { amountMinor: 118_000, ...child }),
    numbered("260103", "1047132601030", { amountMinor: 960_000, ...person("P104713") }),
    numbered("260104", "1047142601046", { amountMinor: 330_000, ...person("P104714") }),
    numbered("260105", "1047152601050", { amountMinor: 300_000, ...person("P104715"), ...term }),
    numbered("260106", "1047162601066", { amountMinor: 475_000, ...person("P104716") }),
    numbered("260107", "1047172601072", { amountMinor: 200_000, ...person("P104717") }),
  ];
}
