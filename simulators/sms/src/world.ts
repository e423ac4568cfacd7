/** All that the simulator remembers, in memory, and what becomes of a message that is handed over. */

import type { SimulatorClock } from "@kvitt/simulator-kit";
import { partsOf } from "./gsm.ts";
import type { Rules } from "./rules.ts";
import type {
  GatewayName,
  NumberKind,
  NumberRule,
  Push,
  Report,
  Settings,
  Sms,
  SmsIn,
  SmsState,
  Taken,
  Turned,
} from "./types.ts";

const MOST_PARTS = 10;
const DAY_MS = 86_400_000;

type Coming = { readonly sms: Sms; readonly state: SmsState; readonly cause: NumberKind | null };

export type World = {
  readonly clock: SimulatorClock;
  readonly rules: Rules;
  readonly settings: Settings;
  numbers: readonly NumberRule[];
  /** By gateway and our caller's id. */
  readonly messages: Map<string, Sms>;
  /** What will have become of messages, by the moment it is known. */
  readonly coming: Map<number, Coming[]>;
  readonly pushes: Push[];
  readonly downUntilMs: { a: number; b: number };
};

/** Takes a message, or turns it away. The same id again is answered as before; with other content it is turned away. */
export function takeMessage(world: World, gateway: GatewayName, message: SmsIn): Taken {
  const key = `${gateway}/${message.id}`;
  const known = world.messages.get(key);
  if (known !== undefined) {
    const same = known.to === message.to && known.from === message.from && known.text === message.text;
    return same ? { id: message.id, reference: known.reference } : { id: message.id, turned: "idTaken" };
  }
  const fault = world.rules.forMessage(gateway, message);
  const kind = fault?.do === "become" ? fault.kind : kindOf(world, message.to);
  const turned = fault?.do === "refuse" ? fault.turned : reasonToTurn(world, message, kind);
  if (turned !== null) return { id: message.id, turned };
  const reference = `${gateway}${String(world.messages.size + 1).padStart(9, "0")}`;
  const facts = { gateway, reference, parts: partsOf(message.text), atMs: world.clock.now(), reports: [] };
  const sms: Sms = { ...message, ...facts };
  world.messages.set(key, sms);
  foresee(world, sms, kind);
  return { id: message.id, reference };
}

function reasonToTurn(world: World, { to, from, text }: SmsIn, kind: NumberKind | null): Turned | null {
  const { senders } = world.settings;
  if (!/^\+[1-9]\d{7,14}$/.test(to)) return "badNumber";
  if (kind === "premium" || kind === "landline" || kind === "optedOut") return kind;
  if (!/^[A-Za-z0-9]{3,11}$/.test(from) || senders?.includes(from) === false) return "senderUnknown";
  return text === "" || partsOf(text) > MOST_PARTS ? "badText" : null;
}

function kindOf(world: World, to: string): NumberKind | null {
  const rule = world.numbers.find(({ match }) =>
    match.endsWith("*") ? to.startsWith(match.slice(0, -1)) : match === to,
  );
  return rule?.kind ?? null;
}

/** A phone that is off is tried for a day. */
function foresee(world: World, sms: Sms, kind: NumberKind | null): void {
  const soonMs = sms.atMs + world.settings.deliverAfterSeconds * 1000;
  if (kind === null) return plan(world, soonMs, { sms, state: "delivered", cause: null });
  if (kind !== "off") return plan(world, soonMs, { sms, state: "failed", cause: kind });
  plan(world, soonMs, { sms, state: "buffered", cause: null });
  plan(world, sms.atMs + DAY_MS, { sms, state: "expired", cause: kind });
}

/** Brings the end of a message about by hand, at this moment. False when it has had one. */
export function endNow(world: World, sms: Sms, state: "delivered" | "failed"): boolean {
  if (isOver(sms)) return false;
  plan(world, world.clock.now(), { sms, state, cause: state === "failed" ? "notInUse" : null });
  return true;
}

function plan(world: World, atMs: number, coming: Coming): void {
  const at = world.coming.get(atMs);
  if (at === undefined) world.coming.set(atMs, [coming]);
  else at.push(coming);
}

/** Lets happen what has come to be known by now; gives the reports, oldest first. */
export function happenings(world: World): readonly Report[] {
  const due = [...world.coming.keys()].filter((atMs) => atMs <= world.clock.now()).sort((a, b) => a - b);
  return due.flatMap((atMs) => {
    const reports = world.coming.get(atMs)!.flatMap((coming) => (isOver(coming.sms) ? [] : reportOf(coming, atMs)));
    world.coming.delete(atMs);
    return reports;
  });
}

/** A message has one end. */
function isOver({ reports }: Sms): boolean {
  return ["delivered", "failed", "expired"].includes(reports.at(-1)?.state ?? "accepted");
}

function reportOf({ sms, state, cause }: Coming, atMs: number): Report {
  const { gateway, id, to, reference } = sms;
  const eventId = `${reference}-${sms.reports.length + 1}`;
  const report: Report = { eventId, gateway, id, to, state, cause, atMs };
  sms.reports.push(report);
  return report;
}

/** Moments at which something becomes known. */
export function nextHappening(world: World): number {
  return [...world.coming.keys()].reduce((first, atMs) => Math.min(first, atMs), Infinity);
}

export function findMessage(world: World, gateway: GatewayName, id: string): Sms | undefined {
  return world.messages.get(`${gateway}/${id}`);
}
