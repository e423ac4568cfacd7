/** A message as a mail: who it is from, what it is called, how it looks. Nothing in it tells anybody that it was read. */

import type { ChannelRefusal, MailMessage } from "../../delivery/ports.ts";
import { verpAddress, type Verp } from "./verp.ts";

/** One plain address: no name, no list, no line break, no route (RFC 5321 4.1.2, without quoted local parts). */
const ADDRESS = /^[^\s<>()[\],;:\\"@\p{Cc}]{1,64}@[^\s<>()[\],;:\\"@\p{Cc}]{1,255}$/u;
const CONTROL = /\p{Cc}/u;

/** What keeps a mail from being written. A line break in a header would write a header of its own. */
export function doubtAbout({ to, replyTo, fromName, subject, attachments }: MailMessage): ChannelRefusal | null {
  if (!ADDRESS.test(to)) return "addressInvalid";
  const names = [fromName, subject, ...attachments.flatMap(({ name, contentType }) => [name, contentType])];
  const wrong = names.some((name) => CONTROL.test(name)) || (replyTo !== null && !ADDRESS.test(replyTo));
  return wrong ? "contentRefused" : null;
}

/** The Message-ID is made of our id, so that a mail sent twice is known to be one. */
export function mailOptions(message: MailMessage, from: string, bounceTo: Verp, nowMs: number) {
  const { messageId, to, fromName, replyTo, subject, text, html, attachments } = message;
  return {
    envelope: { from: verpAddress(bounceTo, messageId), to: [to] },
    from: { name: fromName, address: from },
    to: { name: "", address: to },
    ...(replyTo === null ? {} : { replyTo: { name: "", address: replyTo } }),
    messageId: `<${messageId}@${from.slice(from.lastIndexOf("@") + 1)}>`,
    date: new Date(nowMs),
    subject,
    text,
    html,
    textEncoding: "quoted-printable" as const,
    headers: { "Auto-Submitted": "auto-generated" },
    attachments: attachments.map(({ name, contentType, bytes }) => ({
      filename: name,
      contentType,
      content: Buffer.from(bytes),
    })),
  };
}
