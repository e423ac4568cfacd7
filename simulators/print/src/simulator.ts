/** The simulated print service without its doors: letters, time, rules and webhooks. */

import {
  callUnder,
  createClock,
  type Outcome,
  postByHttp,
  type PostWebhook,
  timeKeeper,
  type TimeKeeper,
} from "@kvitt/simulator-kit";
import { happenings, makeHappen, takeLetter, type World } from "./letters.ts";
import { lineUp, nextPush, pushDue } from "./pushes.ts";
import { createRules, type Rules } from "./rules.ts";
import type { Letter, Operation, Push, Settings, WireAnswer, WireRequest } from "./types.ts";
import { json, readBatch, readIds, sayEvents, sayTaken } from "./wire.ts";

/** Credentials for demos and tests. Made up; they open nothing else. */
export const demoAccount = { key: "demo-print-key", webhookSecret: "demo-print-webhook-secret" } as const;

export type PrintOptions = {
  /** Milliseconds since 1970 by the machine. Left out, time stands still at 1 October 2026 until it is moved. */
  readonly machine?: () => number;
  /** How a delay passes. Left out, the simulator's clock moves on and nobody waits. */
  readonly wait?: (ms: number) => Promise<void>;
  /** How webhooks leave. Left out, by HTTP. */
  readonly post?: PostWebhook;
  readonly webhookUrl?: string;
};

export type PrintSimulator = TimeKeeper & {
  /** Undefined when the service has no such address. */
  call(request: WireRequest): Promise<Outcome<WireAnswer> | undefined>;
  now(): number;
  readonly rules: Rules;
  readonly settings: Settings;
  letters(): readonly Letter[];
  /** Posts a letter or brings it back now (`settle` tells); false when it is unknown or has come back already. */
  act(id: string, state: "POSTED" | "RETURNED"): boolean;
  pushes(): readonly Push[];
};

export function createPrintSimulator(options: PrintOptions = {}): PrintSimulator {
  const clock = createClock(options.machine);
  const world: World = {
    clock,
    rules: createRules(),
    settings: {
      ...demoAccount,
      webhookUrl: options.webhookUrl ?? null,
      printAfterSeconds: 3_600,
      postAfterSeconds: 21_600,
    },
    letters: new Map(),
    coming: [],
    pushes: [],
  };
  const wait = options.wait ?? (async (ms) => clock.skip(ms));
  return {
    call: (request) => callWithFaults(world, wait, request),
    now: () => clock.now(),
    ...timeIn(world, options.post ?? postByHttp),
    rules: world.rules,
    settings: world.settings,
    letters: () => [...world.letters.values()],
    act: (id, state) => {
      const letter = world.letters.get(id);
      return letter !== undefined && makeHappen(world, letter, state);
    },
    pushes: () => world.pushes,
  };
}

function timeIn(world: World, post: PostWebhook): TimeKeeper {
  return timeKeeper({
    clock: world.clock,
    settle: async () => {
      lineUp(world, happenings(world));
      await pushDue(world, post);
    },
    nextDue: () => Math.min(nextPush(world), ...world.coming.map(({ dueMs }) => dueMs)),
  });
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
    work: () => work(world, operation, request),
    instead: (fault) => (fault.do === "fail" ? json(fault.status, { error: "failed as scripted" }) : undefined),
    spoilt: (answer, fault) => (fault.do === "text" ? { status: 200, body: fault.body } : answer),
  });
}

function operationOf({ method, path }: WireRequest): Operation | undefined {
  if (method !== "POST") return undefined;
  return path === "/v1/batches" ? "upload" : path === "/v1/status" ? "status" : undefined;
}

function work(world: World, operation: Operation, { headers, body }: WireRequest): WireAnswer {
  if (headers["authorization"] !== `Bearer ${world.settings.key}`) return json(401, { error: "not allowed" });
  if (operation === "upload") {
    const batch = readBatch(body);
    if (batch === null) return json(400, { error: "no zip with a manifest" });
    return sayTaken(batch.letters.map((letter) => takeLetter(world, letter, batch.files.get(letter.file))));
  }
  const ids = readIds(body);
  if (ids === null) return json(400, { error: "malformed" });
  return json(200, sayEvents(ids.flatMap((id) => world.letters.get(id)?.events.at(-1) ?? [])));
}
