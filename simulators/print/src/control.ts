/** `/_control`: moving the clock, scripting misbehaviour, posting letters and bringing them back, looking at them. */

import { z } from "zod";
import {
  backTo,
  callFaults,
  given,
  jsonReply,
  readCommon,
  type Reply,
  turns,
  webhookFault,
  writeCommon,
} from "@kvitt/simulator-kit";
import { controlPage } from "./pages.ts";
import type { PrintSimulator } from "./simulator.ts";
import type { Rule } from "./types.ts";

const settingsSchema = z.strictObject({
  webhookUrl: z.url().nullable().optional(),
  webhookSecret: z.string().min(1).optional(),
  printAfterSeconds: z.int().nonnegative().optional(),
  postAfterSeconds: z.int().nonnegative().optional(),
});

const text = z.string().optional();
const turned = z.enum([
  "ADDRESS_INCOMPLETE",
  "POST_CODE_INVALID",
  "COUNTRY_NOT_SERVED",
  "PDF_UNREADABLE",
  "PAGES_DIFFER",
  "TOO_MANY_PAGES",
  "FILE_DAMAGED",
  "ID_CONFLICT",
]);
const rulesSchema = z.array(
  z.discriminatedUnion("on", [
    z.strictObject({
      on: z.literal("call"),
      match: z.strictObject({ operation: z.enum(["upload", "status"]).optional() }).optional(),
      fault: z.discriminatedUnion("do", [callFaults.delay, callFaults.drop, callFaults.fail, callFaults.text]),
      ...turns,
    }),
    z.strictObject({
      on: z.literal("letter"),
      match: z.strictObject({ id: text, postCode: text }).optional(),
      fault: z.discriminatedUnion("do", [
        z.strictObject({ do: z.literal("refuse"), turned }),
        z.strictObject({
          do: z.literal("return"),
          code: z.enum(["RECEIVER_UNKNOWN", "MOVED", "REFUSED_BY_RECEIVER"]),
          afterSeconds: z.int().nonnegative(),
        }),
      ]),
      ...turns,
    }),
    z.strictObject({
      on: z.literal("event"),
      match: z
        .strictObject({ id: text, state: z.enum(["ACCEPTED", "PRINTED", "POSTED", "RETURNED"]).optional() })
        .optional(),
      fault: webhookFault,
      ...turns,
    }),
  ]),
) satisfies z.ZodType<readonly Rule[]>;

export function controlRead(simulator: PrintSimulator, path: string): Reply | undefined {
  return readCommon(simulator, path, () => controlPage(simulator)) ?? readOwn(simulator, path);
}

function readOwn(simulator: PrintSimulator, path: string): Reply | undefined {
  switch (path) {
    case "/_control/settings":
      return jsonReply(200, settingsView(simulator));
    case "/_control/letters":
      return jsonReply(200, {
        letters: simulator.letters().map(({ pdf, ...rest }) => ({ ...rest, size: pdf.length })),
      });
    case "/_control/webhooks":
      return jsonReply(200, { pushes: simulator.pushes() });
    default:
      return undefined;
  }
}

/** `input` is the JSON sent, or a form's fields. Forms are led back to the page. */
export async function controlWrite(
  simulator: PrintSimulator,
  path: string,
  input: unknown,
  byForm: boolean,
): Promise<Reply | undefined> {
  const reply = (await writeCommon(simulator, rulesSchema, path, input)) ?? (await writeOwn(simulator, path, input));
  return backTo("/_control", reply, byForm);
}

async function writeOwn(simulator: PrintSimulator, path: string, input: unknown): Promise<Reply | undefined> {
  switch (path) {
    case "/_control/settings":
      return given(settingsSchema, input, async (settings) => {
        Object.assign(simulator.settings, settings);
        return jsonReply(200, settingsView(simulator));
      });
    default:
      return act(simulator, path);
  }
}

/** `/_control/letters/{id}/{post|return}`. */
async function act(simulator: PrintSimulator, path: string): Promise<Reply | undefined> {
  const found = /^\/_control\/letters\/([^/]+)\/(post|return)$/.exec(path);
  if (found === null) return undefined;
  const state = found[2] === "post" ? "POSTED" : "RETURNED";
  const done = simulator.act(decodeURIComponent(found[1]!), state);
  await simulator.settle();
  if (done) return jsonReply(200, { state });
  return jsonReply(409, { code: "TOO_LATE", sentence: "No such letter is on its way." });
}

/** Secrets are not shown. */
function settingsView({ settings }: PrintSimulator): unknown {
  const { webhookUrl, printAfterSeconds, postAfterSeconds } = settings;
  return { webhookUrl, printAfterSeconds, postAfterSeconds };
}
