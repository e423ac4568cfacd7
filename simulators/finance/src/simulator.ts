/** The simulated finance company without its doors: applications, decisions, time, rules and webhooks. */

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
import { actOn, apply, type Act } from "./payer.ts";
import { problemAnswer, Refused } from "./problems.ts";
import type { Account, Application, CallFault, Delivery, Operation, WireAnswer, WireRequest } from "./types.ts";
import { expireDue, nextExpiry, type World } from "./world.ts";

/** A clinic's agreement for demos and tests. Made up; the key opens nothing else. */
export const demoAccount: Account = {
  merchant: "Fjordsmil tannklinikk",
  company: "Fjell Finans",
  apiKey: "fin_test_demo",
  webhookSecret: "fin_hook_demo",
  currency: "NOK",
};

export type FinanceOptions = ServiceOptions & { readonly account?: Account };

type Rules = ServiceRules<Operation, CallFault>;

export type FinanceSimulator = Service<WireRequest, WireAnswer> & {
  readonly rules: Rules;
  readonly account: Account;
  find(named: { readonly reference: string } | { readonly token: string }): Application | undefined;
  applications(): readonly Application[];
  apply(application: Application, terms: number): boolean;
  act(application: Application, act: Act): boolean;
  deliveries(): readonly Delivery[];
};

export function createFinanceSimulator(options: FinanceOptions = {}): FinanceSimulator {
  const rules: Rules = createServiceRules();
  const world: World = {
    clock: createClock(options.machine),
    names: createNames(options.seed ?? 1),
    account: options.account ?? demoAccount,
    applications: new Map(),
    deliveries: [],
    hook: null,
    onEvent: (event) => lineUp(world, event, rules.forWebhook(event.type, event.reference)),
  };
  return {
    ...serviceOf(world, rules, options),
    rules,
    account: world.account,
    find: (named) => findIn(world, named),
    applications: () => [...world.applications.values()],
    apply: (application, terms) => {
      expireDue(world);
      return apply(world, application, terms);
    },
    act: (application, act) => {
      expireDue(world);
      return actOn(world, application, act);
    },
    deliveries: () => world.deliveries,
  };
}

function findIn(
  world: World,
  named: { readonly reference: string } | { readonly token: string },
): Application | undefined {
  if ("reference" in named) return world.applications.get(named.reference);
  return [...world.applications.values()].find(({ token }) => token === named.token);
}

function serviceOf(world: World, rules: Rules, options: ServiceOptions): Service<WireRequest, WireAnswer> {
  return createService<WireRequest, Asked, CallFault, WireAnswer>(
    {
      clock: world.clock,
      asked: operationOf,
      faultOf: ({ operation, reference }) => rules.forCall(operation, reference),
      answer: (asked, request) => answerCall(world, asked, request),
      instead,
      spoilt: spoiltJson,
      passTime: () => expireDue(world),
      deliver: (post) => deliverDue(world, post),
      nextDue: () => Math.min(nextExpiry(world), nextQueued(world.deliveries)),
    },
    options,
  );
}

/** What is said in the place of the work's own answer. */
function instead(fault: CallFault): WireAnswer | undefined {
  if (fault.do === "refuse") return problemAnswer(new Refused(fault.status, fault.code));
  return fault.do === "fail" ? { status: fault.status } : undefined;
}
