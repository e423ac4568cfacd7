/** The simulated net bank and submitter's service without their doors: consumers, invoices, time, rules and webhooks. */

import {
  callUnder,
  createClock,
  type Outcome,
  postByHttp,
  type PostWebhook,
  timeKeeper,
  type TimeKeeper,
} from "@kvitt/simulator-kit";
import { acceptanceOf, demoConsumers, findConsumer } from "./consumers.ts";
import {
  cancelInvoice,
  consignmentOf,
  happenings,
  invoiceOf,
  makeHappen,
  payInvoice,
  takeConsignment,
  type World,
} from "./invoices.ts";
import { lineUp, nextPush, pushDue } from "./pushes.ts";
import { createRules, type Rules } from "./rules.ts";
import type {
  CancelRefusal,
  Consumer,
  Invoice,
  Operation,
  Payment,
  Push,
  Settings,
  WireAnswer,
  WireRequest,
} from "./types.ts";
import { json, readConsignment, readIds, readLookUp, sayEvents, sayTaken } from "./wire.ts";

/** Credentials for demos and tests. Made up; they open nothing else. */
export const demoAccount = { key: "demo-efaktura-key", webhookSecret: "demo-efaktura-webhook-secret" } as const;
/** A second submitter, whose invoices are not the first one's to cancel. */
export const otherAccount = { key: "other-efaktura-key", webhookSecret: "other-efaktura-webhook-secret" } as const;

export type NetsOptions = {
  /** Milliseconds since 1970 by the machine. Left out, time stands still at 1 October 2026 until it is moved. */
  readonly machine?: () => number;
  /** How a delay passes. Left out, the simulator's clock moves on and nobody waits. */
  readonly wait?: (ms: number) => Promise<void>;
  /** How webhooks leave. Left out, by HTTP. */
  readonly post?: PostWebhook;
  /** The first submitter's. */
  readonly webhookUrl?: string;
  readonly consumers?: readonly Consumer[];
};

export type NetsSimulator = TimeKeeper & {
  /** Undefined when the service has no such address. */
  call(request: WireRequest): Promise<Outcome<WireAnswer> | undefined>;
  now(): number;
  readonly rules: Rules;
  readonly settings: Settings;
  readonly consumers: readonly Consumer[];
  invoices(): readonly Invoice[];
  /** Of the first submitter. */
  invoice(messageIdentifier: string): Invoice | undefined;
  /** Delivers an invoice, or gives it back, now (`settle` tells); false when it has come to its end already. */
  act(invoice: Invoice, state: "DELIVERED" | "REJECTED"): boolean;
  /** The consumer pays. False when there is nothing to pay. */
  pay(invoice: Invoice): boolean;
  payments(): readonly Payment[];
  pushes(): readonly Push[];
};

const FIRST = "demo";

export function createNetsSimulator(options: NetsOptions = {}): NetsSimulator {
  const world = newWorld(options);
  const wait = options.wait ?? (async (ms) => world.clock.skip(ms));
  return {
    call: (request) => callWithFaults(world, wait, request),
    now: () => world.clock.now(),
    ...timeIn(world, options.post ?? postByHttp),
    rules: world.rules,
    settings: world.settings,
    consumers: world.consumers,
    invoices: () => [...world.invoices.values()],
    invoice: (id) => invoiceOf(world, FIRST, id),
    act: (invoice, state) => makeHappen(world, invoice, state),
    pay: (invoice) => payInvoice(world, invoice),
    payments: () => world.payments,
    pushes: () => world.pushes,
  };
}

function newWorld(options: NetsOptions): World {
  return {
    clock: createClock(options.machine),
    rules: createRules(),
    settings: {
      submitters: [
        { name: FIRST, ...demoAccount, webhookUrl: options.webhookUrl ?? null },
        { name: "other", ...otherAccount, webhookUrl: null },
      ],
      deliverAfterSeconds: 300,
    },
    consumers: options.consumers ?? demoConsumers(),
    invoices: new Map(),
    consignments: new Map(),
    payments: [],
    coming: [],
    pushes: [],
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

type Asked = { readonly operation: Operation; readonly id: string };

async function callWithFaults(
  world: World,
  wait: (ms: number) => Promise<void>,
  request: WireRequest,
): Promise<Outcome<WireAnswer> | undefined> {
  const asked = askedFor(request);
  if (asked === undefined) return undefined;
  return callUnder(world.rules.forCall(asked.operation), {
    wait,
    work: () => work(world, asked, request),
    instead: (fault) => (fault.do === "fail" ? json(fault.status, { error: "failed as scripted" }) : undefined),
    spoilt: (answer, fault) => (fault.do === "text" ? { status: 200, body: fault.body } : answer),
  });
}

const addresses: readonly (readonly [method: string, path: RegExp, operation: Operation])[] = [
  ["POST", /^\/v1\/identifiers()$/, "identifiers"],
  ["POST", /^\/v1\/consignments()$/, "addInvoices"],
  ["GET", /^\/v1\/consignments\/([A-Za-z0-9-]{1,40})$/, "consignment"],
  ["POST", /^\/v1\/status()$/, "status"],
  ["POST", /^\/v1\/invoices\/([A-Za-z0-9-]{1,50})\/cancel$/, "cancel"],
];

function askedFor({ method, path }: WireRequest): Asked | undefined {
  for (const [verb, pattern, operation] of addresses) {
    const found = verb === method ? pattern.exec(path) : null;
    if (found !== null) return { operation, id: found[1]! };
  }
  return undefined;
}

const malformed = json(400, { code: "BODY_INVALID" });

function work(world: World, { operation, id }: Asked, { headers, body }: WireRequest): WireAnswer {
  const submitter = world.settings.submitters.find(({ key }) => headers["authorization"] === `Bearer ${key}`)?.name;
  if (submitter === undefined) return json(401, { code: "NOT_ALLOWED" });
  switch (operation) {
    case "identifiers":
      return identify(world, body);
    case "addInvoices":
      return addInvoices(world, submitter, body);
    case "consignment": {
      const taken = consignmentOf(world, submitter, id);
      return taken === undefined ? json(404, { code: "CONSIGNMENT_UNKNOWN" }) : sayTaken(id, taken);
    }
    case "status":
      return statusOf(world, submitter, body);
    case "cancel":
      return cancelled(cancelInvoice(world, submitter, id), invoiceOf(world, submitter, id)?.reference);
  }
}

function identify(world: World, body: Buffer): WireAnswer {
  const facts = readLookUp(body);
  if (facts === null) return malformed;
  const found = findConsumer(world.consumers, facts);
  if ("missing" in found) {
    return found.missing === "tooFew" ? json(422, { code: "TOO_FEW_FACTS" }) : json(404, { code: "CONSUMER_UNKNOWN" });
  }
  const { consumer } = found;
  return json(200, {
    efakturaIdentifier: consumer.identifier,
    acceptance: acceptanceOf(consumer, facts.issuer),
    yesToAll: consumer.consent === "all",
  });
}

function addInvoices(world: World, submitter: string, body: Buffer): WireAnswer {
  const asked = readConsignment(body);
  if (asked === null) return malformed;
  const taken = takeConsignment(world, submitter, asked.consignmentId, asked.invoices);
  if (taken === "repeated") return json(200, { consignmentId: asked.consignmentId, code: "209" });
  return sayTaken(asked.consignmentId, taken);
}

function statusOf(world: World, submitter: string, body: Buffer): WireAnswer {
  const ids = readIds(body);
  if (ids === null) return malformed;
  return json(200, sayEvents(ids.flatMap((id) => invoiceOf(world, submitter, id)?.events.at(-1) ?? [])));
}

const refusedStatus: Readonly<Record<CancelRefusal, number>> = { "5004": 404, "5005": 409, "5006": 409, "5008": 403 };

/** A repeated cancellation names the invoice too, so that its sender knows it is done. */
function cancelled(result: ReturnType<typeof cancelInvoice>, reference: string | undefined): WireAnswer {
  if (typeof result === "object") return json(200, { status: "cancelled", reference: result.reference });
  return json(refusedStatus[result], { code: result, ...(result === "5006" ? { reference } : {}) });
}
