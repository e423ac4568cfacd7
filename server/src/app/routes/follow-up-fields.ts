import * as z from "zod";
import {
  contactChannels,
  holdReasons,
  levelNames,
  outcomes,
  type CaseEvent,
  type FollowUpCase,
} from "../../collections/index.ts";
import { CLOSED_DAY_NAMES } from "../../markets/index.ts";
import { amountMinor, day, uuid } from "../../platform/http/index.ts";
import { count, explanation, moment } from "./fields.ts";
import { lineStates, shown as shownProposal } from "./proposal-fields.ts";

/** How follow-up looks on the wire. */

export const level = z.enum(levelNames);
export const contactChannel = z.enum(contactChannels);
export const holdReason = z.enum(holdReasons);
const dayText = (on: Temporal.PlainDate | null): string | null => on?.toString() ?? null;

/** The name is null for roles that see people by their numbers only. */
const person = z.object({ id: uuid, customerNo: count, name: z.string().nullable() });
const bill = z.object({ invoiceId: uuid, number: z.string() }).nullable();

/** Follow-up of a ledger on its day. */
export const today = z.object({
  asOf: day,
  isWorkingDay: z.boolean(),
  policy: z
    .object({
      versionId: uuid,
      name: z.string(),
      /** Local time, `18:30`. */
      runAt: z.string(),
      /** Monday is 1; null: every working day. */
      weekday: z.int().nullable(),
      holdMostDays: z.int(),
    })
    .nullable(),
  /** What the policy's own approval covers, and what a person presses for. */
  standing: shownProposal.nullable(),
  person: shownProposal.nullable(),
  /** Of those that nobody has begun: what would be sent, without what is held back. */
  ready: z.array(z.object({ action: z.string(), lines: z.int(), amountMinor })),
  madeUp: z.object({ ranOn: day, missed: z.array(day), steps: z.int() }).nullable(),
  /** Working days without a run since the last one that went through. */
  missing: z.array(day),
  lastLettersOn: day.nullable(),
});

/** A line of a follow-up. `reason` is a word of the decision, or what a person gave. */
export const seenLine = z.object({
  lineNo: z.int(),
  action: z.string(),
  state: z.enum(lineStates),
  reason: z.string().nullable(),
  itemId: uuid,
  bill,
  payer: person,
  amountMinor,
  dueOn: day,
  workingDays: z.int(),
  /** Saturdays and Sundays since the due day, and the closed days that are none. */
  weekendDays: z.int(),
  closed: z.array(z.object({ on: day, name: z.enum(CLOSED_DAY_NAMES).nullable() })),
  channel: z.string().nullable(),
  changed: z.boolean(),
  explanation,
});

export const letterProof = z.object({
  letterId: uuid,
  level,
  outcome: z.enum(outcomes),
  channel: z.string().nullable(),
  reason: z.string().nullable(),
  at: moment.nullable(),
  claims: z.int(),
  amountMinor,
  itemId: uuid,
  recipient: person,
  bill,
});

export const caseRow = z.object({
  itemId: uuid,
  partyId: uuid,
  payer: person,
  bill,
  reference: z.string().nullable(),
  dueOn: day,
  openMinor: amountMinor,
  lastLevel: level.nullable(),
  lastTakenOn: day.nullable(),
  disputedSince: day.nullable(),
  heldUntil: day.nullable(),
});

const law = z.object({ citation: z.string(), wouldChange: z.string().nullable() });
const decision = z.object({
  kind: z.enum(["step", "notYet", "heldBack", "needsPerson", "closed"]),
  /** Of a step and of what comes next. */
  level: level.nullable(),
  /** Of what is held back, needs a person or is closed. */
  reason: z.string().nullable(),
  /** The day from which it goes on by itself. */
  until: day.nullable(),
  /** Late beyond what the policy explains. */
  red: z.boolean(),
  crossed: z.boolean(),
  rule: z.string(),
  with: z.array(z.string()),
  inputs: z.record(z.string(), z.string()),
  law: law.nullable(),
});
const planned = z.object({ level, targetOn: day, on: day, isSent: z.boolean(), lag: z.int(), isRed: z.boolean() });
const written = { by: z.string(), at: moment };
const event = z.discriminatedUnion("kind", [
  z.object({
    ...written,
    kind: z.literal("step"),
    id: uuid,
    level,
    targetOn: day,
    takenOn: day,
    /** The day a channel took its letter; null while none has, and of a step that is no letter. */
    leftOn: day.nullable(),
    lag: z.int(),
    amountMinor,
    feeMinor: amountMinor,
    /** What became of its letter. */
    letter: z.enum(["open", "done", "failed", "cancelled"]).nullable(),
    policyId: uuid,
  }),
  z.object({
    ...written,
    kind: z.literal("dispute"),
    id: uuid,
    openedOn: day,
    channel: contactChannel,
    words: z.string().nullable(),
    answer: z
      .object({ on: day, outcome: z.enum(["rejected", "upheld"]), words: z.string().nullable(), by: z.string() })
      .nullable(),
  }),
  z.object({
    ...written,
    kind: z.literal("promise"),
    id: uuid,
    promisedOn: day,
    channel: contactChannel,
    words: z.string().nullable(),
  }),
  z.object({
    ...written,
    kind: z.literal("hold"),
    id: uuid,
    reason: holdReason,
    fromOn: day,
    endsOn: day,
    endedOn: day.nullable(),
  }),
  z.object({
    ...written,
    kind: z.literal("note"),
    id: uuid,
    saidOn: day,
    channel: contactChannel,
    direction: z.enum(["fromPayer", "toPayer", "own"]),
    words: z.string().nullable(),
  }),
]);

export const shownCase = z.object({
  itemId: uuid,
  ledgerId: uuid,
  partyId: uuid,
  reference: z.string().nullable(),
  dueOn: day,
  openMinor: amountMinor,
  policy: z.object({ versionId: uuid, name: z.string() }).nullable(),
  decision: decision.nullable(),
  timeline: z.array(planned),
  events: z.array(event),
});

function showDecision(found: NonNullable<FollowUpCase["decision"]>): z.output<typeof decision> {
  const { rule, with: others, inputs, law: said } = found.explanation;
  return {
    kind: found.kind,
    level: "level" in found ? found.level : null,
    reason: "reason" in found ? found.reason : null,
    until: "until" in found ? dayText(found.until) : null,
    red: "isRed" in found && found.isRed,
    crossed: "crossed" in found && found.crossed,
    ...{ rule, with: [...others], inputs: { ...inputs } },
    law: said && { citation: said.citation, wouldChange: said.wouldChange ?? null },
  };
}

function showEvent(found: CaseEvent): z.output<typeof event> {
  if (found.kind !== "step") return found;
  const { by, at, step } = found;
  const { id, targetOn, takenOn, leftOn, lag, feeMinor, policyId, dispatchState } = step;
  return {
    ...{ kind: "step", by, at, id, level: step.level, targetOn, takenOn, leftOn, lag, feeMinor, policyId },
    amountMinor: step.amountMinor,
    letter: dispatchState,
  };
}

/** A case as it is answered. */
export function showCase({
  item,
  policy,
  decision: found,
  timeline,
  events,
}: FollowUpCase): z.output<typeof shownCase> {
  const { id: itemId, ledgerId, partyId, reference, dueOn, openMinor } = item;
  return {
    ...{ itemId, ledgerId, partyId, reference, dueOn, openMinor, policy },
    decision: found && showDecision(found),
    timeline: timeline.map((step) => ({ ...step, targetOn: step.targetOn.toString(), on: step.on.toString() })),
    events: events.map(showEvent),
  };
}
