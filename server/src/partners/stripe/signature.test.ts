import Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { verifyWebhook } from "./signature.ts";

const secret = "whsec_kvitt_constructed_1";
const seconds = 1_790_000_000;
const now = seconds * 1000;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const event = {
  id: "evt_1",
  object: "event",
  type: "payment_intent.amount_capturable_updated",
  data: { object: { object: "payment_intent", id: "pi_1", metadata: { reference: "kvitt-260101-1" } } },
};
const eventText = JSON.stringify(event);
const hook = { secrets: [secret] };

/** Signed by the official library. */
function signed(text: string, with_ = secret, timestamp = seconds) {
  const header = new Stripe("sk_test_x").webhooks.generateTestHeaderString({ payload: text, secret: with_, timestamp });
  return { raw: bytes(text), headers: { "stripe-signature": header } };
}

const good = signed(eventText);
const believed = {
  verified: true,
  eventId: "evt_1",
  reference: "kvitt-260101-1",
  name: "payment_intent.amount_capturable_updated",
  success: true,
  late: false,
};

describe("SEC-40 webhook signatures", () => {
  test("what the official library signs is believed, and so is a vector worked out by other means", () => {
    expect(verifyWebhook(good, hook, now)).toEqual(believed);
    // printf '1790000000.{}' | openssl dgst -sha256 -hmac whsec_kvitt_constructed_1
    const vector = {
      raw: bytes("{}"),
      headers: {
        "stripe-signature": "t=1790000000,v1=6065bbda3d52be73831afb7da861d54fd231fe8a8b59025b2c72d5e004796539",
      },
    };
    expect(verifyWebhook(vector, hook, now)).toEqual({ verified: false, why: "unreadable" });
  });

  test("we and the official library believe the same", () => {
    const library = (text: string, header: string): boolean => {
      try {
        new Stripe("sk_test_x").webhooks.constructEvent(text, header, secret, 300, undefined, now);
        return true;
      } catch {
        return false;
      }
    };
    const header = good.headers["stripe-signature"];
    for (const given of [
      header,
      header.replace("v1", "v0"),
      header.replace("t=1", "t=2"),
      `${header},v1=00`,
      "",
      "t=1",
    ]) {
      const ours = verifyWebhook({ raw: good.raw, headers: { "stripe-signature": given } }, hook, now).verified;
      expect(ours).toBe(library(eventText, given));
    }
  });

  test("while a secret is replaced both are good, in either's signature, and none is not", () => {
    expect(verifyWebhook(good, { secrets: ["whsec_newer", secret] }, now)).toEqual(believed);
    expect(verifyWebhook(good, { secrets: [] }, now)).toEqual({ verified: false, why: "signature" });
    const [, newer] = signed(eventText, "whsec_newer").headers["stripe-signature"].split(",");
    const both = { raw: good.raw, headers: { "stripe-signature": `${good.headers["stripe-signature"]},${newer!}` } };
    expect(verifyWebhook(both, { secrets: ["whsec_newer"] }, now)).toEqual(believed);
  });

  const header = good.headers["stripe-signature"];
  test.each([
    ["no header", undefined],
    ["a header that came twice", [header, header]],
    ["two moments", `t=1,${header}`],
    ["no moment", header.replace(/t=\d+,/, "")],
    ["another scheme only", header.replace("v1", "v0")],
    ["a signature cut short", header.slice(0, -2)],
    ["a signature in capitals", header.toUpperCase()],
    ["a header without end", `${header},${"v1=00,".repeat(400)}`],
  ])("%s: refused", (_what, given) => {
    expect(verifyWebhook({ raw: good.raw, headers: { "stripe-signature": given } }, hook, now)).toEqual({
      verified: false,
      why: "signature",
    });
  });

  const minute = 60_000;
  const day = 24 * 60 * minute;
  test.each([
    [5 * minute, { verified: true, late: false }],
    [-5 * minute, { verified: true, late: false }],
    [5 * minute + 1, { verified: true, late: true }],
    [4 * day, { verified: true, late: true }],
    [4 * day + 1, { verified: false, why: "tooOld" }],
    [-4 * day - 1, { verified: false, why: "tooOld" }],
  ])("signed %i ms ago", (ms, expected) => {
    expect(verifyWebhook(good, hook, now + ms)).toMatchObject(expected);
  });

  const about = (object: object): string => JSON.stringify({ ...event, data: { object } });
  test.each([
    ["no JSON", "{"],
    ["no object", JSON.stringify({ ...event, data: {} })],
    ["nothing of ours", about({ object: "payout", id: "po_1" })],
    ["a reference that is a path", about({ object: "charge", metadata: { reference: "../../products" } })],
    ["a payment that is a path", about({ object: "dispute", payment_intent: "pi_/../x" })],
  ])("rightly signed, but %s: unreadable", (_what, text) => {
    expect(verifyWebhook(signed(text), hook, now)).toEqual({ verified: false, why: "unreadable" });
  });

  test("bytes that are no text are unreadable, not mended", () => {
    const text = eventText.replace("evt_1", "evt_1\u00ff");
    const raw = Buffer.from(text, "latin1");
    const { createHmac } = process.getBuiltinModule("node:crypto");
    const v1 = createHmac("sha256", secret).update(`${seconds}.`).update(raw).digest("hex");
    expect(verifyWebhook({ raw, headers: { "stripe-signature": `t=${seconds},v1=${v1}` } }, hook, now)).toMatchObject({
      why: "unreadable",
    });
  });

  test.each([
    [256 * 1024, "unreadable"],
    [256 * 1024 + 1, "tooLarge"],
  ])("a body of %i bytes is %s", (length, why) => {
    expect(verifyWebhook(signed(" ".repeat(length)), hook, now)).toEqual({ verified: false, why });
  });
});
