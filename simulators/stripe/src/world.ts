/** All that the simulator remembers. In memory; gone with the process. */

import type { Names, SimulatorClock } from "@kvitt/simulator-kit";
import type {
  Charge,
  Delivery,
  Dispute,
  Endpoint,
  Intent,
  Product,
  Refund,
  Session,
  StripeEvent,
  StripeObject,
  WireAnswer,
} from "./types.ts";

export type Account = {
  /** What the payer sees. */
  readonly name: string;
  readonly secretKey: string;
};

export type World = {
  readonly clock: SimulatorClock;
  readonly names: Names;
  readonly account: Account;
  readonly products: Map<string, Product>;
  readonly sessions: Map<string, Session>;
  /** How the intent of a session shall be, until the payer's first try makes it. */
  readonly intentWishes: Map<string, Pick<Intent, "capture_method" | "description" | "metadata">>;
  /** Id of the first product, by session. */
  readonly productNames: Map<string, string>;
  readonly intents: Map<string, Intent>;
  readonly charges: Map<string, Charge>;
  readonly refunds: Map<string, Refund>;
  readonly disputes: Map<string, Dispute>;
  readonly endpoints: Map<string, Endpoint>;
  /** Answers by idempotency key. */
  readonly answers: Map<string, { readonly hash: string; readonly answer: WireAnswer; readonly bornMs: number }>;
  readonly deliveries: Delivery[];
  /** Card of a payer who has to prove who it is first, by intent: what it will do is known from its number, which is not kept. */
  readonly challenges: Map<
    string,
    { readonly card: Charge["payment_method_details"]["card"]; readonly disputeAs: string | null }
  >;
  /** What is disputed as soon as it is captured, by intent. */
  readonly disputeLater: Map<string, string>;
  readonly onEvent: (event: StripeEvent, reference: string) => void;
};

/** A reservation that nobody captures lapses after seven days. */
export const HOLD_MS = 7 * 86_400_000;

export function nowSeconds(world: World): number {
  return Math.floor(world.clock.now() / 1000);
}

/** `pi_3` and 24 letters or digits. */
export function newId(world: World, prefix: string): string {
  return `${prefix}_${world.names.word(24)}`;
}

/** The merchant's reference of any object; empty where it has none of its own. */
export function referenceOf(world: World, object: StripeObject): string {
  if (object.object === "checkout.session") return object.client_reference_id ?? "";
  if (object.object === "dispute") return world.intents.get(object.payment_intent)?.metadata["reference"] ?? "";
  if (object.object === "product") return object.id;
  return object.metadata["reference"] ?? "";
}

/** Something has happened to an object: it is told as it is now. */
export function tell(world: World, type: string, object: StripeObject, atSeconds = nowSeconds(world)): void {
  const event: StripeEvent = {
    id: newId(world, "evt"),
    object: "event",
    api_version: "2026-10-28.endive",
    created: atSeconds,
    data: { object: { ...object } },
    livemode: false,
    pending_webhooks: world.endpoints.size,
    request: { id: null, idempotency_key: null },
    type,
  };
  world.onEvent(event, referenceOf(world, object));
}

/** Ends what has run out: sessions nobody paid at, reservations nobody captured. */
export function expireDue(world: World): void {
  const now = nowSeconds(world);
  for (const session of world.sessions.values()) {
    if (session.status === "open" && session.expires_at <= now) endSession(world, session, session.expires_at);
  }
  for (const intent of world.intents.values()) {
    const endsAt = holdEnds(world, intent);
    if (endsAt <= now) cancelIntent(world, intent, "automatic", endsAt);
  }
}

/** In seconds; infinity for what is not reserved. */
function holdEnds(world: World, intent: Intent): number {
  const charge = world.charges.get(intent.latest_charge ?? "");
  return intent.status === "requires_capture" && charge !== undefined ? charge.created + HOLD_MS / 1000 : Infinity;
}

export function endSession(world: World, session: Session, atSeconds = nowSeconds(world)): void {
  session.status = "expired";
  session.url = null;
  const intent = world.intents.get(session.payment_intent ?? "");
  if (intent !== undefined) cancelIntent(world, intent, "expired", atSeconds);
  tell(world, "checkout.session.expired", session, atSeconds);
}

export function cancelIntent(world: World, intent: Intent, reason: string, atSeconds = nowSeconds(world)): void {
  intent.status = "canceled";
  intent.amount_capturable = 0;
  intent.canceled_at = atSeconds;
  intent.cancellation_reason = reason;
  world.challenges.delete(intent.id);
  tell(world, "payment_intent.canceled", intent, atSeconds);
}

/** The next moment, in milliseconds, at which something ends by itself. */
export function nextEnd(world: World): number {
  const sessions = [...world.sessions.values()].filter(({ status }) => status === "open");
  const ends = [
    ...sessions.map(({ expires_at }) => expires_at),
    ...[...world.intents.values()].map((intent) => holdEnds(world, intent)),
  ];
  return Math.min(Infinity, ...ends) * 1000;
}
