/** `/_control`: moving the clock, scripting misbehaviour, the register, and answering for receivers. */

import { z } from "zod";
import {
  backTo,
  callFaults,
  given,
  jsonReply,
  pageReply,
  readCommon,
  type Reply,
  seeOther,
  turns,
  writeCommon,
} from "@kvitt/simulator-kit";
import { controlPage } from "./control-page.ts";
import { documentPage } from "./document-page.ts";
import type { AccessPoint } from "./simulator.ts";
import type { Document, Rule } from "./types.ts";

const kinds = z.array(z.enum(["invoice", "creditNote"])).max(2);
const states = ["accepted", "delivered", "undelivered", "businessAccepted", "businessRejected"] as const;
const callFault = z.discriminatedUnion("do", [
  callFaults.delay,
  callFaults.drop,
  z.strictObject({ do: z.literal("fail"), status: z.int().min(400).max(599) }),
  z.strictObject({ do: z.literal("refuse"), code: z.string().min(1).max(50) }),
  callFaults.text,
]);
const webhookFault = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("withhold") }),
  z.strictObject({ do: z.literal("duplicate"), copies: z.int().positive() }),
  z.strictObject({ do: z.literal("late"), seconds: z.int().positive() }),
  z.strictObject({ do: z.literal("badSignature") }),
]);
const rulesSchema = z.array(
  z.discriminatedUnion("on", [
    z.strictObject({
      on: z.literal("call"),
      match: z.strictObject({ operation: z.enum(["send", "status", "lookUp"]).optional() }).optional(),
      fault: callFault,
      ...turns,
    }),
    z.strictObject({
      on: z.literal("webhook"),
      match: z.strictObject({ state: z.enum(states).optional() }).optional(),
      fault: webhookFault,
      ...turns,
    }),
  ]),
) satisfies z.ZodType<readonly Rule[]>;
const settingsSchema = z.strictObject({
  othersTake: kinds.optional(),
  deliverAfterSeconds: z.coerce.number().nonnegative().optional(),
});
const participantSchema = z.strictObject({ participant: z.string().regex(/^\d{4}:\w{1,35}$/), documents: kinds });
const answerSchema = z.strictObject({ code: z.string().max(10).optional() });

export function controlRead(simulator: AccessPoint, path: string): Reply | undefined {
  return readCommon(simulator, path, () => controlPage(simulator)) ?? readOwn(simulator, path);
}

function readOwn(simulator: AccessPoint, path: string): Reply | undefined {
  switch (path) {
    case "/":
      return seeOther("/_control");
    case "/_control/documents":
      return jsonReply(200, { documents: simulator.documents().map(view) });
    default: {
      const id = /^\/_control\/documents\/([^/]+)$/.exec(path)?.[1];
      const document = simulator.documents().find((each) => each.id === id);
      return document === undefined ? undefined : pageReply(documentPage(document));
    }
  }
}

function view({ id, kind, sender, receiver, reference, events }: Document): Record<string, unknown> {
  return { id, kind, sender, receiver, reference, events };
}

/** `input` is the JSON sent, or a form's fields. Forms are led back to the page. */
export async function controlWrite(
  simulator: AccessPoint,
  path: string,
  input: unknown,
  byForm: boolean,
): Promise<Reply | undefined> {
  const reply = (await writeCommon(simulator, rulesSchema, path, input)) ?? (await writeOwn(simulator, path, input));
  const back = /^(\/_control\/documents\/[^/]+)\//.exec(path)?.[1] ?? "/_control";
  return backTo(back, reply, byForm);
}

async function writeOwn(simulator: AccessPoint, path: string, input: unknown): Promise<Reply | undefined> {
  switch (path) {
    case "/_control/settings":
      return given(settingsSchema, input, async (settings) => {
        Object.assign(simulator.settings, settings);
        return jsonReply(200, simulator.settings);
      });
    case "/_control/participants":
      return given(participantSchema, input, async ({ participant, documents }) => {
        simulator.participants.set(participant, documents);
        return jsonReply(200, Object.fromEntries(simulator.participants));
      });
    default:
      return answerFor(simulator, path, input);
  }
}

async function answerFor(simulator: AccessPoint, path: string, input: unknown): Promise<Reply | undefined> {
  const [, id, word] = /^\/_control\/documents\/([^/]+)\/(\w+)$/.exec(path) ?? [];
  const state = states.find((known) => known === word);
  if (id === undefined || state === undefined) return undefined;
  return given(answerSchema, input, async ({ code }) => {
    const happened = simulator.tell(id, state, code);
    await simulator.settle();
    if (happened) return jsonReply(200, { id, state });
    return jsonReply(409, { code: "TOO_LATE", sentence: "That cannot become of this document now." });
  });
}
