/** The mail sink without its doors: mails, time, rules, bounces. */

import PostalMime, { type Address } from "postal-mime";
import { createClock, type TimeKeeper, timeKeeper } from "@kvitt/simulator-kit";
import { writeDsn } from "./dsn.ts";
import { createRules, type Rules } from "./rules.ts";
import type { Bounce, Mail, Rule } from "./types.ts";

const ALWAYS = 1_000_000_000;

/** Boxes that misbehave from the start; the control API replaces them. */
export const demoRules: readonly Rule[] = [
  { on: "recipient", match: { to: "nobody@*" }, times: ALWAYS, fault: { do: "refuse", code: 550, status: "5.1.1" } },
  { on: "recipient", match: { to: "greylist@*" }, times: 1, fault: { do: "refuse", code: 451, status: "4.7.1" } },
  { on: "mail", match: { to: "gone@*" }, times: ALWAYS, fault: { do: "bounce", status: "5.1.1", afterSeconds: 60 } },
];

export type MailOptions = {
  /** Milliseconds since 1970 by the machine. Left out, time stands still at 1 October 2026 until it is moved. */
  readonly machine?: () => number;
  /** How a delay passes. Left out, the simulator's clock moves on and nobody waits. */
  readonly wait?: (ms: number) => Promise<void>;
  /** Where bounces are laid. Left out, they are only kept in `bounces()`. */
  readonly deliverBounce?: (bounce: Bounce) => Promise<void>;
};

/** As it came over the wire. */
export type Incoming = {
  readonly envelopeFrom: string;
  readonly to: readonly string[];
  readonly raw: Uint8Array;
  readonly secure: boolean;
};

export type MailSimulator = TimeKeeper & {
  now(): number;
  wait(ms: number): Promise<void>;
  readonly rules: Rules;
  /** Puts a mail into its boxes. */
  take(incoming: Incoming): Promise<Mail>;
  mails(): readonly Mail[];
  /** Sends a mail back now. */
  bounce(mail: Mail, status: string): Promise<void>;
  bounces(): readonly Bounce[];
};

type Coming = { readonly mail: Mail; readonly to: string; readonly status: string; readonly dueMs: number };

export function createMailSimulator(options: MailOptions = {}): MailSimulator {
  const clock = createClock(options.machine);
  const rules = createRules(demoRules);
  const mails: Mail[] = [];
  const bounces: Bounce[] = [];
  let coming: Coming[] = [];
  const sendBack = async ({ mail, to, status }: Coming): Promise<void> => {
    // Nothing is sent back to nobody: a bounce does not bounce.
    if (mail.envelopeFrom === "") return;
    const bytes = writeDsn(mail, to, status, clock.now());
    const bounce: Bounce = { name: `${clock.now()}.${bounces.length + 1}.eml`, to: mail.envelopeFrom, bytes };
    bounces.push(bounce);
    await options.deliverBounce?.(bounce);
  };
  const settle = async (): Promise<void> => {
    const due = coming.filter(({ dueMs }) => dueMs <= clock.now());
    coming = coming.filter(({ dueMs }) => dueMs > clock.now());
    for (const one of due) await sendBack(one);
  };
  return {
    now: () => clock.now(),
    ...timeKeeper({ clock, settle, nextDue: () => Math.min(...coming.map(({ dueMs }) => dueMs)) }),
    wait: options.wait ?? (async (ms) => clock.skip(ms)),
    rules,
    take: async (incoming) => {
      const mail = await readMail(incoming, mails.length + 1, clock.now());
      mails.push(mail);
      for (const to of mail.to) {
        const fault = rules.forMail(to);
        if (fault === undefined) continue;
        coming.push({ mail, to, status: fault.status, dueMs: clock.now() + fault.afterSeconds * 1000 });
      }
      return mail;
    },
    mails: () => mails,
    bounce: (mail, status) => sendBack({ mail, to: mail.to[0] ?? "", status, dueMs: clock.now() }),
    bounces: () => bounces,
  };
}

async function readMail({ envelopeFrom, to, raw, secure }: Incoming, no: number, atMs: number): Promise<Mail> {
  const parsed = await PostalMime.parse(raw, { attachmentEncoding: "arraybuffer" });
  return {
    no,
    atMs,
    envelopeFrom,
    to,
    messageId: (parsed.messageId ?? "").replace(/^<|>$/g, ""),
    fromName: parsed.from?.name ?? "",
    fromAddress: parsed.from?.address ?? "",
    replyTo: addressOf(parsed.replyTo?.[0]),
    subject: parsed.subject ?? "",
    text: parsed.text ?? "",
    html: parsed.html ?? "",
    attachments: parsed.attachments.map(({ filename, mimeType, content }) => ({
      name: filename ?? "unnamed",
      contentType: mimeType,
      bytes: new Uint8Array(content as ArrayBuffer),
    })),
    raw,
    secure,
  };
}

const addressOf = (one: Address | undefined): string | null => one?.address ?? null;
