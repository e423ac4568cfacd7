/** The simulated service without its doors: payments, time, rules and webhooks. */

import { answerCall, operationOf, traceId } from "./api.ts";
import { createClock } from "./clock.ts";
import { deliverDue, lineUp, nextDelivery } from "./deliveries.ts";
import { actOn, type Act, type ActResult } from "./payer.ts";
import { problemAnswer, refused, Refused } from "./problems.ts";
import { createRules, type Rules } from "./rules.ts";
import { createNames } from "./seeded.ts";
import type {
  CallFault,
  Delivery,
  Payment,
  PostWebhook,
  Registration,
  SalesUnit,
  WireAnswer,
  WireRequest,
} from "./types.ts";
import { expireDue, nextExpiry, type World } from "./world.ts";

/** A clinic's sales unit for demos and tests. Made up; the credentials open nothing else. */
export const demoUnit: SalesUnit = {
  msn: "123456",
  name: "Fjordsmil tannklinikk",
  clientId: "demo-client-id",
  clientSecret: "demo-client-secret",
  subscriptionKeys: ["demo-primary-key", "demo-secondary-key"],
  currency: "NOK",
  allowsPush: true,
  allowsLongLiving: false,
  allowsPartialCapture: true,
};

export type VippsOptions = {
  readonly units?: readonly SalesUnit[];
  readonly seed?: number;
  /** Milliseconds since 1970 by the machine. Left out, time stands still at 1 October 2026 until it is moved. */
  readonly machine?: () => number;
  /** How a delay passes. Left out, the simulator's clock moves on and nobody waits. */
  readonly wait?: (ms: number) => Promise<void>;
  /** How webhooks leave. Left out, by HTTP. */
  readonly post?: PostWebhook;
};

/** What came of a request: an answer, or the line is dropped. */
export type Outcome = { readonly kind: "answer"; readonly answer: WireAnswer } | { readonly kind: "dropped" };

export type VippsSimulator = {
  call(request: WireRequest): Promise<Outcome | undefined>;
  now(): number;
  /** Moves time forward; what falls due on the way happens at its own moment. */
  advance(ms: number): Promise<void>;
  /** Does what has fallen due by now. */
  settle(): Promise<void>;
  readonly rules: Rules;
  /** By reference, or by the token of a landing page. */
  find(named: { readonly reference: string } | { readonly token: string }): Payment | undefined;
  payments(): readonly Payment[];
  act(payment: Payment, act: Act): ActResult;
  deliveries(): readonly Delivery[];
  registrations(): readonly Registration[];
  readonly settings: World["settings"];
};

const START_MS = Date.UTC(2026, 9, 1, 8);

export function createVippsSimulator(options: VippsOptions = {}): VippsSimulator {
  const clock = createClock(options.machine ?? (() => START_MS));
  const rules = createRules();
  const world: World = {
    clock,
    names: createNames(options.seed ?? 1),
    units: options.units ?? [demoUnit],
    payments: new Map(),
    tokens: new Map(),
    answers: new Map(),
    calls: new Map(),
    registrations: new Map(),
    deliveries: [],
    settings: { rateLimits: true, keyRequired: true },
    onEvent: (payment, event) => lineUp(world, payment, event, (lined) => rules.forWebhook(lined)),
  };
  const time = timeKeeper(world, options.post ?? postByHttp);
  const wait = options.wait ?? (async (ms) => clock.skip(ms));
  return {
    call: (request) => callWithFaults(world, rules, wait, request),
    now: () => clock.now(),
    ...time,
    rules,
    find: (named) => findPayment(world, named),
    payments: () => [...world.payments.values()],
    act: (payment, act) => {
      expireDue(world);
      return actOn(world, payment, act);
    },
    deliveries: () => world.deliveries,
    registrations: () => [...world.registrations.values()],
    settings: world.settings,
  };
}

/** One thing at a time: two movements of the clock never cross. */
function timeKeeper(world: World, post: PostWebhook): Pick<VippsSimulator, "advance" | "settle"> {
  let last: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    last = last.then(work, work);
    return last;
  };
  const settle = async (): Promise<void> => {
    expireDue(world);
    await deliverDue(world, post);
  };
  const advance = async (ms: number): Promise<void> => {
    const { clock } = world;
    const targetMs = clock.now() + ms;
    clock.hold(clock.now());
    for (let next = nextDue(world); next <= targetMs; next = nextDue(world)) {
      clock.hold(Math.max(next, clock.now()));
      await settle();
    }
    clock.release(targetMs);
  };
  return { settle: () => inTurn(settle), advance: (ms) => inTurn(() => advance(ms)) };
}

function nextDue(world: World): number {
  return Math.min(nextExpiry(world), nextDelivery(world));
}

/** Undefined when the service has no such address. */
async function callWithFaults(
  world: World,
  rules: Rules,
  wait: (ms: number) => Promise<void>,
  request: WireRequest,
): Promise<Outcome | undefined> {
  const asked = operationOf(request);
  if (asked === undefined) return undefined;
  const fault = rules.forCall(asked.operation, asked.name);
  if (fault?.do === "delay") await wait(fault.ms);
  const early = fault === undefined ? undefined : insteadOfWork(world, fault, request);
  if (early !== undefined) return early;
  const answer = answerCall(world, asked, request);
  return fault === undefined ? { kind: "answer", answer } : afterWork(world, fault, request, answer);
}

/** Faults that keep the work from being done. */
function insteadOfWork(world: World, fault: CallFault, request: WireRequest): Outcome | undefined {
  if (fault.do === "refuse") return problem(world, request, refused(fault.code));
  if (fault.do === "drop" && fault.when === "before") return { kind: "dropped" };
  if (fault.do === "fail" && fault.when === "before") return problem(world, request, failure(fault));
  return undefined;
}

/** Faults of an answer whose work is done. */
function afterWork(world: World, fault: CallFault, request: WireRequest, answer: WireAnswer): Outcome {
  switch (fault.do) {
    case "drop":
      return { kind: "dropped" };
    case "fail":
      return problem(world, request, failure(fault));
    case "patch":
      return { kind: "answer", answer: { ...answer, json: { ...(answer.json as object), ...fault.members } } };
    case "text":
      return { kind: "answer", answer: { ...answer, json: undefined, text: fault.body } };
    default:
      return { kind: "answer", answer };
  }
}

function failure(fault: Extract<CallFault, { do: "fail" }>): Refused {
  const { retryAfterSeconds } = fault;
  const headers: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
  return new Refused(fault.status, "Failed as scripted", { headers });
}

function problem(world: World, request: WireRequest, refusal: Refused): Outcome {
  return { kind: "answer", answer: problemAnswer(refusal, request.path, traceId(world)) };
}

function findPayment(
  world: World,
  named: { readonly reference: string } | { readonly token: string },
): Payment | undefined {
  return [...world.payments.values()].find((payment) =>
    "token" in named ? payment.token === named.token : payment.reference === named.reference,
  );
}

/** Ten seconds for an answer, and no going elsewhere. */
async function postByHttp(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<number> {
  const { host: _fromUrl, ...sent } = headers;
  const signal = AbortSignal.timeout(10_000);
  const response = await fetch(url, { method: "POST", headers: sent, body, redirect: "manual", signal });
  await response.body?.cancel();
  return response.status;
}
