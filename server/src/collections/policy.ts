/** Which policy an open item follows, and who may change what in it. Pure: no database, no clock. */
import { compareDates, daysBetween } from "@kvitt/values";
import {
  scopes,
  type Field,
  type Level,
  type LevelField,
  type LevelName,
  type LevelTerms,
  type OverrideVersion,
  type Policy,
  type PolicyVersion,
  type Source,
  type Terms,
} from "./policy-model.ts";

type PlainDate = Temporal.PlainDate;

export type OverrideRefusal = { readonly field: Field; readonly by: Source } & (
  | { readonly code: "fieldLocked"; readonly lockedBy: Source }
  | { readonly code: "levelNotInPolicy" }
  | { readonly code: "setForWholeClinicsOnly" }
  | { readonly code: "setForWholeChainOnly" }
);
export type EffectivePolicy = {
  readonly policy: Policy;
  /** Who stated each field that another than the chain has set. */
  readonly setBy: ReadonlyMap<Field, Source>;
  /** What lower scopes want and may not have: left as the scope above has it. */
  readonly refused: readonly OverrideRefusal[];
};
export type PolicyAnswer =
  | (EffectivePolicy & { readonly ok: true; readonly version: Source })
  | { readonly ok: false; readonly code: "noPolicyInForce"; readonly on: PlainDate };

/** One run serves a whole clinic, so its day cannot differ between payers or items. */
const clinicWide: readonly Field[] = ["followUp"];
/** The clock calls the runs of all clinics of a chain together. */
const chainWide: readonly Field[] = ["runAt", "fileAlertAgainAt"];

/** The version in force on a day: the latest that is valid from that day or before; undefined before the first. */
export function inForce<T extends { readonly validFrom: PlainDate }>(
  versions: readonly T[],
  on: PlainDate,
): T | undefined {
  let found: T | undefined;
  for (const each of versions) {
    if (compareDates(each.validFrom, on) > 0) continue;
    if (found === undefined || compareDates(found.validFrom, each.validFrom) <= 0) found = each;
  }
  return found;
}

/**
 * The policy an item follows: in each scope the version in force on its invoice date, whatever came later (E38).
 * `overrides` holds every version of the scopes below the chain that concern this item.
 */
export function policyOfItem(
  chain: readonly PolicyVersion[],
  overrides: readonly OverrideVersion[],
  invoicedOn: PlainDate,
): PolicyAnswer {
  const top = inForce(chain, invoicedOn);
  if (top === undefined) return { ok: false, code: "noPolicyInForce", on: invoicedOn };
  const below = scopes.flatMap((scope) => {
    const version = inForce(
      overrides.filter((each) => each.source.scope === scope),
      invoicedOn,
    );
    return version === undefined ? [] : [version];
  });
  return { ok: true, version: top.source, ...effectivePolicy(top, below) };
}

/** The chain's policy with the changes of the scopes below, from the top down. What is locked above stays as it was, and is told. */
export function effectivePolicy(chain: PolicyVersion, below: readonly OverrideVersion[]): EffectivePolicy {
  const lockedBy = new Map(chain.locks.map((field) => [field, chain.source]));
  const setBy = new Map<Field, Source>();
  const refused: OverrideRefusal[] = [];
  let { policy } = chain;
  for (const override of below.toSorted(byScope)) {
    for (const [field, apply] of changesOf(override)) {
      const refusal = refusalOf(field, override.source, policy, lockedBy.get(field));
      if (refusal !== null) refused.push(refusal);
      else {
        policy = apply(policy);
        setBy.set(field, override.source);
      }
    }
    for (const field of override.locks) if (!lockedBy.has(field)) lockedBy.set(field, override.source);
  }
  return { policy, setBy, refused };
}

function byScope(a: OverrideVersion, b: OverrideVersion): number {
  return scopes.indexOf(a.source.scope) - scopes.indexOf(b.source.scope);
}

function refusalOf(field: Field, by: Source, policy: Policy, lockedBy: Source | undefined): OverrideRefusal | null {
  if (lockedBy !== undefined) return { code: "fieldLocked", field, by, lockedBy };
  if (chainWide.includes(field)) return { code: "setForWholeChainOnly", field, by };
  if (clinicWide.includes(field) && (by.scope === "payer" || by.scope === "item"))
    return { code: "setForWholeClinicsOnly", field, by };
  const [name, ofLevel] = field.split(".");
  const isMissing = ofLevel !== undefined && !policy.levels.some((level) => level.name === name);
  return isMissing ? { code: "levelNotInPolicy", field, by } : null;
}

type Change = readonly [Field, (policy: Policy) => Policy];

function changesOf({ terms, levels }: OverrideVersion): readonly Change[] {
  const ofTerms = (Object.keys(terms) as (keyof Terms)[]).map((key): Change => [
    key,
    (policy) => ({ ...policy, [key]: terms[key] }),
  ]);
  const ofLevels = (Object.keys(levels) as LevelName[]).flatMap((name) => {
    const changed: Partial<LevelTerms> = levels[name] ?? {};
    return (Object.keys(changed) as (keyof LevelTerms)[]).map((key): Change => [
      `${name}.${key}` satisfies LevelField,
      (policy) => withLevel(policy, name, key, changed[key]),
    ]);
  });
  return [...ofTerms, ...ofLevels];
}

function withLevel(policy: Policy, name: LevelName, key: keyof LevelTerms, value: unknown): Policy {
  const change = (level: Level): Level => (level.name === name ? { ...level, [key]: value } : level);
  return { ...policy, levels: policy.levels.map(change) };
}

/** What a hold may be set for (DP-033). */
export const holdReasons = [
  "disputeUnderReview",
  "deceased",
  "protectedIdentity",
  "bankruptcyOrDebtRelief",
  "wrongDebtor",
  "bankFileMissing",
  "systemFault",
] as const;
export type HoldReason = (typeof holdReasons)[number];
export type Hold = { readonly reason: HoldReason; readonly fromOn: PlainDate; readonly endsOn: PlainDate };
export type HoldRefusal = {
  readonly code: "holdReasonUnknown" | "holdEndsBeforeItBegins" | "holdTooLong";
  readonly lastDay: PlainDate;
};

/** Why a hold cannot be set: its reason, or an end (the last day held) past the policy's longest, or before its beginning. Null: it can. */
export function holdRefusal(
  policy: Policy,
  hold: Omit<Hold, "reason"> & { readonly reason: string },
): HoldRefusal | null {
  const lastDay = hold.fromOn.add({ days: policy.holdMostDays });
  if (!holdReasons.some((reason) => reason === hold.reason)) return { code: "holdReasonUnknown", lastDay };
  if (compareDates(hold.endsOn, hold.fromOn) < 0) return { code: "holdEndsBeforeItBegins", lastDay };
  return compareDates(hold.endsOn, lastDay) > 0 ? { code: "holdTooLong", lastDay } : null;
}

/** Whether an issued invoice's due date may be moved so far under this policy; in the Swedish chain never (E16). */
export function mayMoveDueDate(policy: Policy, dueOn: PlainDate, wishedOn: PlainDate): boolean {
  const days = daysBetween(dueOn, wishedOn);
  return days > 0 && days <= policy.selfServiceDueDateDays;
}
