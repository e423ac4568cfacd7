/** `/_control`: moving the clock, scripting misbehaviour, sending a mail back, looking at what came. */

import { z } from "zod";
import { backTo, callFaults, given, jsonReply, readCommon, type Reply, turns, writeCommon } from "@kvitt/simulator-kit";
import { controlPage } from "./pages.ts";
import type { MailSimulator } from "./simulator.ts";
import type { Rule } from "./types.ts";

const status = z.string().regex(/^[45]\.\d{1,3}\.\d{1,3}$/);
const bounceSchema = z.strictObject({ status });

const match = z.strictObject({ to: z.string().optional() }).optional();
const refuse = z.strictObject({ do: z.literal("refuse"), code: z.int().min(400).max(599), status });
const rulesSchema = z.array(
  z.discriminatedUnion("on", [
    z.strictObject({
      on: z.literal("connect"),
      fault: z.strictObject({ do: z.enum(["nonsense", "drop"]) }),
      ...turns,
    }),
    z.strictObject({ on: z.literal("recipient"), match, fault: refuse, ...turns }),
    z.strictObject({
      on: z.literal("data"),
      match,
      fault: z.discriminatedUnion("do", [refuse, callFaults.drop, callFaults.delay]),
      ...turns,
    }),
    z.strictObject({
      on: z.literal("mail"),
      match,
      fault: z.strictObject({ do: z.literal("bounce"), status, afterSeconds: z.int().nonnegative() }),
      ...turns,
    }),
  ]),
) satisfies z.ZodType<readonly Rule[]>;

export function controlRead(simulator: MailSimulator, path: string): Reply | undefined {
  return readCommon(simulator, path, () => controlPage(simulator)) ?? readOwn(simulator, path);
}

function readOwn(simulator: MailSimulator, path: string): Reply | undefined {
  switch (path) {
    case "/_control/mails":
      return jsonReply(200, {
        mails: simulator.mails().map(({ raw: _raw, attachments, ...mail }) => ({
          ...mail,
          attachments: attachments.map(({ bytes, ...one }) => ({ ...one, size: bytes.length })),
        })),
      });
    case "/_control/bounces":
      return jsonReply(200, { bounces: simulator.bounces().map(({ name, to }) => ({ name, to })) });
    default:
      return undefined;
  }
}

/** `input` is the JSON sent, or a form's fields. Forms are led back to the page. */
export async function controlWrite(
  simulator: MailSimulator,
  path: string,
  input: unknown,
  byForm: boolean,
): Promise<Reply | undefined> {
  const reply = (await writeCommon(simulator, rulesSchema, path, input)) ?? (await writeOwn(simulator, path, input));
  return backTo("/_control", reply, byForm);
}

async function writeOwn(simulator: MailSimulator, path: string, input: unknown): Promise<Reply | undefined> {
  const no = /^\/_control\/mails\/(\d{1,9})\/bounce$/.exec(path)?.[1];
  const mail = simulator.mails().find((one) => String(one.no) === no);
  if (mail === undefined) return undefined;
  return given(bounceSchema, input, async (asked) => {
    await simulator.bounce(mail, asked.status);
    return jsonReply(200, { bounced: mail.no });
  });
}
