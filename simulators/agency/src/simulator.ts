/** The simulated collection agency without its doors: cases, what becomes of them, rules. */

import {
  createClock,
  createNames,
  createRuleList,
  createService,
  spoiltJson,
  type RuleBook,
  type Service,
  type ServiceOptions,
} from "@kvitt/simulator-kit";
import { answerCall, operationOf, problemAnswer, type Asked } from "./api.ts";
import { liveOn, nextStep } from "./courses.ts";
import type { Account, CallFault, Case, Rule, Told, WireAnswer, WireRequest } from "./types.ts";
import { act, Refused, tell, type Act, type World } from "./world.ts";

/** A creditor's agreement for demos and tests. Made up; the secret opens nothing else. */
export const demoAccount: Account = {
  clientId: "demo-creditor",
  secret: "agency_test_demo",
  currency: "SEK",
  agency: "Exempel Inkasso",
};

export type AgencyOptions = ServiceOptions & {
  readonly account?: Account;
  /** Cases go on by themselves as days go by; left out, they do what is done to them. */
  readonly lives?: boolean;
};

export type AgencySimulator = Service<WireRequest, WireAnswer> & {
  readonly rules: RuleBook<Rule>;
  readonly account: Account;
  find(caseId: string): Case | undefined;
  cases(): readonly Case[];
  act(found: Case, what: Act): boolean;
  /** Tells anything at all: a case that nobody knows, a status that nobody has seen, the same event again. */
  tell(event: Partial<Told> & Pick<Told, "status">): Told;
  told(): readonly Told[];
};

export function createAgencySimulator(options: AgencyOptions = {}): AgencySimulator {
  const rules = createRuleList<Rule>();
  const clock = createClock(options.machine);
  const startMs = clock.now();
  const world: World = {
    clock,
    names: createNames(options.seed ?? 1),
    account: options.account ?? demoAccount,
    cases: new Map(),
    told: [],
    lives: options.lives ?? false,
    due: [],
    machine: options.machine ?? (() => startMs),
  };
  const service = createService<WireRequest, Asked, CallFault, WireAnswer>(
    {
      clock: world.clock,
      asked: operationOf,
      faultOf: ({ operation, caseId }) => rules.find("call", { operation, caseId }),
      answer: (asked, request) => answerCall(world, asked, request),
      instead,
      spoilt: (answer, fault) =>
        fault.do === "repeat"
          ? spoiltJson(answer, { do: "patch", members: { events: world.told } })
          : spoiltJson(answer, fault),
      passTime: () => liveOn(world),
      deliver: () => Promise.resolve(),
      nextDue: () => nextStep(world),
    },
    options,
  );
  return {
    ...service,
    rules: { replace: rules.replace, list: rules.list },
    account: world.account,
    find: (caseId) => world.cases.get(caseId),
    cases: () => [...world.cases.values()],
    act: (found, what) => act(world, found, what),
    tell: (event) => tell(world, event),
    told: () => world.told,
  };
}

/** What is said in the place of the work's own answer. */
function instead(fault: CallFault): WireAnswer | undefined {
  if (fault.do === "refuse") return problemAnswer(new Refused(fault.status, fault.code));
  return fault.do === "fail" ? { status: fault.status } : undefined;
}
