/** The simulated service without its doors: sessions, cards, time, rules and webhooks. */

import {
  createClock,
  createNames,
  createService,
  createServiceRules,
  nextQueued,
  type Service,
  type ServiceOptions,
  type ServiceRules,
  spoiltJson,
} from "@kvitt/simulator-kit";
import { answerCall, operationOf, type Asked } from "./api.ts";
import { deliverDue, lineUp } from "./deliveries.ts";
import { actOn, answerChallenge, payBy, type Act, type PayResult } from "./payer.ts";
import type {
  CallFault,
  Delivery,
  Dispute,
  Endpoint,
  Intent,
  Operation,
  Session,
  WireAnswer,
  WireRequest,
} from "./types.ts";
import { expireDue, nextEnd, referenceOf, type Account, type World } from "./world.ts";

/** A clinic's account for demos and tests. Made up; the key opens nothing else. */
export const demoAccount: Account = { name: "Fjordsmil tannklinikk", secretKey: "sk_test_demo" };

export type StripeOptions = ServiceOptions & { readonly account?: Account };

type Rules = ServiceRules<Operation, CallFault>;

export type StripeSimulator = Service<WireRequest, WireAnswer> & {
  readonly rules: Rules;
  readonly account: Account;
  /** By the merchant's reference (the newest of it), or by its id. */
  find(named: { readonly reference: string } | { readonly id: string }): Session | undefined;
  sessions(): readonly Session[];
  intent(session: Session): Intent | undefined;
  /** What the payer pays for, in the merchant's words. */
  productOf(session: Session): string;
  disputes(session: Session): readonly Dispute[];
  pay(session: Session, typedNumber: string): PayResult;
  answerChallenge(session: Session, proven: boolean): PayResult;
  act(session: Session, act: Act): boolean;
  deliveries(): readonly Delivery[];
  endpoints(): readonly Endpoint[];
  /** All that is remembered, as text: what a search for a card number looks through. */
  memory(): string;
};

export function createStripeSimulator(options: StripeOptions = {}): StripeSimulator {
  const rules: Rules = createServiceRules();
  const world = emptyWorld(options, rules);
  const upToDate = <T>(work: () => T): T => {
    expireDue(world);
    return work();
  };
  return {
    ...serviceOf(world, rules, options),
    rules,
    account: world.account,
    find: (named) => findSession(world, named),
    sessions: () => [...world.sessions.values()],
    productOf: ({ id }) => world.products.get(world.productNames.get(id) ?? "")?.name ?? "",
    intent: ({ payment_intent }) => world.intents.get(payment_intent ?? ""),
    disputes: ({ payment_intent }) =>
      [...world.disputes.values()].filter((dispute) => dispute.payment_intent === payment_intent),
    pay: (session, typedNumber) => upToDate(() => payBy(world, session, typedNumber)),
    answerChallenge: (session, proven) => upToDate(() => answerChallenge(world, session, proven)),
    act: (session, act) => upToDate(() => actOn(world, session, act)),
    deliveries: () => world.deliveries,
    endpoints: () => [...world.endpoints.values()],
    memory: () => JSON.stringify(Object.values(world).map((part) => (part instanceof Map ? [...part] : part))),
  };
}

function emptyWorld(options: StripeOptions, rules: Rules): World {
  const world: World = {
    clock: createClock(options.machine),
    names: createNames(options.seed ?? 1),
    account: options.account ?? demoAccount,
    products: new Map(),
    sessions: new Map(),
    intentWishes: new Map(),
    productNames: new Map(),
    intents: new Map(),
    charges: new Map(),
    refunds: new Map(),
    disputes: new Map(),
    endpoints: new Map(),
    answers: new Map(),
    deliveries: [],
    challenges: new Map(),
    disputeLater: new Map(),
    onEvent: (event, reference) => lineUp(world, event, reference, rules.forWebhook(event.type, reference)),
  };
  return world;
}

function serviceOf(world: World, rules: Rules, options: ServiceOptions): Service<WireRequest, WireAnswer> {
  return createService<WireRequest, Asked, CallFault, WireAnswer>(
    {
      clock: world.clock,
      asked: operationOf,
      faultOf: (asked, request) => rules.forCall(asked.operation, referenceAsked(world, asked, request)),
      answer: (asked, request) => answerCall(world, asked, request),
      instead,
      spoilt,
      passTime: () => expireDue(world),
      deliver: (post) => deliverDue(world, post),
      nextDue: () => Math.min(nextEnd(world), nextQueued(world.deliveries)),
    },
    options,
  );
}

/** What is said in the place of the work's own answer. */
function instead(fault: CallFault): WireAnswer | undefined {
  if (fault.do === "refuse") return { status: fault.status, json: { error: fault.error } };
  if (fault.do !== "fail") return undefined;
  return { status: fault.status, json: { error: { type: "api_error", message: "Failed as scripted." } } };
}

function spoilt(answer: WireAnswer, fault: CallFault): WireAnswer {
  return fault.do === "patch" ? { ...answer, json: patched(answer.json, fault.members) } : spoiltJson(answer, fault);
}

/** The merchant's reference that a call is about, where it can be told. */
function referenceAsked(world: World, { id }: Asked, { body, query }: WireRequest): string | undefined {
  const form = new URLSearchParams(body === "" ? query : body);
  const named = form.get("client_reference_id") ?? form.get("id");
  if (named !== null) return named;
  const key = id === "" ? (form.get("payment_intent") ?? "") : id;
  const object = world.products.get(key) ?? world.sessions.get(key) ?? world.intents.get(key);
  return object === undefined ? undefined : referenceOf(world, object);
}

/** A member inside an expanded one is named with a dot. */
function patched(json: unknown, members: Readonly<Record<string, unknown>>): unknown {
  const copy = structuredClone(json) as Record<string, unknown>;
  for (const [path, value] of Object.entries(members)) {
    const names = path.split(".");
    const last = names.pop()!;
    const node = names.reduce<unknown>((inner, name) => (inner as Record<string, unknown> | null)?.[name], copy);
    if (typeof node === "object" && node !== null) (node as Record<string, unknown>)[last] = value;
  }
  return copy;
}

function findSession(
  world: World,
  named: { readonly reference: string } | { readonly id: string },
): Session | undefined {
  return [...world.sessions.values()].findLast((session) =>
    "id" in named ? session.id === named.id : session.client_reference_id === named.reference,
  );
}
