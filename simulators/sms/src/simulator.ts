/** The two simulated gateways without their doors: messages, phones, time, rules and webhooks. */

import {
  callUnder,
  createClock,
  type Outcome,
  postByHttp,
  type PostWebhook,
  seededDraw,
  timeKeeper,
  type TimeKeeper,
} from "@kvitt/simulator-kit";
import type { Dialect } from "./dialect.ts";
import { gatewayA } from "./gateway-a.ts";
import { gatewayB } from "./gateway-b.ts";
import { lineUp, nextPush, pushDue } from "./pushes.ts";
import { createRules, type Rules } from "./rules.ts";
import type { GatewayName, NumberRule, Operation, Push, Settings, Sms, WireAnswer, WireRequest } from "./types.ts";
import { endNow, findMessage, happenings, nextHappening, takeMessage, type World } from "./world.ts";

const MOST_MESSAGES = 500;

/** Credentials for demos and tests. Made up; they open nothing else. */
export const demoAccounts = {
  a: { user: "kvitt", password: "demo-sms-a-key", webhookSecret: "demo-sms-a-webhook-secret" },
  b: { user: "kvitt", password: "demo-sms-b-password", webhookSecret: "demo-sms-b-webhook-secret" },
} as const;

/** Numbers that misbehave from the start; the control API replaces them. */
export const demoNumbers: readonly NumberRule[] = [
  { match: "+4799999404", kind: "notInUse" },
  { match: "+4799999403", kind: "blocked" },
  { match: "+4799999408", kind: "off" },
  { match: "+4799999410", kind: "optedOut" },
  { match: "+47829*", kind: "premium" },
  { match: "+4722*", kind: "landline" },
];

export type SmsOptions = {
  readonly seed?: number;
  /** Milliseconds since 1970 by the machine. Left out, time stands still at 1 October 2026 until it is moved. */
  readonly machine?: () => number;
  /** How a delay passes. Left out, the simulator's clock moves on and nobody waits. */
  readonly wait?: (ms: number) => Promise<void>;
  /** How webhooks leave. Left out, by HTTP. */
  readonly post?: PostWebhook;
  readonly webhookUrls?: { readonly a?: string; readonly b?: string };
};

export type SmsSimulator = TimeKeeper & {
  /** Undefined when no gateway has such an address. */
  call(request: WireRequest): Promise<Outcome<WireAnswer> | undefined>;
  now(): number;
  readonly rules: Rules;
  readonly settings: Settings;
  numbers(): readonly NumberRule[];
  replaceNumbers(numbers: readonly NumberRule[]): void;
  messages(): readonly Sms[];
  /** Brings the end of a message about now (`settle` tells); false when it is unknown or has had one. */
  end(gateway: GatewayName, id: string, state: "delivered" | "failed"): boolean;
  pushes(): readonly Push[];
};

const dialects: Readonly<Record<GatewayName, Dialect>> = { a: gatewayA, b: gatewayB };

export function createSmsSimulator(options: SmsOptions = {}): SmsSimulator {
  const clock = createClock(options.machine);
  const world: World = {
    clock,
    rules: createRules(seededDraw(options.seed ?? 1)),
    settings: {
      a: { ...demoAccounts.a, webhookUrl: options.webhookUrls?.a ?? null },
      b: { ...demoAccounts.b, webhookUrl: options.webhookUrls?.b ?? null },
      senders: null,
      deliverAfterSeconds: 3,
    },
    numbers: demoNumbers,
    messages: new Map(),
    coming: new Map(),
    pushes: [],
    downUntilMs: { a: 0, b: 0 },
  };
  const wait = options.wait ?? (async (ms) => clock.skip(ms));
  return {
    call: (request) => callWithFaults(world, wait, request),
    now: () => clock.now(),
    ...timeIn(world, options.post ?? postByHttp),
    rules: world.rules,
    settings: world.settings,
    numbers: () => world.numbers,
    replaceNumbers: (numbers) => {
      world.numbers = numbers;
    },
    messages: () => [...world.messages.values()],
    end: (gateway, id, state) => {
      const sms = findMessage(world, gateway, id);
      return sms !== undefined && endNow(world, sms, state);
    },
    pushes: () => world.pushes,
  };
}

function timeIn(world: World, post: PostWebhook): TimeKeeper {
  return timeKeeper({
    clock: world.clock,
    settle: async () => {
      lineUp(world, happenings(world));
      await pushDue(world, dialects, post);
    },
    nextDue: () => Math.min(nextHappening(world), nextPush(world)),
  });
}

async function callWithFaults(
  world: World,
  wait: (ms: number) => Promise<void>,
  request: WireRequest,
): Promise<Outcome<WireAnswer> | undefined> {
  const asked = operationOf(request);
  if (asked === undefined) return undefined;
  const { gateway, operation } = asked;
  const dialect = dialects[gateway];
  const fault = world.rules.forCall(gateway, operation);
  if (fault?.do === "down") world.downUntilMs[gateway] = world.clock.now() + fault.seconds * 1000;
  if (world.clock.now() < world.downUntilMs[gateway]) return { kind: "answer", answer: dialect.refusal(503, "failed") };
  return callUnder(fault, {
    wait,
    work: () => work(world, gateway, operation, request),
    instead: (scripted) => (scripted.do === "fail" ? dialect.refusal(scripted.status, "failed") : undefined),
    spoilt: (answer, scripted) => (scripted.do === "text" ? { status: 200, body: scripted.body } : answer),
  });
}

function operationOf({ method, path }: WireRequest): { gateway: GatewayName; operation: Operation } | undefined {
  if (method !== "POST") return undefined;
  for (const gateway of ["a", "b"] as const) {
    if (path === dialects[gateway].handOverPath) return { gateway, operation: "handOver" };
    if (path === dialects[gateway].statusPath) return { gateway, operation: "status" };
  }
  return undefined;
}

function work(world: World, gateway: GatewayName, operation: Operation, request: WireRequest): WireAnswer {
  const dialect = dialects[gateway];
  if (!dialect.isKnown(request, world.settings[gateway])) return dialect.refusal(401, "notAllowed");
  const asked = operation === "handOver" ? dialect.readMessages(request.body) : dialect.readIds(request.body);
  if (asked === null) return dialect.refusal(400, "malformed");
  if (asked.length > MOST_MESSAGES) return dialect.refusal(413, "tooMany");
  const messages = asked.filter((one) => typeof one === "object");
  if (operation === "handOver") return dialect.sayTaken(messages.map((one) => takeMessage(world, gateway, one)));
  const ids = asked.filter((one) => typeof one === "string");
  const known = ids.flatMap((id) => findMessage(world, gateway, id)?.reports.at(-1) ?? []);
  return dialect.sayReports(known);
}
