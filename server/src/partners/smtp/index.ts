import { createTransport } from "nodemailer";
import type { HandedOver, Mail, MailMessage } from "../../delivery/ports.ts";
import { invariant, type Clock } from "../../platform/index.ts";
import { bounceReader, type BounceBox } from "./bounces.ts";
import { doubtAbout, mailOptions } from "./compose.ts";
import { reasonOfReply } from "./status.ts";
import type { Verp } from "./verp.ts";

export type { BounceBox } from "./bounces.ts";

/** The clinic's relay. `none` only to this machine: a mail and a password travel encrypted. */
export type SmtpSettings = {
  readonly host: string;
  readonly port: number;
  readonly security: "startTls" | "implicitTls" | "none";
  /** PEM of an authority the relay's certificate comes from, where the public ones do not know it. */
  readonly authority?: string;
  readonly login?: { readonly user: string; readonly password: string };
  /** The visible sender; its domain is where SPF, DKIM and DMARC are set up (T-10). */
  readonly from: string;
  /** Bounces go to a domain of their own; the key makes their addresses ours. */
  readonly bounceTo: Verp;
  /** Left out where the relay signs. */
  readonly dkim?: { readonly domainName: string; readonly keySelector: string; readonly privateKey: string };
  readonly box: BounceBox;
  readonly clock: Pick<Clock, "epochMilliseconds">;
};

const MOST = 50;
const CONNECTIONS = 5;
const CONNECT_LIMIT_MS = 2_000;
/** A server may look at a mail for a while before it says that it has it; giving up early means sending twice. */
const ANSWER_LIMIT_MS = 60_000;
const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

/** Mail by SMTP. Open it once; close it to let its connections go. */
export function openSmtp(settings: SmtpSettings): Mail & { close(): void } {
  invariant(settings.security !== "none" || LOOPBACK.has(settings.host), "mail leaves this machine encrypted");
  const transport = createTransport({ ...connection(settings), pool: true });
  const handOne = (message: MailMessage): Promise<HandedOver> => handOver(transport, settings, message);
  return {
    most: MOST,
    handOver: async (messages) => {
      invariant(messages.length <= MOST, `at most ${MOST} mails go in one call`);
      return Promise.all(messages.map(handOne));
    },
    // A mail server tells nothing afterwards but by bounces.
    reportsOf: async () => [],
    bounces: bounceReader(settings.box, settings.bounceTo, settings.clock),
    close: () => transport.close(),
  };
}

/** A mail is never sent again by itself: that is the caller's to decide. */
function connection({ host, port, security, authority, login, dkim }: SmtpSettings) {
  return {
    host,
    port,
    maxConnections: CONNECTIONS,
    maxRequeues: 0,
    secure: security === "implicitTls",
    requireTLS: security === "startTls",
    ignoreTLS: security === "none",
    tls: { minVersion: "TLSv1.2" as const, ...(authority === undefined ? {} : { ca: authority }) },
    connectionTimeout: CONNECT_LIMIT_MS,
    greetingTimeout: ANSWER_LIMIT_MS,
    socketTimeout: ANSWER_LIMIT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(login === undefined ? {} : { auth: { user: login.user, pass: login.password } }),
    ...(dkim === undefined ? {} : { dkim }),
  };
}

async function handOver(
  transport: { sendMail(mail: ReturnType<typeof mailOptions>): Promise<{ readonly response: string }> },
  settings: SmtpSettings,
  message: MailMessage,
): Promise<HandedOver> {
  const { messageId } = message;
  const doubt = doubtAbout(message);
  if (doubt !== null) return { messageId, outcome: "refused", reason: doubt, partnerCode: null };
  try {
    const { from, bounceTo, clock } = settings;
    const { response } = await transport.sendMail(mailOptions(message, from, bounceTo, clock.epochMilliseconds()));
    return { messageId, outcome: "accepted", partnerReference: response.slice(0, 100) };
  } catch (error) {
    return { messageId, ...failure(error as SmtpError) };
  }
}

type SmtpError = {
  readonly code?: string;
  /** What the system said, where `code` is the library's. */
  readonly originalCode?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
};

const UNTRUSTED = /CERT|SELF_SIGNED|ISSUER|VERIFY_LEAF|ALTNAME/;

/** No reply is unknown: the mail may be in the box. */
function failure(error: SmtpError) {
  const { code, originalCode = "", command, responseCode, response = "" } = error;
  const refused = {
    outcome: "refused",
    partnerCode: responseCode === undefined ? null : String(responseCode),
  } as const;
  const senderRefused = command === "MAIL FROM" && (responseCode ?? 0) >= 500;
  const insecure = UNTRUSTED.test(originalCode) || (code === "ETLS" && responseCode !== undefined);
  if (code === "EAUTH" || senderRefused || insecure) return { ...refused, reason: "setUp" } as const;
  // The line broke before it was encrypted, so nothing was said.
  if (code === "ETLS") return { ...refused, reason: "tryLater" } as const;
  if (responseCode === undefined || responseCode < 400) return { outcome: "unknown" } as const;
  const said = reasonOfReply(responseCode, response);
  return { ...refused, reason: said.reason, partnerCode: said.code } as const;
}
