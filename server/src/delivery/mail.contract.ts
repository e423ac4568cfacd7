/** What every adapter of `Mail` does. An adapter's test runs it against a mail server. */

import { describe, expect, onTestFinished, test } from "vitest";
import { handOverContract, messageId, type ChannelBench } from "./channel.contract.ts";
import type { Mail, MailMessage } from "./ports.ts";

/** A mail as its reader's program shows it. */
export type ReadMail = {
  /** The header of that name: mail knows no other way to say that two are one. */
  readonly messageIdHeader: string;
  readonly fromName: string;
  readonly replyTo: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly { readonly name: string; readonly contentType: string; readonly bytes: Uint8Array }[];
};

export type MailBench = ChannelBench<Mail> & {
  readonly mailbox: (address: string) => Promise<readonly ReadMail[]>;
  /** An address its own server refuses while we speak to it. */
  readonly noSuchBox: string;
  /** The receiver's server took it, and sends it back (RFC 3464): `5.1.1` no such box, `4.2.2` will be tried again. */
  readonly bounce: (messageId: string, status: "5.1.1" | "4.2.2") => Promise<void>;
};

const mail = (id: string): MailMessage => ({
  messageId: id,
  to: `reader-${id.slice(-6)}@mail.example.test`,
  fromName: "Tannlege Sølvsmed & sønn",
  replyTo: "post@clinic.example.test",
  subject: "1 240,00 kr til betaling innen 1. desember: è, æ, ø, å",
  text: "Beløp: 1 240,00 kr\n\nhttps://pay.example.test/aZ09_-\n\n.En linje som begynner med punktum\nè æ ø å\n",
  html: '<p>Beløp: 1&nbsp;240,00 kr</p><p><a href="https://pay.example.test/aZ09_-">https://pay.example.test/aZ09_-</a></p>',
  attachments: [],
});

export function mailContract(name: string, open: () => Promise<MailBench>): void {
  const bench = async (): Promise<MailBench> => {
    const opened = await open();
    onTestFinished(() => opened.close());
    return opened;
  };
  describe(`${name} as Mail`, () => {
    handOverContract(bench, mail);
    readingContract(bench);
    bouncingContract(bench);
  });
}

function readingContract(bench: () => Promise<MailBench>): void {
  test("T-10 subject, both texts, sender's name, reply address and attachment arrive as they were written", async () => {
    const { channel, mailbox } = await bench();
    const pdf = {
      name: "faktura-10443.pdf",
      contentType: "application/pdf",
      bytes: Uint8Array.of(37, 80, 68, 70, 0, 13, 10, 46, 13, 10, 255),
    };
    const written = { ...mail(messageId(1)), attachments: [pdf] };
    await channel.handOver([written]);
    const [read] = await mailbox(written.to);
    const { messageId: _id, to: _to, ...shown } = written;
    expect(read).toMatchObject({ ...shown, text: expect.any(String) as unknown, html: expect.any(String) as unknown });
    const plain = (text: string) => text.replaceAll("\r\n", "\n").trimEnd();
    expect([plain(read!.text), plain(read!.html)]).toEqual([plain(written.text), plain(written.html)]);
  });

  test("handed over twice, both bear one Message-ID, made of our own id", async () => {
    const { channel, mailbox } = await bench();
    await channel.handOver([mail(messageId(1))]);
    await channel.handOver([mail(messageId(1))]);
    const headers = (await mailbox(mail(messageId(1)).to)).map((read) => read.messageIdHeader);
    expect(new Set(headers).size).toBe(1);
    expect(headers[0]).toContain(messageId(1));
  });

  test("a header is not a place to write more headers", async () => {
    const { channel, mailbox } = await bench();
    const sly = {
      ...mail(messageId(1)),
      subject: "Faktura\r\nBcc: other@mail.example.test",
      fromName: 'A"\r\nX-More: 1',
    };
    await channel.handOver([sly]);
    expect(await mailbox("other@mail.example.test")).toEqual([]);
  });
}

function bouncingContract(bench: () => Promise<MailBench>): void {
  test("a box that is not there is refused alone, in the middle of the good ones", async () => {
    const { channel, carried, noSuchBox } = await bench();
    const answers = await channel.handOver([
      mail(messageId(1)),
      { ...mail(messageId(2)), to: noSuchBox },
      mail(messageId(3)),
    ]);
    expect(answers.map((answer) => answer.outcome)).toEqual(["accepted", "refused", "accepted"]);
    expect(answers[1]).toMatchObject({ reason: "receiverUnknown" });
    expect((await carried()).toSorted()).toEqual([messageId(1), messageId(3)]);
  });

  test("a bounce is told once, for the message it is of; a delay is no bounce", async () => {
    const { channel, bounce } = await bench();
    await channel.handOver([mail(messageId(1)), mail(messageId(2))]);
    await bounce(messageId(2), "4.2.2");
    await bounce(messageId(1), "5.1.1");
    expect(await channel.bounces()).toMatchObject([
      { messageId: messageId(1), state: "undelivered", reason: "receiverUnknown", partnerCode: "5.1.1" },
    ]);
    expect(await channel.bounces()).toEqual([]);
  });
}
