import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDsn } from "./dsn.ts";

const to = "bounce+m1+0123456789abcdef@bounces.example.test";
const bytes = (lines: readonly string[], end = "\r\n"): Uint8Array => new TextEncoder().encode(lines.join(end));
const dsn = (change: { type?: string; fields?: readonly string[] } = {}): readonly string[] => [
  "Received: from a.example.test",
  "\tby b.example.test; Thu, 1 Oct 2026 08:00:00 +0000",
  "Date: Thu, 1 Oct 2026 10:00:00 +0200",
  `To: "Bounces, of Kvitt" <${to}>`,
  `Content-Type: ${change.type ?? 'multipart/report; report-type=delivery-status;\r\n boundary="a b"'}`,
  "",
  "preamble",
  "--a b",
  "",
  "Sorry.",
  "--a b",
  "Content-Type: message/delivery-status",
  "",
  "Reporting-MTA: dns; mx.example.test",
  "",
  ...(change.fields ?? ["Final-Recipient: rfc822; kari@example.test", "Action: Failed", "Status: 5.1.1 (nobody)"]),
  "",
  "--a b--",
];

describe("T-13 reading a delivery status notification", () => {
  test.each(["\r\n", "\n"])("its action, status, time and addressee; lines end with %j", (end) => {
    expect(readDsn(bytes(dsn(), end))).toEqual({
      to: [to],
      action: "failed",
      status: "5.1.1",
      atMs: Date.parse("2026-10-01T08:00:00Z"),
    });
  });

  test.each([
    ["no report", { type: 'multipart/mixed; boundary="a b"' }],
    ["no boundary", { type: "multipart/report" }],
    ["another boundary", { type: "multipart/report; boundary=other" }],
    ["no action", { fields: ["Status: 5.1.1"] }],
    ["an action nobody knows", { fields: ["Action: eaten", "Status: 5.1.1"] }],
    ["no status", { fields: ["Action: failed"] }],
    ["a status of words", { fields: ["Action: failed", "Status: bad"] }],
  ])("%s is none", (_what, change) => {
    expect(readDsn(bytes(dsn(change)))).toBeNull();
  });

  test("what is beyond a megabyte is not read", () => {
    const long = bytes([...dsn(), "x".repeat(1024 * 1024)]);
    expect(readDsn(long)).toBeNull();
  });

  test("whatever lies in the directory, reading it never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat({ max: 500 }), (rubbish, at) => {
        const whole = bytes(dsn());
        const cut = Uint8Array.from([...whole.slice(0, at), ...rubbish, ...whole.slice(at)]);
        const read = readDsn(cut);
        expect(read === null || ["failed", "delayed", "delivered", "relayed", "expanded"].includes(read.action)).toBe(
          true,
        );
      }),
    );
  });
});
