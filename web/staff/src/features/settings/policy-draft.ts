/** A follow-up policy as it is written: the wire's fields by name, what a clinic may set otherwise, and what differs from above. */
import type { Body } from "../../api.ts";
import type { Minor } from "../../format.ts";
import type { Check, Version } from "./policy-questions.ts";

export type LevelName = Check["forbidden"][number]["level"];
export type Wait = {
  readonly after: "due" | "previousSent" | "previousDeadline";
  readonly days: number;
  readonly unit: "workingDays" | "calendarDays";
};
export type Fee =
  | { readonly charge: "none" }
  | { readonly charge: "asLawAllows" }
  | { readonly charge: "amount"; readonly mostMinor: Minor };
export type LevelTerms = {
  readonly wait: Wait;
  readonly deadlineDays: number | null;
  readonly channels: "textMessage" | "digitalThenPost" | "postOnly";
  readonly wording: string;
  readonly sender: "clinic" | "headOffice";
  readonly fee: Fee;
  readonly skippedWhen: readonly string[];
};
export type Level = LevelTerms & { readonly name: LevelName };
export type FollowUp = { readonly mode: "daily" } | { readonly mode: "weekly"; readonly weekday: number };
export type Policy = { readonly followUp: FollowUp; readonly levels: readonly Level[] } & Readonly<
  Record<string, unknown>
>;
type Changes = {
  readonly terms?: Readonly<Record<string, unknown>>;
  readonly levels?: Readonly<Partial<Record<LevelName, Partial<LevelTerms>>>>;
};
export type Lock = Version["locks"][number];
export type Wish = Body<"/api/v1/follow-up-policies", "post">;

/** In the order in which they are taken. */
export const LEVELS = [
  "nudge",
  "remind1",
  "remind2",
  "collectionNotice",
  "paymentDemand",
  "headOffice",
  "agency",
] as const satisfies readonly LevelName[];
/** What a sentence shows of a level, and clinics may be kept from changing. */
export const SHOWN = ["wait", "deadlineDays", "channels", "sender", "fee"] as const;
export type Shown = (typeof SHOWN)[number];

export const isLetter = (name: LevelName) => name !== "headOffice" && name !== "agency";

/** The wire says content is a record: the server has read it as a policy when it was kept. */
export const policyOf = (content: Version["content"]) => content as unknown as Policy;

/** The chain's policy with what a clinic has set otherwise. */
export function withChanges(chain: Policy, content: Version["content"]): Policy {
  const { terms = {}, levels = {} } = content as Changes;
  return { ...chain, ...terms, levels: chain.levels.map((level) => ({ ...level, ...levels[level.name] })) };
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
const differing = (of: object, from: object) =>
  Object.fromEntries(Object.entries(of).filter(([key, value]) => !same(value, (from as Record<string, unknown>)[key])));

/** What a clinic's policy says otherwise than the chain's. */
export function changesFrom(chain: Policy, { levels, ...terms }: Policy): Record<string, unknown> {
  const { levels: above, ...termsAbove } = chain;
  const changed = levels.map((level) => {
    const other = above.find(({ name }) => name === level.name);
    return [level.name, other ? differing(level, other) : {}] as const;
  });
  return {
    terms: differing(terms, termsAbove),
    levels: Object.fromEntries(changed.filter(([, fields]) => Object.keys(fields).length > 0)),
  };
}

/** A new step as it commonly is: after the one before, or the due day where it is the first. */
export function withLevel(policy: Policy, name: LevelName): Policy {
  const rank = LEVELS.indexOf(name);
  const before = policy.levels.filter((level) => LEVELS.indexOf(level.name) < rank);
  const isFirst = before.every((level) => level.name === "nudge");
  const level: Level = {
    name,
    wait: { after: isFirst ? "due" : "previousSent", days: 5, unit: "workingDays" },
    deadlineDays: null,
    channels: name === "nudge" ? "textMessage" : "digitalThenPost",
    wording: `followUp.${name}`,
    sender: isLetter(name) ? "clinic" : "headOffice",
    fee: { charge: "none" },
    skippedWhen: [],
  };
  return { ...policy, levels: policy.levels.toSpliced(before.length, 0, level) };
}

/** The version in force on a day: of those approved the latest that has begun. */
export function inForce(versions: readonly Version[], on: string): Version | undefined {
  return versions.filter(({ approvedAt, validFromOn }) => approvedAt !== null && validFromOn <= on).at(-1);
}

export type Standing = "inForce" | "coming" | "replaced" | "waits";

/** How a version stands among those of its scope. */
export function standingOf(version: Version, all: readonly Version[], today: string): Standing {
  if (version.approvedAt === null) return "waits";
  if (version.validFromOn > today) return "coming";
  return inForce(all, today)?.id === version.id ? "inForce" : "replaced";
}
