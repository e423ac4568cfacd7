/** The simulated service without its doors: payments, time, rules and webhooks. */

import {
  createClock,
  createNames,
  createService,
  createServiceRules,
  type Service,
  type ServiceOptions,
  type ServiceRules,
  spoiltJson,
} from "@kvitt/simulator-kit";
import { answerCall, operationOf, traceId, type Asked } from "./api.ts";
import { deliverDue, lineUp, nextDelivery } from "./deliveries.ts";
import { actOn, type Act, type ActResult } from "./payer.ts";
import { problemAnswer, refused, Refused } from "./problems.ts";
import type {
  CallFault,
  Delivery,
  EventName,
  Operation,
  Payment,
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

export type VippsOptions = ServiceOptions & { readonly units?: readonly SalesUnit[] };

type Rules = ServiceRules<Operation, CallFault, EventName>;

export type VippsSimulator = Service<WireRequest, WireAnswer> & {
  readonly rules: Rules;
  /** By reference, or by the token of a landing page. */
  find(named: { readonly reference: string } | { readonly token: string }): Payment | undefined;
  payments(): readonly Payment[];
  act(payment: Payment, act: Act): ActResult;
  deliveries(): readonly Delivery[];
  registrations(): readonly Registration[];
  readonly settings: World["settings"];
};

export function createVippsSimulator(options: VippsOptions = {}): VippsSimulator {
  const rules: Rules = createServiceRules();
  const world: World = {
    clock: createClock(options.machine),
    names: createNames(options.seed ?? 1),
    units: options.units ?? [demoUnit],
    payments: new Map(),
    tokens: new Map(),
    answers: new Map(),
    calls: new Map(),
    registrations: new Map(),
    deliveries: [],
    settings: { rateLimits: true, keyRequired: true },
    onEvent: (payment, event) =>
      lineUp(world, payment, event, ({ name, reference }) => rules.forWebhook(name, reference)),
  };
  return {
    ...serviceOf(world, rules, options),
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

function serviceOf(world: World, rules: Rules, options: ServiceOptions): Service<WireRequest, WireAnswer> {
  return createService<WireRequest, Asked, CallFault, WireAnswer>(
    {
      clock: world.clock,
      asked: operationOf,
      faultOf: ({ operation, name }) => rules.forCall(operation, name),
      answer: (asked, request) => answerCall(world, asked, request),
      instead: (fault, request) => instead(world, request, fault),
      spoilt: spoiltJson,
      passTime: () => expireDue(world),
      deliver: (post) => deliverDue(world, post),
      nextDue: () => Math.min(nextExpiry(world), nextDelivery(world)),
    },
    options,
  );
}

/** What is said in the place of the work's own answer. */
function instead(world: World, { path }: WireRequest, fault: CallFault): WireAnswer | undefined {
  const refusal = fault.do === "refuse" ? refused(fault.code) : fault.do === "fail" ? failure(fault) : undefined;
  return refusal && problemAnswer(refusal, path, traceId(world));
}

function failure(fault: Extract<CallFault, { do: "fail" }>): Refused {
  const { retryAfterSeconds } = fault;
  const headers: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
  return new Refused(fault.status, "Failed as scripted", { headers });
}

function findPayment(
  world: World,
  named: { readonly reference: string } | { readonly token: string },
): Payment | undefined {
  return [...world.payments.values()].find((payment) =>
    "token" in named ? payment.token === named.token : payment.reference === named.reference,
  );
}
