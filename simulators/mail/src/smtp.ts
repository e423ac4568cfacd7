/** The SMTP door: takes mail for anybody, or what the rules say. The caller listens and closes. */

import type { Socket } from "node:net";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import type { MailSimulator } from "./simulator.ts";
import type { RefusalFault } from "./types.ts";

const LONGEST_MAIL_BYTES = 25 * 1024 * 1024;

export type SmtpOptions = {
  /** Left out, anybody may hand mail over. */
  readonly auth?: { readonly user: string; readonly password: string };
  /** PEM, or a certificate nobody vouches for. Left out, STARTTLS is not to be had. */
  readonly tls?: "selfSigned" | { readonly key: string; readonly cert: string };
};

export function createSmtpServer(simulator: MailSimulator, options: SmtpOptions = {}): SMTPServer {
  const sockets = new Map<number, Socket>();
  const cut = (session: SMTPServerSession): void => {
    sockets.get(session.remotePort)?.destroy();
  };
  const smtp = new SMTPServer({
    banner: "Simulated mail server",
    size: LONGEST_MAIL_BYTES,
    rejectOversized: true,
    authOptional: options.auth === undefined,
    allowInsecureAuth: true,
    disabledCommands: options.tls === undefined ? ["STARTTLS"] : [],
    disableReverseLookup: true,
    ...(typeof options.tls === "object" ? options.tls : {}),
    onAuth: ({ username, password }, _session, done) => {
      const known =
        options.auth === undefined || (username === options.auth.user && password === options.auth.password);
      if (known) done(null, { user: username ?? "" });
      else done(refusal({ do: "refuse", code: 535, status: "5.7.8" }));
    },
    onRcptTo: ({ address }, _session, done) => {
      const fault = simulator.rules.forRecipient(address);
      done(fault === undefined ? null : refusal(fault));
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        if (stream.sizeExceeded) return done();
        takeMail(simulator, session, Buffer.concat(parts), () => cut(session)).then(
          (fault) => (fault === null ? done(null, "2.0.0 Taken") : fault === "cut" ? undefined : done(refusal(fault))),
          () => done(refusal({ do: "refuse", code: 451, status: "4.3.0" })),
        );
      });
    },
  });
  smtp.on("error", () => undefined);
  smtp.server.prependListener("connection", (socket: Socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.on("close", () => sockets.delete(port));
    const fault = simulator.rules.forConnection();
    if (fault?.do === "drop") socket.destroy();
    if (fault?.do === "nonsense") socket.end("<html>This is not the door you are looking for.</html>\r\n");
  });
  return smtp;
}

/** Null when it is taken and shall be said so; `cut` when the line is gone. */
async function takeMail(
  simulator: MailSimulator,
  { envelope, secure }: SMTPServerSession,
  raw: Uint8Array,
  cutLine: () => void,
): Promise<RefusalFault | "cut" | null> {
  const to = envelope.rcptTo.map(({ address }) => address);
  const fault = simulator.rules.forData(to);
  if (fault?.do === "delay") await simulator.wait(fault.ms);
  if (fault?.do === "refuse") return fault;
  const cuts = fault?.do === "drop";
  if (!cuts || fault.when === "after") {
    const envelopeFrom = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
    await simulator.take({ envelopeFrom, to, raw, secure });
  }
  if (cuts) cutLine();
  return cuts ? "cut" : null;
}

function refusal({ code, status }: RefusalFault): Error {
  return Object.assign(new Error(`${status} Refused as scripted`), { responseCode: code });
}
