/** Where merchants want to be told. */

import { isWebhookUrl, registerBody } from "./bodies.ts";
import { malformed, Refused } from "./problems.ts";
import type { SalesUnit } from "./types.ts";
import type { World } from "./world.ts";

const MOST_PER_EVENT = 25;

const knownEvents: ReadonlySet<string> = new Set([
  ...["created", "aborted", "expired", "cancelled", "captured", "refunded", "authorized", "terminated"].map(
    (name) => `epayments.payment.${name}.v1`,
  ),
  ...["activated", "rejected", "stopped", "expired"].map((name) => `recurring.agreement-${name}.v1`),
  ...["reserved", "captured", "canceled", "refunded", "failed", "creation-failed"].map(
    (name) => `recurring.charge-${name}.v1`,
  ),
]);

/** The secret is in this answer and in no other. */
export function register(world: World, unit: SalesUnit, text: string): Record<string, unknown> {
  const { url, events } = registerBody(text);
  if (!isWebhookUrl(url)) throw malformed([{ name: "url", reason: "https, or this machine" }]);
  const unknown = events.find((event) => !knownEvents.has(event));
  if (unknown !== undefined) throw malformed([{ name: "events", reason: `${unknown} is not known` }]);
  const ofUnit = [...world.registrations.values()].filter(({ msn }) => msn === unit.msn);
  const full = events.find((event) => ofUnit.filter((one) => one.events.includes(event)).length >= MOST_PER_EVENT);
  if (full !== undefined) throw malformed([{ name: "events", reason: `${full} has ${MOST_PER_EVENT} registrations` }]);
  const [id, secret] = [world.names.uuid(), world.names.uuid()];
  world.registrations.set(id, { id, msn: unit.msn, url, events, secret, failingSinceMs: null });
  return { id, secret };
}

export function listRegistrations(world: World, unit: SalesUnit): Record<string, unknown> {
  const ofUnit = [...world.registrations.values()].filter(({ msn }) => msn === unit.msn);
  return { webhooks: ofUnit.map(({ id, url, events }) => ({ id, url, events })) };
}

export function unregister(world: World, unit: SalesUnit, id: string): void {
  if (world.registrations.get(id)?.msn !== unit.msn) throw new Refused(404, "The registration is not found");
  world.registrations.delete(id);
}
