/** `/_control`, as far as all simulators have it: the page, the clock, the rules; and the pieces their own calls are made of. */

import { z } from "zod";
import { timestamp, type TimeKeeper } from "./clock.ts";
import { jsonOf, jsonReply, pageReply, seeOther, type Reply } from "./reply.ts";
import type { AnyRule, RuleBook } from "./rules.ts";

/** What can be controlled of every simulator. */
export type Controlled<Rule extends AnyRule> = Pick<TimeKeeper, "advance"> & {
  now(): number;
  readonly rules: RuleBook<Rule>;
};

const whole = z.int().positive();
const when = z.enum(["before", "after"]);

/** Of every rule. */
export const turns = { times: whole.optional(), skip: z.int().nonnegative().optional() };

/** Faults of a call that most wires have. */
export const callFaults = {
  delay: z.strictObject({ do: z.literal("delay"), ms: z.int().nonnegative() }),
  drop: z.strictObject({ do: z.literal("drop"), when }),
  fail: z.strictObject({ do: z.literal("fail"), status: z.int().min(400).max(599), when }),
  patch: z.strictObject({ do: z.literal("patch"), members: z.record(z.string(), z.unknown()) }),
  text: z.strictObject({ do: z.literal("text"), body: z.string() }),
  textWithStatus: z.strictObject({
    do: z.literal("text"),
    body: z.string(),
    status: z.int().min(200).max(599).optional(),
  }),
};

const untrueFaults = [
  z.strictObject({ do: z.literal("withhold") }),
  z.strictObject({ do: z.literal("duplicate"), copies: whole }),
  z.strictObject({ do: z.literal("late"), seconds: whole }),
  z.strictObject({ do: z.literal("afterNext") }),
] as const;

/** Faults of a webhook that bears no signature, and of one that does. */
export const unsignedFault = z.discriminatedUnion("do", untrueFaults);
export const webhookFault = z.discriminatedUnion("do", [
  ...untrueFaults,
  z.strictObject({ do: z.literal("badSignature") }),
]);

const clockSchema = z.union([
  z.strictObject({
    advanceSeconds: z.coerce
      .number()
      .nonnegative()
      .max(10 * 366 * 86_400),
  }),
  z.strictObject({ to: z.iso.datetime({ offset: true }) }),
]);

/** GET `/_control`, `/_control/clock`, `/_control/rules`. */
export function readCommon<Rule extends AnyRule>(
  simulator: Controlled<Rule>,
  path: string,
  page: () => string,
): Reply | undefined {
  if (path === "/_control") return pageReply(page());
  if (path === "/_control/clock") return jsonReply(200, { now: timestamp(simulator.now()) });
  return path === "/_control/rules" ? jsonReply(200, { rules: simulator.rules.list() }) : undefined;
}

/** POST `/_control/clock`, `/_control/rules`. */
export async function writeCommon<Rule extends AnyRule>(
  simulator: Controlled<Rule>,
  rulesSchema: z.ZodType<readonly Rule[]>,
  path: string,
  input: unknown,
): Promise<Reply | undefined> {
  if (path === "/_control/clock") return given(clockSchema, input, (asked) => moveClock(simulator, asked));
  if (path !== "/_control/rules") return undefined;
  return given(rulesSchema, listIn(input, "rules"), async (rules) => {
    simulator.rules.replace(rules);
    return jsonReply(200, { rules: simulator.rules.list() });
  });
}

async function moveClock<Rule extends AnyRule>(
  simulator: Controlled<Rule>,
  asked: z.infer<typeof clockSchema>,
): Promise<Reply> {
  const ms = "to" in asked ? Date.parse(asked.to) - simulator.now() : asked.advanceSeconds * 1000;
  if (ms < 0) return jsonReply(422, { code: "CLOCK_BACKWARDS", sentence: "The clock only moves forward." });
  await simulator.advance(ms);
  return jsonReply(200, { now: timestamp(simulator.now()) });
}

/** What a form has done leads back to its page. */
export function backTo(page: string, reply: Reply | undefined, byForm: boolean): Reply | undefined {
  return byForm && reply?.status === 200 ? seeOther(page) : reply;
}

/** A list under its name, or as it comes. A form has it as text. */
export function listIn(input: unknown, name: string): unknown {
  const inside = typeof input === "object" && input !== null ? (input as Record<string, unknown>)[name] : undefined;
  return typeof inside === "string" ? (jsonOf(inside) ?? inside) : (inside ?? input);
}

/** What was sent, if it is as asked for; else every problem with its field. */
export async function given<T>(
  schema: z.ZodType<T>,
  input: unknown,
  use: (value: T) => Promise<Reply>,
): Promise<Reply> {
  const read = schema.safeParse(input);
  if (read.success) return use(read.data);
  const problems = read.error.issues.map(({ path, message }) => ({ field: path.join("."), message }));
  return jsonReply(400, { code: "BODY_INVALID", sentence: "The README says what this takes.", problems });
}
