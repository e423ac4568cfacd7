/** `/_control`: moving the clock, scripting misbehaviour, delivering invoices and giving them back, looking at money and webhooks. */

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
import { controlPage } from "./control-page.ts";
import type { NetsSimulator } from "./simulator.ts";
import type { Rule } from "./types.ts";

const settingsSchema = z.strictObject({
  webhookUrl: z.url().nullable().optional(),
  webhookSecret: z.string().min(1).optional(),
  deliverAfterSeconds: z.int().nonnegative().optional(),
});

const text = z.string().optional();
const turned = z.enum([
  "5003",
  "CONSUMER_UNKNOWN",
  "NOT_ACCEPTED",
  "ISSUER_BLOCKED",
  "ACCOUNT_INVALID",
  "KID_INVALID",
  "AMOUNT_INVALID",
  "DATE_INVALID",
  "PDF_UNREADABLE",
  "FILE_DAMAGED",
  "MESSAGE_CONFLICT",
]);
const rulesSchema = z.array(
  z.discriminatedUnion("on", [
    z.strictObject({
      on: z.literal("call"),
      match: z
        .strictObject({
          operation: z.enum(["identifiers", "addInvoices", "consignment", "status", "cancel"]).optional(),
        })
        .optional(),
      fault: z.discriminatedUnion("do", [callFaults.delay, callFaults.drop, callFaults.fail, callFaults.text]),
      ...turns,
    }),
    z.strictObject({
      on: z.literal("invoice"),
      match: z.strictObject({ messageIdentifier: text, kid: text }).optional(),
      fault: z.discriminatedUnion("do", [
        z.strictObject({ do: z.literal("refuse"), turned }),
        z.strictObject({
          do: z.literal("reject"),
          code: z.enum(["CONSENT_ENDED", "BANK_LEFT"]),
          afterSeconds: z.int().nonnegative(),
        }),
      ]),
      ...turns,
    }),
    z.strictObject({
      on: z.literal("event"),
      match: z
        .strictObject({
          messageIdentifier: text,
          state: z.enum(["RECEIVED", "DELIVERED", "REJECTED", "CANCELLED"]).optional(),
        })
        .optional(),
      fault: webhookFault,
      ...turns,
    }),
  ]),
) satisfies z.ZodType<readonly Rule[]>;

export function controlRead(simulator: NetsSimulator, path: string): Reply | undefined {
  return readCommon(simulator, path, () => controlPage(simulator)) ?? readOwn(simulator, path);
}

function readOwn(simulator: NetsSimulator, path: string): Reply | undefined {
  switch (path) {
    case "/_control/settings":
      return jsonReply(200, settingsView(simulator));
    case "/_control/invoices":
      return jsonReply(200, {
        invoices: simulator.invoices().map(({ bytes, consumer, amountMinor, ...rest }) => ({
          ...rest,
          amountMinor: Number(amountMinor),
          consumer: consumer.identifier,
          size: bytes.length,
        })),
      });
    case "/_control/payments":
      return jsonReply(200, paymentLines(simulator));
    case "/_control/webhooks":
      return jsonReply(200, { pushes: simulator.pushes() });
    default:
      return undefined;
  }
}

/** As the simulated bank takes them at `POST /payments`, from where they come back as lines of an OCR file. */
function paymentLines(simulator: NetsSimulator): readonly unknown[] {
  return simulator
    .payments()
    .map(({ amountMinor, ...rest }) => ({ do: "deposit", kind: "giro", ...rest, amountMinor: Number(amountMinor) }));
}

/** `input` is the JSON sent, or a form's fields. Forms are led back to the page. */
export async function controlWrite(
  simulator: NetsSimulator,
  path: string,
  input: unknown,
  byForm: boolean,
): Promise<Reply | undefined> {
  const reply = (await writeCommon(simulator, rulesSchema, path, input)) ?? (await writeOwn(simulator, path, input));
  return backTo("/_control", reply, byForm);
}

async function writeOwn(simulator: NetsSimulator, path: string, input: unknown): Promise<Reply | undefined> {
  switch (path) {
    case "/_control/settings":
      return given(settingsSchema, input, async ({ deliverAfterSeconds, ...webhook }) => {
        Object.assign(simulator.settings.submitters[0]!, webhook);
        if (deliverAfterSeconds !== undefined) simulator.settings.deliverAfterSeconds = deliverAfterSeconds;
        return jsonReply(200, settingsView(simulator));
      });
    default:
      return act(simulator, path);
  }
}

/** `/_control/invoices/{reference}/{deliver|reject}`. */
async function act(simulator: NetsSimulator, path: string): Promise<Reply | undefined> {
  const found = /^\/_control\/invoices\/([A-Z0-9]+)\/(deliver|reject)$/.exec(path);
  if (found === null) return undefined;
  const state = found[2] === "deliver" ? "DELIVERED" : "REJECTED";
  const invoice = simulator.invoices().find(({ reference }) => reference === found[1]);
  const done = invoice !== undefined && simulator.act(invoice, state);
  await simulator.settle();
  if (done) return jsonReply(200, { state });
  return jsonReply(409, { code: "TOO_LATE", sentence: "No such invoice is on its way." });
}

/** Secrets are not shown. */
function settingsView({ settings }: NetsSimulator): unknown {
  const { webhookUrl } = settings.submitters[0]!;
  return { webhookUrl, deliverAfterSeconds: settings.deliverAfterSeconds };
}
