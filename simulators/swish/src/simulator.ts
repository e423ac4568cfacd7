/** The simulated service without its doors: requests, refunds, time, rules and callbacks. */

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
import { actOn, type Act } from "./payer.ts";
import { problemAnswer, refused } from "./problems.ts";
import type {
  CallFault,
  Delivery,
  Merchant,
  Operation,
  Payment,
  Refund,
  WebhookFault,
  WireAnswer,
  WireRequest,
} from "./types.ts";
import { nextStep, passTime, type World } from "./world.ts";

/** A clinic's Swish number for demos and tests. Made up. */
export const demoMerchant: Merchant = { alias: "1234679304", name: "Fjordsmil tandklinik" };

export type SwishOptions = ServiceOptions & { readonly merchants?: readonly Merchant[] };

type Rules = ServiceRules<Operation, CallFault, string, WebhookFault>;

export type SwishSimulator = Service<WireRequest, WireAnswer> & {
  readonly rules: Rules;
  find(named: { readonly id: string } | { readonly token: string }): Payment | undefined;
  payments(): readonly Payment[];
  refunds(payment: Payment): readonly Refund[];
  act(payment: Payment, act: Act): boolean;
  deliveries(): readonly Delivery[];
};

export function createSwishSimulator(options: SwishOptions = {}): SwishSimulator {
  const rules: Rules = createServiceRules();
  const world: World = {
    clock: createClock(options.machine),
    names: createNames(options.seed ?? 1),
    merchants: options.merchants ?? [demoMerchant],
    payments: new Map(),
    refunds: new Map(),
    deliveries: [],
    onEvent: (about) => lineUp(world, about, rules.forWebhook(about.status, about.id)),
  };
  return {
    ...serviceOf(world, rules, options),
    rules,
    find: (named) =>
      "id" in named
        ? world.payments.get(named.id)
        : [...world.payments.values()].find(({ token }) => token === named.token),
    payments: () => [...world.payments.values()],
    refunds: (payment) => [...world.refunds.values()].filter(({ original }) => original === payment),
    act: (payment, act) => {
      passTime(world);
      return actOn(world, payment, act);
    },
    deliveries: () => world.deliveries,
  };
}

function serviceOf(world: World, rules: Rules, options: ServiceOptions): Service<WireRequest, WireAnswer> {
  return createService<WireRequest, Asked, CallFault, WireAnswer>(
    {
      clock: world.clock,
      asked: operationOf,
      faultOf: ({ operation, id }) => rules.forCall(operation, id),
      answer: (asked, request) => answerCall(world, asked, request),
      instead,
      spoilt: spoiltJson,
      passTime: () => passTime(world),
      deliver: (post) => deliverDue(world, post),
      nextDue: () => Math.min(nextStep(world), nextQueued(world.deliveries)),
    },
    options,
  );
}

/** What is said in the place of the work's own answer. */
function instead(fault: CallFault): WireAnswer | undefined {
  if (fault.do === "refuse") return problemAnswer(refused(fault.code));
  return fault.do === "fail" ? { status: fault.status } : undefined;
}
