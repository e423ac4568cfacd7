/** A policy as it is kept and sent: JSON with whole amounts and times as text. Read strictly, every field that is wrong named at once. */
import { z } from "zod";
import type { SkipReason } from "../markets/index.ts";
import { refuse, type Problem } from "../platform/index.ts";
import {
  levelNames,
  type Field,
  type LevelChanges,
  type LevelName,
  type LevelTerms,
  type Policy,
  type Terms,
} from "./policy-model.ts";
import "./errors.ts";

/** Far above any amount of a policy; a slip of the finger is caught. */
const MOST_MINOR = 10_000_000;
const minor = z.int().min(0).max(MOST_MINOR).transform(BigInt);
const days = z.int().min(0).max(365);
const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .transform((text) => Temporal.PlainTime.from(text));
const word = z.string().regex(/^[A-Za-z][A-Za-z0-9.]{0,39}$/);

export const channelLadders = ["textMessage", "digitalThenPost", "postOnly"] as const;
export type ChannelLadder = (typeof channelLadders)[number];

const skipReasons = [
  "optedOut",
  "objection",
  "planAgreed",
  "deceased",
  "addressUnknown",
  "belowMinimum",
  "disputed",
] as const satisfies readonly SkipReason[];

const wait = z.strictObject({
  after: z.enum(["due", "previousSent", "previousDeadline"]),
  days,
  unit: z.enum(["workingDays", "calendarDays"]),
});
const fee = z.discriminatedUnion("charge", [
  z.strictObject({ charge: z.literal("none") }),
  z.strictObject({ charge: z.literal("asLawAllows") }),
  z.strictObject({ charge: z.literal("amount"), mostMinor: minor }),
]);
const levelTerms = z.strictObject({
  wait,
  deadlineDays: z.int().min(1).max(90).nullable(),
  channels: z.enum(channelLadders),
  wording: word,
  sender: z.enum(["clinic", "headOffice"]),
  fee,
  skippedWhen: z.array(z.enum(skipReasons)).max(skipReasons.length),
});
const level = levelTerms.extend({ name: z.enum(levelNames) });
const followUp = z.discriminatedUnion("mode", [
  z.strictObject({ mode: z.literal("daily") }),
  z.strictObject({ mode: z.literal("weekly"), weekday: z.int().min(1).max(7) }),
]);
const terms = z.strictObject({
  followUp,
  runAt: time,
  fileAlertAgainAt: time,
  disputeAnswerWorkingDays: days,
  promiseMaxWorkingDays: days,
  headOfficeWorkingDays: days,
  holdMostDays: z.int().min(1).max(30),
  interest: z.enum(["off", "asLawAllows"]),
  minorBalanceMinor: minor,
  agencyMinimumMinor: minor,
  selfServiceDueDateDays: days,
});
const policy = terms.extend({ levels: z.array(level).min(1).max(levelNames.length) });
const changes = z.strictObject({
  terms: terms.partial().default({}),
  levels: z.partialRecord(z.enum(levelNames), levelTerms.partial()).default({}),
});

/** The wire form, for who describes or shows it. */
export type PolicyJson = z.input<typeof policy>;
export type OverrideJson = z.input<typeof changes>;
export type PolicyChanges = { readonly terms: Readonly<Partial<Terms>>; readonly levels: LevelChanges };

const problemOf = ({ path, message }: z.core.$ZodIssue): Problem => ({
  code: "FOLLOW_UP_FIELD",
  sentence: `${path.join(".") || "policy"}: ${message}`,
  field: path.join("."),
  facts: { field: path.join(".") || "policy", message },
});

function read<T>(schema: z.ZodType<T>, content: unknown): T {
  const found = schema.safeParse(content);
  if (found.success) return found.data;
  throw refuse("FOLLOW_UP_POLICY_UNREADABLE", { count: found.error.issues.length }, found.error.issues.map(problemOf));
}

/** Reads a whole policy. Throws FOLLOW_UP_POLICY_UNREADABLE with every field that is wrong. */
export function readPolicy(content: unknown): Policy {
  return read(policy as unknown as z.ZodType<Policy>, content);
}

/** Reads what a lower scope wants otherwise. Throws FOLLOW_UP_POLICY_UNREADABLE. */
export function readChanges(content: unknown): PolicyChanges {
  return read(changes as unknown as z.ZodType<PolicyChanges>, content);
}

const termFields = Object.keys(terms.shape) as (keyof Terms)[];
const levelFields = Object.keys(levelTerms.shape) as (keyof LevelTerms)[];
/** Every field that can be set or locked. */
export const policyFields: readonly Field[] = [
  ...termFields,
  ...levelNames.flatMap((name: LevelName) => levelFields.map((key): Field => `${name}.${key}`)),
];

/** Reads the names of fields. Throws FOLLOW_UP_POLICY_UNREADABLE for one that is none. */
export function readLocks(names: readonly string[]): readonly Field[] {
  return read(z.array(z.enum(policyFields as [Field, ...Field[]])), names);
}

const timeText = (at: Temporal.PlainTime): string => at.toString({ smallestUnit: "minute" });

/** A value as JSON can say it: whole amounts as numbers, times as HH:MM. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (value instanceof Temporal.PlainTime) return timeText(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value !== null && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
  return value;
}

/** A policy in its wire form: what `readPolicy` reads. */
export function policyJson(of: Policy): PolicyJson {
  return plain(of) as PolicyJson;
}

/** Changes in their wire form: what `readChanges` reads. */
export function changesJson(of: PolicyChanges): OverrideJson {
  return plain(of) as OverrideJson;
}
