/** The simulated access point without its doors: documents, register, time, rules and webhooks. */

import { createHmac } from "node:crypto";
import {
  callUnder,
  createClock,
  createNames,
  type Outcome,
  postByHttp,
  type PostWebhook,
  spoiltJson,
  timeKeeper,
  type TimeKeeper,
} from "@kvitt/simulator-kit";
import { answerCall, operationOf, refusal } from "./api.ts";
import { createRules, type Rules } from "./rules.ts";
import type { CallFault, Document, Kind, Push, State, WireAnswer, WireRequest } from "./types.ts";
import { happen, type Settings, type World } from "./world.ts";

/** Credentials of demos and tests. Made up; they open nothing else. */
export const demoAccess = { key: "demo-access-point-key", webhookSecret: "demo-access-point-webhook-secret" };

export type AccessPointOptions = {
  /** Participants by `0192:923456783`, and what they take. */
  readonly participants?: Readonly<Record<string, readonly Kind[]>>;
  readonly webhookUrl?: string;
  readonly settings?: Partial<Settings>;
  readonly seed?: number;
  /** Milliseconds since 1970 by the machine. Left out, time stands still at 1 October 2026 until it is moved. */
  readonly machine?: () => number;
  /** How a delay passes. Left out, the simulator's clock moves on and nobody waits. */
  readonly wait?: (ms: number) => Promise<void>;
  /** How webhooks leave. Left out, by HTTP. */
  readonly post?: PostWebhook;
};

export type AccessPoint = TimeKeeper & {
  /** Undefined when the service has no such address. */
  call(request: WireRequest): Promise<Outcome<WireAnswer> | undefined>;
  now(): number;
  readonly rules: Rules;
  readonly settings: Settings;
  readonly participants: Map<string, readonly Kind[]>;
  documents(): readonly Document[];
  pushes(): readonly Push[];
  /** Something becomes of a document; false where there is none, or where that cannot be any more. */
  tell(id: string, state: State, code?: string): boolean;
};

const SECOND_MS = 1_000;
const GIVE_UP_TRIES = 30;

export function createAccessPoint(options: AccessPointOptions = {}): AccessPoint {
  const clock = createClock(options.machine);
  const world: World = {
    clock,
    names: createNames(options.seed ?? 1),
    rules: createRules(),
    key: demoAccess.key,
    webhook: { url: options.webhookUrl ?? null, secret: demoAccess.webhookSecret },
    participants: new Map(Object.entries(options.participants ?? {})),
    documents: new Map(),
    pushes: [],
    settings: { othersTake: [], deliverAfterSeconds: 2, ...options.settings },
  };
  const wait = options.wait ?? (async (ms) => clock.skip(ms));
  return {
    call: (request) => callWithFaults(world, wait, request),
    now: () => clock.now(),
    ...timeKeeper({
      clock,
      settle: () => settle(world, options.post ?? postByHttp),
      nextDue: () => nextDue(world),
    }),
    rules: world.rules,
    settings: world.settings,
    participants: world.participants,
    documents: () => [...world.documents.values()],
    pushes: () => world.pushes,
    tell: (id, state, code) => tell(world, id, state, code),
  };
}

/** What can follow what: an answer of the receiver only after it has the document. */
function tell(world: World, id: string, state: State, code?: string): boolean {
  const document = world.documents.get(id);
  if (document === undefined) return false;
  const states = document.events.map((told) => told.state);
  const answers = state === "businessAccepted" || state === "businessRejected";
  const possible = answers ? states.includes("delivered") : states.length === 0;
  if (!possible) return false;
  const ofState = state === "undelivered" ? "NO_RECEIVER_SERVICE" : state === "businessRejected" ? "REF" : null;
  happen(world, document, state, code ?? ofState);
  return true;
}

function nextDue({ documents, pushes }: World): number {
  const due = [...documents.values()].map(({ dueMs }) => dueMs ?? Infinity);
  return Math.min(Infinity, ...due, ...pushes.map(({ done, dueMs }) => (done === "waiting" ? dueMs : Infinity)));
}

async function settle(world: World, post: PostWebhook): Promise<void> {
  const now = world.clock.now();
  for (const document of world.documents.values())
    if (document.dueMs !== null && document.dueMs <= now) happen(world, document, "delivered");
  const isDue = ({ done, dueMs }: Push) => done === "waiting" && dueMs <= world.clock.now();
  for (let next = world.pushes.find(isDue); next !== undefined; next = world.pushes.find(isDue)) {
    await push(world, next, post);
  }
}

/** Signed anew at each try: `X-Signature: t=<seconds>,v1=<hex>`, HMAC-SHA256 over `<seconds>.<body>`. */
function signed(push: Push, nowMs: number): Record<string, string> {
  const seconds = Math.floor(nowMs / SECOND_MS);
  const signature = createHmac("sha256", push.secret).update(`${seconds}.${push.body}`).digest("hex");
  return { "content-type": "application/json", "x-signature": `t=${seconds},v1=${signature}` };
}

async function push(world: World, next: Push, post: PostWebhook): Promise<void> {
  const now = world.clock.now();
  const status = await post(world.webhook.url!, signed(next, now), next.body).catch(() => 0);
  next.answers.push(status);
  if (status >= 200 && status < 300) {
    next.done = "delivered";
    for (let copy = 0; copy < next.copies; copy += 1)
      world.pushes.push({ ...next, copies: 0, answers: [], done: "waiting" });
    return;
  }
  next.dueMs = now + Math.min(2 ** next.answers.length, 3_600) * SECOND_MS;
  if (next.answers.length >= GIVE_UP_TRIES) next.done = "givenUp";
}

async function callWithFaults(
  world: World,
  wait: (ms: number) => Promise<void>,
  request: WireRequest,
): Promise<Outcome<WireAnswer> | undefined> {
  const operation = operationOf(request);
  if (operation === undefined) return undefined;
  return callUnder(world.rules.forCall(operation), {
    wait,
    work: () => answerCall(world, operation, request),
    instead,
    spoilt: spoiltJson,
  });
}

/** What is said in the place of the work's own answer. */
function instead(fault: CallFault): WireAnswer | undefined {
  if (fault.do === "fail") return refusal(fault.status, "FAILED_AS_SCRIPTED");
  return fault.do === "refuse" ? refusal(422, fault.code) : undefined;
}
