import type { DeliveryReport } from "../ports.ts";
import type { FailureReason, MessageState, TaskKind } from "./states.ts";
import { followUpKinds, type Channel, type DispatchKind } from "./wish.ts";

/** What follows from what a channel said, decided without a database or a clock. */

/** A rung that fails or is silent this long gives way to the next (FR-43). */
export const HOURS_OF_SILENCE = 24;
/** A channel that owes a report is asked for it this long after it took a message. */
export const HOURS_TO_FIRST_QUESTION = 1;
/** How long a worker has for what it claimed; after that another may take it up. */
export const LEASE_MINUTES = 5;

/** Channels that tell when a message has arrived. Mail and paper are done when they were taken: of them only failures are told. */
const TELLS_ARRIVAL: Readonly<Record<Channel, boolean>> = {
  sms: true,
  efaktura: true,
  ehf: true,
  email: false,
  paper: false,
};

export function tellsArrival(channel: Channel): boolean {
  return TELLS_ARRIVAL[channel];
}

/** Kinds that ask for money: pointless once nothing is left, and not ours to send while somebody else has the claim. */
const ASKING: ReadonlySet<DispatchKind> = new Set([
  "payLink",
  "choiceReminder",
  "invoice",
  "amountChanged",
  "courtesyNotice",
  ...followUpKinds,
]);

export function asksForMoney(kind: DispatchKind): boolean {
  return ASKING.has(kind);
}

/** Kinds whose text proves a step and is kept with the claim's vouchers (SEC-80); the others are forgotten after 90 days. */
export const provingKinds: readonly DispatchKind[] = ["choiceReminder", "invoice", "creditNote", ...followUpKinds];

export type Rungs = { readonly ladder: readonly Channel[]; readonly rung: number | null };
export type AfterFailure = {
  readonly next: { readonly channel: Channel; readonly rung: number } | null;
  readonly task: TaskKind | null;
};

/** Another address would help. */
const WANTS_CONTACT: ReadonlySet<FailureReason> = new Set(["noContact", "addressInvalid", "receiverUnknown"]);
/** A person must mend something, whether or not the next rung gets through. */
const WANTS_PERSON: Readonly<Partial<Record<FailureReason, TaskKind>>> = {
  contentRefused: "contentRefused",
  discretion: "contentRefused",
  setUp: "setUp",
};

/**
 * What follows a rung that failed: the next rung, or a task when it was the last. What may not leave by one channel leaves by none. Beside the
 * ladder a failure is only worth a task when somebody must mend it.
 */
export function afterFailure({ ladder, rung }: Rungs, reason: FailureReason, bounced = false): AfterFailure {
  const person = WANTS_PERSON[reason] ?? null;
  if (rung === null || reason === "discretion") return { next: null, task: person };
  const channel = ladder[rung + 1];
  if (channel !== undefined) return { next: { channel, rung: rung + 1 }, task: person };
  if (person) return { next: null, task: person };
  if (bounced) return { next: null, task: "bounced" };
  return { next: null, task: WANTS_CONTACT.has(reason) ? "needsContact" : "failed" };
}

const WAITS_IN_MINUTES = [1, 5, 15, 60, 120, 240] as const;

/**
 * When to hand a message over once more after a try without an answer; nothing when a day has gone by since it was due, and the rung is
 * silent. `tries` counts from one.
 */
export function tryAgainAt(
  tries: number,
  dueAt: Temporal.Instant,
  now: Temporal.Instant,
): Temporal.Instant | undefined {
  const end = dueAt.add({ hours: HOURS_OF_SILENCE });
  if (Temporal.Instant.compare(now, end) >= 0) return undefined;
  const wait = WAITS_IN_MINUTES[Math.min(tries, WAITS_IN_MINUTES.length) - 1]!;
  const next = now.add({ minutes: wait });
  return Temporal.Instant.compare(next, end) > 0 ? end : next;
}

/** When to ask about a message that was taken; nothing when its channel owes no report. */
export function firstQuestionAt(channel: Channel, takenAt: Temporal.Instant): Temporal.Instant | null {
  return tellsArrival(channel) ? takenAt.add({ hours: HOURS_TO_FIRST_QUESTION }) : null;
}

/** Of a message that was asked about and nobody knew more: when to ask once more, or null: it has been silent too long. */
export function nextQuestionAt(takenAt: Temporal.Instant, now: Temporal.Instant): Temporal.Instant | null {
  const end = takenAt.add({ hours: HOURS_OF_SILENCE });
  return Temporal.Instant.compare(now, end) >= 0 ? null : end;
}

export type Known = { readonly state: MessageState; readonly reason: FailureReason | null };

/**
 * The state of a message after one more report, in whatever order reports come: what has arrived stays arrived, and a late arrival undoes a
 * failure. An answer of the receiver's business is no word about the way there.
 */
export function stateAfter(known: Known, report: Pick<DeliveryReport, "state" | "reason">): Known {
  if (report.state === "businessAccepted" || report.state === "businessRejected") return known;
  const { state } = known;
  if (state === "seen" || state === "delivered") return known;
  if (report.state === "delivered") return { state: "delivered", reason: null };
  if (report.state === "accepted")
    return state === "queued" || state === "handedOver" || state === "cancelled"
      ? { state: "accepted", reason: null }
      : known;
  if (state === "failed" || state === "bounced") return known;
  return { state: state === "accepted" ? "bounced" : "failed", reason: report.reason ?? "unexpected" };
}
