/** The frame of a service that is called by the merchant and tells by webhook, around its own wire; and its controls: things that are looked at and acted on for the payer. */

import type { z } from "zod";
import { timeKeeper, timestamp, type SimulatorClock, type TimeKeeper } from "./clock.ts";
import { backTo, readCommon, writeCommon, type Controlled } from "./control.ts";
import { callUnder, type CallWork, type Outcome } from "./faults.ts";
import { postByHttp, type PostWebhook, type Queued } from "./queue.ts";
import { jsonReply, type Reply } from "./reply.ts";
import type { AnyRule } from "./rules.ts";

export type ServiceOptions = {
  readonly seed?: number;
  /** Milliseconds since 1970 by the machine. Left out, time stands still at 1 October 2026 until it is moved. */
  readonly machine?: () => number;
  /** How a delay passes. Left out, the simulator's clock moves on and nobody waits. */
  readonly wait?: (ms: number) => Promise<void>;
  /** How webhooks leave. Left out, by HTTP. */
  readonly post?: PostWebhook;
};

/** What a service is without its doors. */
export type Service<Request, Answer> = TimeKeeper & {
  /** Undefined when the service has no such address. */
  call(request: Request): Promise<Outcome<Answer> | undefined>;
  now(): number;
};

/** What is a service's own. */
export type Wire<Request, Asked, Fault, Answer> = Pick<CallWork<Fault & { readonly do: string }, Answer>, "spoilt"> & {
  readonly clock: SimulatorClock;
  /** What a request asks for; undefined when the service has no such address. */
  asked(request: Request): Asked | undefined;
  faultOf(asked: Asked, request: Request): Fault | undefined;
  answer(asked: Asked, request: Request): Answer;
  /** What is said in the place of the work's own answer. */
  instead(fault: Fault, request: Request): Answer | undefined;
  /** What happens of itself by now: something ends, a bank has decided. */
  passTime(): void;
  /** Hands over the webhooks that are due now. */
  deliver(post: PostWebhook): Promise<void>;
  /** The next moment at which one of these is to be done; infinity for none. */
  nextDue(): number;
};

export function createService<Request, Asked, Fault extends { readonly do: string }, Answer>(
  wire: Wire<Request, Asked, Fault, Answer>,
  { wait = async (ms) => wire.clock.skip(ms), post = postByHttp }: ServiceOptions,
): Service<Request, Answer> {
  return {
    async call(request) {
      const asked = wire.asked(request);
      if (asked === undefined) return undefined;
      return callUnder(wire.faultOf(asked, request), {
        wait,
        work: () => wire.answer(asked, request),
        instead: (fault) => wire.instead(fault, request),
        spoilt: wire.spoilt,
      });
    },
    now: () => wire.clock.now(),
    ...timeKeeper({
      clock: wire.clock,
      settle: async () => {
        wire.passTime();
        await wire.deliver(post);
      },
      nextDue: () => wire.nextDue(),
    }),
  };
}

/** Why nothing came of acting for somebody. */
export type NotDone = { readonly code: string; readonly sentence: string };
export const WRONG_TIME: NotDone = { code: "WRONG_TIME", sentence: "It is too late or too early for this." };

/** The controls of one simulator: `things` stand at `/_control/<name>`, one of them at its name below, and what is done for it below that. */
export type ServiceControls<Rule extends AnyRule, Simulator extends Controlled<Rule>, Thing, Act extends string> = {
  readonly rules: z.ZodType<readonly Rule[]>;
  readonly page: (simulator: Simulator) => string;
  readonly things: {
    readonly name: string;
    readonly all: (simulator: Simulator) => readonly Thing[];
    readonly find: (simulator: Simulator, name: string) => Thing | undefined;
    readonly view: (simulator: Simulator, thing: Thing) => Readonly<Record<string, unknown>>;
  };
  readonly acts: readonly Act[];
  readonly act: (simulator: Simulator, thing: Thing, act: Act) => NotDone | undefined;
  /** More that is looked at, by its address below `/_control/`. */
  readonly lists: Readonly<Record<string, (simulator: Simulator) => unknown>>;
  /** More that is written. */
  readonly write?: (simulator: Simulator, path: string, input: unknown) => Promise<Reply | undefined>;
};

export function serviceControls<
  Rule extends AnyRule,
  Simulator extends Controlled<Rule> & TimeKeeper,
  Thing,
  Act extends string,
>(own: ServiceControls<Rule, Simulator, Thing, Act>) {
  const { name, all, find, view } = own.things;
  const below = new RegExp(`^/_control/${name}/([^/]+)(?:/([a-zA-Z]+))?$`);
  const at = (simulator: Simulator, path: string) => {
    const [, thing, act] = below.exec(path) ?? [];
    return { thing: thing === undefined ? undefined : find(simulator, decodeURIComponent(thing)), act };
  };
  const lists = new Map(Object.entries(own.lists));
  lists.set(name, (simulator) => ({ [name]: all(simulator).map((thing) => view(simulator, thing)) }));

  function readOwn(simulator: Simulator, path: string): Reply | undefined {
    const list = lists.get(path.replace("/_control/", ""));
    if (list !== undefined) return jsonReply(200, list(simulator));
    const { thing, act } = at(simulator, path);
    return thing === undefined || act !== undefined ? undefined : jsonReply(200, view(simulator, thing));
  }

  async function actFor(simulator: Simulator, path: string): Promise<Reply | undefined> {
    const found = at(simulator, path);
    const act = own.acts.find((known) => known === found.act);
    if (found.thing === undefined || act === undefined) return undefined;
    const notDone = own.act(simulator, found.thing, act);
    await simulator.settle();
    return jsonReply(notDone === undefined ? 200 : 409, { ...notDone, ...view(simulator, found.thing) });
  }

  const controlRead = (simulator: Simulator, path: string): Reply | undefined =>
    readCommon(simulator, path, () => own.page(simulator)) ?? readOwn(simulator, path);

  /** `input` is the JSON sent, or a form's fields. Forms are led back to the page. */
  const controlWrite = async (
    simulator: Simulator,
    path: string,
    input: unknown,
    byForm: boolean,
  ): Promise<Reply | undefined> => {
    const reply =
      (await writeCommon(simulator, own.rules, path, input)) ??
      (await own.write?.(simulator, path, input)) ??
      (await actFor(simulator, path));
    return backTo("/_control", reply, byForm);
  };

  return { controlRead, controlWrite };
}

/** How far the telling of something has come, for who looks at the controls. */
export function tellingOf({ answers, dueMs, state }: Queued): Readonly<Record<string, unknown>> {
  return { state, answers, ...(state === "waiting" && dueMs !== Infinity ? { dueAt: timestamp(dueMs) } : {}) };
}
