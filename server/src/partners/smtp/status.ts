/** What a mail server's words mean for us: RFC 3463 status codes, or the bare reply code where none came with it. */

import type { ChannelRefusal } from "../../delivery/ports.ts";

/** By class, subject and detail; the longest beginning that is known decides. */
const reasons: Readonly<Record<string, ChannelRefusal>> = {
  "4": "tryLater",
  "5.1": "receiverUnknown",
  "5.1.3": "addressInvalid",
  // Our own sender's address or domain.
  "5.1.7": "setUp",
  "5.1.8": "setUp",
  "5.2": "receiverUnknown",
  "5.2.3": "contentRefused",
  "5.3.4": "contentRefused",
  "5.4.4": "receiverUnknown",
  "5.6": "contentRefused",
  "5.7": "contentRefused",
  // Credentials, encryption, SPF, DKIM, DMARC (RFC 7372): who set us up.
  "5.7.0": "setUp",
  "5.7.8": "setUp",
  "5.7.11": "setUp",
  "5.7.20": "setUp",
  "5.7.23": "setUp",
  "5.7.26": "setUp",
};
const byReply: Readonly<Record<number, ChannelRefusal>> = {
  501: "addressInvalid",
  530: "setUp",
  535: "setUp",
  550: "receiverUnknown",
  551: "receiverUnknown",
  552: "contentRefused",
  553: "addressInvalid",
  554: "contentRefused",
};

/** `5.1.1` to a reason. */
export function reasonOfStatus(status: string): ChannelRefusal {
  const [kind = "", subject = ""] = status.split(".");
  return reasons[status] ?? reasons[`${kind}.${subject}`] ?? reasons[kind] ?? "unexpected";
}

/** A reply as `550 5.1.1 No such user`. */
export function reasonOfReply(code: number, reply: string): { readonly reason: ChannelRefusal; readonly code: string } {
  const status = /^\d{3}[ -]([45]\.\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1];
  if (status !== undefined) return { reason: reasonOfStatus(status), code: status };
  return { reason: code < 500 ? "tryLater" : (byReply[code] ?? "unexpected"), code: String(code) };
}
