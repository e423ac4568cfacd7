/** Gateway B: forms in, short JSON out, basic auth, the words of SMPP, webhooks with a digest of another make. */

import { createHmac } from "node:crypto";
import { basicAuth, json, type Dialect } from "./dialect.ts";
import type { NumberKind, Report, SmsIn, SmsState, Turned } from "./types.ts";

/** Result codes: 0 is taken. */
const refusals: Readonly<Record<Turned, number>> = {
  badNumber: 11,
  premium: 12,
  landline: 13,
  optedOut: 14,
  senderUnknown: 21,
  badText: 31,
  idTaken: 41,
};
const states: Readonly<Record<SmsState, string>> = {
  accepted: "ACCEPTD",
  buffered: "ENROUTE",
  delivered: "DELIVRD",
  failed: "UNDELIV",
  expired: "EXPIRED",
};
const causes: Readonly<Record<NumberKind, string>> = {
  notInUse: "001",
  blocked: "013",
  premium: "012",
  landline: "011",
  optedOut: "014",
  off: "027",
};

export const gatewayB: Dialect = {
  handOverPath: "/b/send",
  statusPath: "/b/status",
  isKnown: ({ headers }, account) => headers["authorization"] === basicAuth(account),
  readMessages,
  readIds: (body) => new URLSearchParams(body).getAll("ref"),
  sayTaken: (taken) =>
    json(
      200,
      taken.map((one) =>
        "reference" in one ? { ref: one.id, rc: 0, msgid: one.reference } : { ref: one.id, rc: refusals[one.turned] },
      ),
    ),
  sayReports: (reports) => json(200, reports.map(say)),
  refusal: (status, what) => json(status, { rc: 90, info: what }),
  webhook: (reports, secret, nowMs) => {
    const body = JSON.stringify(reports.map(say));
    const seconds = String(Math.floor(nowMs / 1000));
    const digest = createHmac("sha512", secret).update(`${seconds}\n${body}`).digest("base64");
    return {
      headers: { "content-type": "application/json", "x-gateway-time": seconds, "x-gateway-digest": digest },
      body,
    };
  },
};

/** `ref`, `msisdn`, `from` and `text`, as often as there are messages; the n-th of each belong together. */
function readMessages(body: string): readonly SmsIn[] | null {
  const form = new URLSearchParams(body);
  const [refs, numbers, froms, texts] = ["ref", "msisdn", "from", "text"].map((name) => form.getAll(name)) as [
    string[],
    string[],
    string[],
    string[],
  ];
  if ([numbers, froms, texts].some(({ length }) => length !== refs.length) || refs.includes("")) return null;
  return refs.map((id, index) => ({ id, to: `+${numbers[index]!}`, from: froms[index]!, text: texts[index]! }));
}

function say({ eventId, id, state, cause, atMs }: Report): Record<string, unknown> {
  return {
    seq: eventId,
    ref: id,
    status: states[state],
    err: cause === null ? "000" : causes[cause],
    ts: Math.floor(atMs / 1000),
  };
}
