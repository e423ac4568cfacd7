/** `/_control`: moving the clock, scripting misbehaviour, the numbers and the settings, looking at messages and webhooks. */

import { z } from "zod";
import {
  backTo,
  callFaults,
  given,
  jsonReply,
  listIn,
  readCommon,
  type Reply,
  webhookFault,
  writeCommon,
  turns as commonTurns,
} from "@kvitt/simulator-kit";
import { controlPage } from "./control-page.ts";
import type { SmsSimulator } from "./simulator.ts";
import type { NumberRule, Rule } from "./types.ts";

const account = z.strictObject({
  webhookUrl: z.url().nullable().optional(),
  webhookSecret: z.string().min(1).optional(),
});
const settingsSchema = z.strictObject({
  a: account.optional(),
  b: account.optional(),
  senders: z.array(z.string()).nullable().optional(),
  deliverAfterSeconds: z.int().nonnegative().optional(),
});

const kind = z.enum(["notInUse", "blocked", "off", "premium", "landline", "optedOut"]);
const numbersSchema = z.array(z.strictObject({ match: z.string().regex(/^\+\d+\*?$/), kind })) satisfies z.ZodType<
  readonly NumberRule[]
>;

const gateway = z.enum(["a", "b"]).optional();
const text = z.string().optional();
const whole = z.int().positive();
const turns = { ...commonTurns, share: z.number().min(0).max(1).optional() };
const rulesSchema = z.array(
  z.discriminatedUnion("on", [
    z.strictObject({
      on: z.literal("call"),
      match: z.strictObject({ gateway, operation: z.enum(["handOver", "status"]).optional() }).optional(),
      fault: z.discriminatedUnion("do", [
        callFaults.delay,
        callFaults.drop,
        callFaults.fail,
        z.strictObject({ do: z.literal("down"), seconds: whole }),
        callFaults.text,
      ]),
      ...turns,
    }),
    z.strictObject({
      on: z.literal("message"),
      match: z.strictObject({ gateway, to: text, id: text }).optional(),
      fault: z.discriminatedUnion("do", [
        z.strictObject({
          do: z.literal("refuse"),
          turned: z.enum(["badNumber", "premium", "landline", "optedOut", "senderUnknown", "badText", "idTaken"]),
        }),
        z.strictObject({ do: z.literal("become"), kind }),
      ]),
      ...turns,
    }),
    z.strictObject({
      on: z.literal("report"),
      match: z
        .strictObject({
          gateway,
          to: text,
          id: text,
          state: z.enum(["accepted", "buffered", "delivered", "failed", "expired"]).optional(),
        })
        .optional(),
      fault: webhookFault,
      ...turns,
    }),
  ]),
) satisfies z.ZodType<readonly Rule[]>;

export function controlRead(simulator: SmsSimulator, path: string): Reply | undefined {
  return readCommon(simulator, path, () => controlPage(simulator)) ?? readOwn(simulator, path);
}

function readOwn(simulator: SmsSimulator, path: string): Reply | undefined {
  switch (path) {
    case "/_control/numbers":
      return jsonReply(200, { numbers: simulator.numbers() });
    case "/_control/settings":
      return jsonReply(200, settingsView(simulator));
    case "/_control/messages":
      return jsonReply(200, { messages: simulator.messages() });
    case "/_control/webhooks":
      return jsonReply(200, { pushes: simulator.pushes() });
    default:
      return undefined;
  }
}

/** `input` is the JSON sent, or a form's fields. Forms are led back to the page. */
export async function controlWrite(
  simulator: SmsSimulator,
  path: string,
  input: unknown,
  byForm: boolean,
): Promise<Reply | undefined> {
  const reply = (await writeCommon(simulator, rulesSchema, path, input)) ?? (await writeOwn(simulator, path, input));
  return backTo("/_control", reply, byForm);
}

async function writeOwn(simulator: SmsSimulator, path: string, input: unknown): Promise<Reply | undefined> {
  switch (path) {
    case "/_control/numbers":
      return given(numbersSchema, listIn(input, "numbers"), async (numbers) => {
        simulator.replaceNumbers(numbers);
        return jsonReply(200, { numbers });
      });
    case "/_control/settings":
      return given(settingsSchema, input, async ({ a, b, ...rest }) => {
        Object.assign(simulator.settings, rest);
        Object.assign(simulator.settings.a, a);
        Object.assign(simulator.settings.b, b);
        return jsonReply(200, settingsView(simulator));
      });
    default:
      return end(simulator, path);
  }
}

/** `/_control/messages/{gateway}/{id}/{deliver|fail}`. */
async function end(simulator: SmsSimulator, path: string): Promise<Reply | undefined> {
  const found = /^\/_control\/messages\/(a|b)\/([^/]+)\/(deliver|fail)$/.exec(path);
  if (found === null) return undefined;
  const state = found[3] === "deliver" ? "delivered" : "failed";
  const done = simulator.end(found[1] === "a" ? "a" : "b", decodeURIComponent(found[2]!), state);
  await simulator.settle();
  if (done) return jsonReply(200, { state });
  return jsonReply(409, { code: "TOO_LATE", sentence: "No such message is on its way." });
}

/** Secrets are not shown. */
function settingsView({ settings }: SmsSimulator): unknown {
  const { a, b, senders, deliverAfterSeconds } = settings;
  return { a: { webhookUrl: a.webhookUrl }, b: { webhookUrl: b.webhookUrl }, senders, deliverAfterSeconds };
}
