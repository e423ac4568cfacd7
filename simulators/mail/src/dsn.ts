/** Writes a delivery status notification (RFC 3464), as the receiver's own server would. */

import type { Mail } from "./types.ts";

const REPORTER = "mx.receiver.example.test";
const LINE = "\r\n";

/** A status that begins with 5 is a failure, with 4 a delay. To the envelope's sender, from nobody. */
export function writeDsn(mail: Mail, recipient: string, status: string, atMs: number): Uint8Array {
  const boundary = `=_dsn_${mail.no}_${status.replaceAll(".", "_")}`;
  const failed = status.startsWith("5");
  const lines = [
    `Date: ${new Date(atMs).toUTCString().replace("GMT", "+0000")}`,
    `From: Mail Delivery System <mailer-daemon@${REPORTER}>`,
    `To: <${mail.envelopeFrom}>`,
    `Message-ID: <dsn-${mail.no}-${status}@${REPORTER}>`,
    "Subject: " + (failed ? "Undelivered Mail Returned to Sender" : "Delayed Mail (still being retried)"),
    "Auto-Submitted: auto-replied",
    "MIME-Version: 1.0",
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    "",
    "This is a MIME-encapsulated message.",
    "",
    `--${boundary}`,
    "Content-Type: text/plain; charset=us-ascii",
    "",
    failed ? "Your message could not be delivered." : "Your message has not been delivered yet.",
    "",
    `--${boundary}`,
    "Content-Type: message/delivery-status",
    "",
    `Reporting-MTA: dns; ${REPORTER}`,
    `Arrival-Date: ${new Date(mail.atMs).toUTCString().replace("GMT", "+0000")}`,
    "",
    `Final-Recipient: rfc822; ${recipient}`,
    `Action: ${failed ? "failed" : "delayed"}`,
    `Status: ${status}`,
    `Diagnostic-Code: smtp; ${failed ? "550" : "450"} ${status} said by the simulated receiver`,
    "",
    `--${boundary}`,
    "Content-Type: text/rfc822-headers",
    "",
    ...headersOf(mail),
    "",
    `--${boundary}--`,
    "",
  ];
  return Buffer.from(lines.join(LINE), "latin1");
}

function headersOf(mail: Mail): readonly string[] {
  const raw = Buffer.from(mail.raw).toString("latin1");
  return raw.slice(0, Math.max(0, raw.indexOf("\r\n\r\n"))).split(LINE);
}
