import { generateKeyPairSync } from "node:crypto";
import type { AddressInfo } from "node:net";
import { createMailSimulator, createSmtpServer, type MailSimulator, type SmtpOptions } from "@kvitt/simulator-mail";
import { describe, expect, onTestFinished, test } from "vitest";
import { mailContract, type MailBench } from "../../delivery/mail.contract.ts";
import type { MailMessage } from "../../delivery/ports.ts";
import { openSmtp, type BounceBox, type SmtpSettings } from "./index.ts";
import { messageIdIn, verpAddress } from "./verp.ts";

const verp = { domain: "bounces.kvitt.example.test", key: "a key for tests" };
const id = "01900000-0000-7000-8000-000000000001";
const message: MailMessage = {
  messageId: id,
  to: "kari@mail.example.test",
  fromName: "Fjordsmil",
  replyTo: null,
  subject: "Til betaling",
  text: "Beløp: 1 240,00 kr\n",
  html: "<p>Beløp</p>",
  attachments: [],
};

type Bench = MailBench & {
  readonly simulator: MailSimulator;
  readonly files: Map<string, Uint8Array>;
  readonly strange: string[];
};

/** The adapter against the mail sink over a real socket; the bounce directory is a map. */
async function openBench(smtp: SmtpOptions = {}, change: Partial<SmtpSettings> = {}): Promise<Bench> {
  const files = new Map<string, Uint8Array>();
  const strange: string[] = [];
  const simulator = createMailSimulator({
    deliverBounce: async ({ name, bytes }) => void files.set(name, bytes),
  });
  const server = createSmtpServer(simulator, smtp);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const box: BounceBox = {
    names: async () => [...files.keys()],
    read: async (name) => files.get(name)!,
    settle: async (name, as) => {
      files.delete(name);
      if (as === "strange") strange.push(name);
    },
  };
  const channel = openSmtp({
    host: "127.0.0.1",
    port: (server.server.address() as AddressInfo).port,
    security: "none",
    from: "betaling@kvitt.example.test",
    bounceTo: verp,
    box,
    clock: { epochMilliseconds: () => simulator.now() },
    ...change,
  });
  const mailOf = (messageId: string) => simulator.mails().find((mail) => mail.messageId.startsWith(messageId))!;
  return {
    channel,
    carried: async () => simulator.mails().map((mail) => mail.messageId.split("@")[0]!),
    loseAnswers: (times) =>
      simulator.rules.replace(times === 0 ? [] : [{ on: "data", times, fault: { do: "drop", when: "after" } }]),
    goDown: (how) =>
      simulator.rules.replace([{ on: "connect", times: 99, fault: { do: how === "silent" ? "drop" : "nonsense" } }]),
    mailbox: async (address) =>
      simulator
        .mails()
        .flatMap((mail) => (mail.to.includes(address) ? [{ ...mail, messageIdHeader: mail.messageId }] : [])),
    noSuchBox: "nobody@mail.example.test",
    bounce: async (messageId, status) => simulator.bounce(mailOf(messageId), status),
    close: async () => {
      channel.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
    simulator,
    files,
    strange,
  };
}

async function opened(smtp?: SmtpOptions, change?: Partial<SmtpSettings>): Promise<Bench> {
  const bench = await openBench(smtp, change);
  onTestFinished(() => bench.close());
  return bench;
}

mailContract("SMTP", () => openBench());

describe("T-10 what a mail looks like on the wire", () => {
  test("the envelope's sender names the message, the header says a machine wrote it, and nothing reports that it was read", async () => {
    const { channel, simulator } = await opened();
    await channel.handOver([message]);
    const [mail] = simulator.mails();
    expect(mail).toMatchObject({
      envelopeFrom: verpAddress(verp, id),
      messageId: `${id}@kvitt.example.test`,
      fromAddress: "betaling@kvitt.example.test",
    });
    const raw = Buffer.from(mail!.raw).toString("latin1");
    expect(raw).toContain("Auto-Submitted: auto-generated\r\n");
    expect(raw).toContain("Date: Thu, 01 Oct 2026 08:00:00 +0000\r\n");
    expect(raw).not.toMatch(/^(x-mailer|list-|disposition-notification|return-receipt)/im);
  });

  test("signed for the visible sender's domain where a key is given", async () => {
    const { privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    const dkim = { domainName: "kvitt.example.test", keySelector: "k1", privateKey };
    const { channel, simulator } = await opened({}, { dkim });
    await channel.handOver([message]);
    const raw = Buffer.from(simulator.mails()[0]!.raw).toString("latin1");
    expect(raw).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256;[^]*d=kvitt\.example\.test;[^]*s=k1;/);
  });

  test.each([
    ["to", { to: "kari@mail.example.test\r\nBcc: other@mail.example.test" }, "addressInvalid"],
    ["to, two", { to: "kari@mail.example.test,other@mail.example.test" }, "addressInvalid"],
    ["to, with a name", { to: "Kari <kari@mail.example.test>" }, "addressInvalid"],
    ["subject", { subject: "Faktura\nBcc: other@mail.example.test" }, "contentRefused"],
    ["name", { fromName: "A\rX-More: 1" }, "contentRefused"],
    ["reply", { replyTo: "a@example.test, b@example.test" }, "contentRefused"],
    [
      "file",
      { attachments: [{ name: "a\r\n.pdf", contentType: "application/pdf", bytes: new Uint8Array() }] },
      "contentRefused",
    ],
  ])("a line break or a second address in %s is refused, and nothing is sent", async (_where, sly, reason) => {
    const { channel, simulator } = await opened();
    expect(await channel.handOver([{ ...message, ...sly }])).toMatchObject([{ outcome: "refused", reason }]);
    expect(simulator.mails()).toEqual([]);
  });
});

describe("S1-04 what the other server says", () => {
  test.each([
    [550, "5.1.1", "receiverUnknown"],
    [550, "5.1.3", "addressInvalid"],
    [550, "5.2.1", "receiverUnknown"],
    [552, "5.3.4", "contentRefused"],
    [550, "5.7.1", "contentRefused"],
    [550, "5.7.26", "setUp"],
    [451, "4.7.1", "tryLater"],
    [452, "4.2.2", "tryLater"],
    [550, "5.9.9", "unexpected"],
  ])("%i %s means %s", async (code, status, reason) => {
    const { channel, simulator } = await opened();
    simulator.rules.replace([{ on: "recipient", fault: { do: "refuse", code, status } }]);
    expect(await channel.handOver([message])).toEqual([
      { messageId: id, outcome: "refused", reason, partnerCode: status },
    ]);
  });

  test("greylisted: later it goes through", async () => {
    const { channel } = await opened();
    const greylisted = { ...message, to: "greylist@mail.example.test" };
    expect(await channel.handOver([greylisted])).toMatchObject([{ outcome: "refused", reason: "tryLater" }]);
    expect(await channel.handOver([greylisted])).toMatchObject([{ outcome: "accepted" }]);
  });

  test("the line breaks after the last byte: unknown, once in the box, and not sent again by itself", async () => {
    const { channel, simulator } = await opened();
    simulator.rules.replace([{ on: "data", fault: { do: "drop", when: "after" } }]);
    expect(await channel.handOver([message])).toEqual([{ messageId: id, outcome: "unknown" }]);
    expect(simulator.mails()).toHaveLength(1);
  });

  test("a wrong password is for who set us up", async () => {
    const auth = { user: "kvitt", password: "right" };
    const { channel } = await opened({ auth }, { login: { user: "kvitt", password: "wrong" } });
    expect(await channel.handOver([message])).toMatchObject([{ outcome: "refused", reason: "setUp" }]);
    const good = await opened({ auth }, { login: auth });
    expect(await good.channel.handOver([message])).toMatchObject([{ outcome: "accepted" }]);
  });
});

describe("SEC-44 encryption", () => {
  test("a relay elsewhere is never spoken to in the clear", async () => {
    await expect(openBench({}, { host: "relay.example.test" })).rejects.toThrow("encrypted");
  });

  test.each([
    ["offers no encryption", {}],
    ["has a certificate nobody vouches for", { tls: "selfSigned" } as const],
  ])("a relay that %s gets nothing", async (_what, smtp) => {
    const { channel, simulator } = await opened(smtp, { security: "startTls" });
    expect(await channel.handOver([message])).toMatchObject([{ outcome: "refused", reason: "setUp" }]);
    expect(simulator.mails()).toEqual([]);
  });
});

describe("T-13 bounces", () => {
  test("taken, and sent back an hour later", async () => {
    const { channel, simulator } = await opened();
    await channel.handOver([{ ...message, to: "gone@mail.example.test" }]);
    expect(await channel.bounces()).toEqual([]);
    await simulator.advance(60_000);
    expect(await channel.bounces()).toEqual([
      {
        messageId: id,
        eventId: `${id}/failed/5.1.1`,
        state: "undelivered",
        reason: "receiverUnknown",
        partnerCode: "5.1.1",
        at: Temporal.Instant.from("2026-10-01T08:01:00Z"),
      },
    ]);
  });

  test("a bounce somebody made up, an auto-reply and rubbish are put aside", async () => {
    const { channel, simulator, files, strange } = await opened();
    await channel.handOver([message]);
    await simulator.bounce(simulator.mails()[0]!, "5.1.1");
    const [real] = [...files.values()].map((bytes) => Buffer.from(bytes).toString("latin1"));
    files.clear();
    const text = (raw: string): Uint8Array => new TextEncoder().encode(raw);
    files.set("forged", text(real!.replace(/\+[0-9a-f]{16}@/, "+0123456789abcdef@")));
    files.set("reply", text(`To: ${verpAddress(verp, id)}\r\nSubject: Ferie\r\n\r\nJeg er på ferie.`));
    files.set("rubbish", Uint8Array.of(0, 255, 10, 10));
    expect(await channel.bounces()).toEqual([]);
    await channel.bounces();
    expect(strange).toEqual(["forged", "reply", "rubbish"]);
  });

  test("a bounce's address is read back however its case was changed, and only with our tag and domain", () => {
    const address = verpAddress(verp, id);
    expect(messageIdIn(verp, address.toUpperCase())).toBe(id);
    expect(address.indexOf("@")).toBeLessThanOrEqual(64);
    expect(messageIdIn({ ...verp, key: "another" }, address)).toBeNull();
    expect(messageIdIn({ ...verp, domain: "elsewhere.example.test" }, address)).toBeNull();
  });
});
