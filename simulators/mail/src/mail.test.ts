import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import PostalMime from "postal-mime";
import { describe, expect, onTestFinished, test } from "vitest";
import { createMailServer, createMailSimulator, createSmtpServer, type SmtpOptions } from "./index.ts";

const raw = (text: string): Uint8Array => new TextEncoder().encode(text.replaceAll("\n", "\r\n"));
const letter = raw(`From: "Fjordsmil" <betaling@kvitt.example.test>
To: kari@mail.example.test
Subject: Til betaling
Message-ID: <m1@kvitt.example.test>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/html

<p>Hei</p><script>alert(1)</script>
--b
Content-Type: application/pdf; name="a.pdf"
Content-Disposition: attachment; filename="faktura æ.pdf"

%PDF
--b--
`);
const incoming = {
  envelopeFrom: "bounce+m1@b.example.test",
  to: ["kari@mail.example.test"],
  raw: letter,
  secure: false,
};

/** Says lines to the SMTP door one after the other; gives all that came back. */
async function speak(lines: readonly string[], options: SmtpOptions = {}) {
  const simulator = createMailSimulator();
  const server = createSmtpServer(simulator, options);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const socket = connect((server.server.address() as AddressInfo).port, "127.0.0.1");
  const left = [...lines];
  let heard = "";
  for await (const part of socket as AsyncIterable<Buffer>) {
    heard += part.toString("utf8");
    if (!/^\d{3} .*\r\n$/m.test(part.toString("utf8"))) continue;
    const next = left.shift();
    if (next === undefined) socket.end();
    else socket.write(`${next}\r\n`);
  }
  return { heard, simulator };
}

describe("SMTP", () => {
  test("a mail spoken by hand lies in the box", async () => {
    const said = [
      "EHLO me",
      "MAIL FROM:<a@example.test>",
      "RCPT TO:<kari@mail.example.test>",
      "DATA",
      "Subject: Hei\r\n\r\nHei\r\n.",
    ];
    const { simulator } = await speak(said);
    expect(simulator.mails()).toMatchObject([{ no: 1, envelopeFrom: "a@example.test", subject: "Hei", text: "Hei\n" }]);
  });

  test.each([
    ["nobody@mail.example.test", "550 5.1.1"],
    ["greylist@mail.example.test", "451 4.7.1"],
  ])("%s is refused: %s", async (to, reply) => {
    const { heard, simulator } = await speak(["EHLO me", "MAIL FROM:<a@example.test>", `RCPT TO:<${to}>`]);
    expect(heard).toContain(reply);
    expect(simulator.mails()).toEqual([]);
  });

  test("where a password is asked for, nothing goes without", async () => {
    const auth = { user: "kvitt", password: "right" };
    const { heard } = await speak(["EHLO me", "MAIL FROM:<a@example.test>"], { auth });
    expect(heard).toMatch(/^530 /m);
  });
});

describe("bounces", () => {
  test("RFC 3464, to the envelope's sender, at its own moment", async () => {
    const simulator = createMailSimulator();
    simulator.rules.replace([{ on: "mail", fault: { do: "bounce", status: "5.2.2", afterSeconds: 600 } }]);
    await simulator.take(incoming);
    await simulator.advance(599_000);
    expect(simulator.bounces()).toEqual([]);
    await simulator.advance(1_000_000);
    const [bounce] = simulator.bounces();
    expect(bounce!.to).toBe(incoming.envelopeFrom);
    const read = await PostalMime.parse(bounce!.bytes);
    expect(read.date).toBe("2026-10-01T08:10:00.000Z");
    const text = Buffer.from(bounce!.bytes).toString("latin1");
    expect(text).toContain("Final-Recipient: rfc822; kari@mail.example.test\r\nAction: failed\r\nStatus: 5.2.2\r\n");
    expect(text).toContain("Message-ID: <m1@kvitt.example.test>");
  });

  test("what comes from nobody is never sent back", async () => {
    const simulator = createMailSimulator();
    await simulator.bounce(await simulator.take({ ...incoming, envelopeFrom: "" }), "5.1.1");
    expect(simulator.bounces()).toEqual([]);
  });
});

describe("for a person", () => {
  async function openServer() {
    const simulator = createMailSimulator();
    const server = createMailServer(simulator);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    await simulator.take(incoming);
    return { simulator, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  test("SEC-60 the mail is shown in a frame that runs nothing and fetches nothing", async () => {
    const { url } = await openServer();
    expect(await (await fetch(`${url}/`)).text()).toContain('<a href="/mail/1">Til betaling</a>');
    const page = await (await fetch(`${url}/mail/1`)).text();
    expect(page).toMatch(/<iframe[^>]+sandbox="allow-popups allow-popups-to-escape-sandbox"/);
    expect(page).not.toContain("<script>");
    const frame = await fetch(`${url}/mail/1/html`);
    expect(frame.headers.get("content-security-policy")).toMatch(/^default-src 'none'.*sandbox/);
    expect(frame.headers.get("content-security-policy")).not.toContain("allow-scripts");
    expect(await frame.text()).toContain("<p>Hei</p>");
  });

  test("an attachment is saved, never shown", async () => {
    const { url } = await openServer();
    const file = await fetch(`${url}/mail/1/attachments/0`);
    expect(file.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''faktura%20%C3%A6.pdf");
    expect(file.headers.get("content-type")).toBe("application/octet-stream");
    expect(await file.text()).toContain("%PDF");
    expect((await fetch(`${url}/mail/1/attachments/1`)).status).toBe(404);
  });

  test("the controls move the clock, send mail back and refuse what they do not know", async () => {
    const { url, simulator } = await openServer();
    const post = (path: string, body: unknown) =>
      fetch(`${url}/_control${path}`, { method: "POST", body: JSON.stringify(body) });
    expect((await post("/mails/1/bounce", { status: "5.1.1" })).status).toBe(200);
    expect((await post("/mails/1/bounce", { status: "2.0.0" })).status).toBe(400);
    expect(simulator.bounces()).toHaveLength(1);
    expect(await (await post("/clock", { advanceSeconds: 60 })).json()).toEqual({ now: "2026-10-01T08:01:00.000Z" });
    expect((await post("/rules", [{ on: "data", fault: { do: "explode" } }])).status).toBe(400);
    expect(await (await fetch(`${url}/_control`)).text()).toContain("Mail simulator");
  });
});
