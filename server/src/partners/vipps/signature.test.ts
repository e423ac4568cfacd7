import { createHash, createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { verifyWebhook } from "./signature.ts";

/** Three vectors worked out from the rule by other means; V2 and V3 carry bodies that are no events. */
const secret = "090a478d-37ff-4e77-970e-d457aeb26a3a";
const date = "Thu, 19 Nov 2026 08:38:32 GMT";
const now = Date.parse(date);
const url = "https://pay.example.test/hooks/vipps";
const eventText =
  '{"msn":"123456","reference":"kvitt-260101-1","pspReference":"dd8e0a8e-2b26-40ed-98f1-1d5832fc129f","name":"AUTHORIZED","amount":{"currency":"NOK","value":245000},"timestamp":"2026-11-19T08:38:31.099Z","success":true}';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const headersOf = (hash: string, signature: string, at = date): Record<string, string> => ({
  "x-ms-date": at,
  "x-ms-content-sha256": hash,
  authorization: `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`,
});
const v1 = {
  raw: bytes(eventText),
  headers: headersOf("Xy6C5QLzIJbMT5KcHT0ZCGdlndUSd+tLPs4U7zQflSI=", "LZyEoANtkUO1KwWzxFCm5DgV3P+duS6JSw7p2xXs9j4="),
};

/** Signs anything the way the service does. */
function signed(text: string, at = date): { raw: Uint8Array; headers: Record<string, string> } {
  const hash = createHash("sha256").update(text).digest("base64");
  const toSign = `POST\n/hooks/vipps\n${at};pay.example.test;${hash}`;
  return {
    raw: bytes(text),
    headers: headersOf(hash, createHmac("sha256", secret).update(toSign).digest("base64"), at),
  };
}

const hook = { url, secrets: [secret] };

describe("SEC-40 webhook signatures", () => {
  test("V1: an event, believed", () => {
    expect(v1.raw).toHaveLength(216);
    expect(verifyWebhook(v1, hook, now)).toEqual({
      verified: true,
      eventId: "123456/kvitt-260101-1/AUTHORIZED/dd8e0a8e-2b26-40ed-98f1-1d5832fc129f",
      reference: "kvitt-260101-1",
      name: "AUTHORIZED",
      success: true,
      late: false,
    });
  });

  test("V2: a secret of letters beyond ASCII, a port in the host, a query in the path", () => {
    const at = "Fri, 20 Nov 2026 23:59:59 GMT";
    const delivery = {
      raw: bytes('{"name":"Åse"}'),
      headers: headersOf(
        "Us3ie0sSVAdKm3h76u4BrYEU4szjirKu0m0v90+K2I0=",
        "Gf+2h+PpewAKV0WwO2nUHCuiJXakR57OlffekjgynTs=",
        at,
      ),
    };
    const there = { url: "https://pay.example.test:8443/hooks/vipps?t=7&x=%C3%A5", secrets: ["hemmelig-æøå"] };
    expect(delivery.raw).toHaveLength(15);
    expect(verifyWebhook(delivery, there, Date.parse(at))).toEqual({ verified: false, why: "unreadable" });
    expect(verifyWebhook(delivery, { ...there, secrets: ["hemmelig-aoa"] }, Date.parse(at))).toMatchObject({
      why: "signature",
    });
  });

  test("V3: an empty body", () => {
    const delivery = {
      raw: new Uint8Array(),
      headers: headersOf(
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "vrooPmFu2z5n4k7QChdwb/gxoyf2S8AmPClDQKNVU04=",
      ),
    };
    expect(verifyWebhook(delivery, hook, now)).toEqual({ verified: false, why: "unreadable" });
  });

  test("while a secret is replaced both are good, and none is not", () => {
    expect(verifyWebhook(v1, { url, secrets: ["newer", secret] }, now)).toMatchObject({ verified: true });
    expect(verifyWebhook(v1, { url, secrets: [secret, "older"] }, now)).toMatchObject({ verified: true });
    expect(verifyWebhook(v1, { url, secrets: [] }, now)).toEqual({ verified: false, why: "signature" });
  });

  test.each([
    ["a header is missing", { "x-ms-date": undefined }],
    ["a header came twice", { "x-ms-date": [date, date] }],
    ["the date is another", { "x-ms-date": "Thu, 19 Nov 2026 08:38:33 GMT" }],
    ["the date is no date", { "x-ms-date": "yesterday" }],
    ["the hash is another's", { "x-ms-content-sha256": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" }],
    ["the scheme is another", { authorization: v1.headers["authorization"]!.replace("SHA256 ", "SHA1 ") }],
    ["fewer headers are signed", { authorization: v1.headers["authorization"]!.replace(";host", "") }],
    ["the signature is cut", { authorization: v1.headers["authorization"]!.slice(0, -4) }],
  ])("%s: refused", (_what, change) => {
    expect(verifyWebhook({ ...v1, headers: { ...v1.headers, ...change } }, hook, now)).toEqual({
      verified: false,
      why: "signature",
    });
  });

  test("the registered address counts, whatever host the request came to", () => {
    const headers = { ...v1.headers, host: "inner.example.test" };
    expect(verifyWebhook({ ...v1, headers }, hook, now)).toMatchObject({ verified: true });
    expect(verifyWebhook(v1, { ...hook, url: "https://pay.example.test/hooks/other" }, now)).toMatchObject({
      why: "signature",
    });
  });

  const minute = 60_000;
  const day = 24 * 60 * minute;
  test.each([
    [5 * minute, { verified: true, late: false }],
    [-5 * minute, { verified: true, late: false }],
    [5 * minute + 1, { verified: true, late: true }],
    [8 * day, { verified: true, late: true }],
    [8 * day + 1, { verified: false, why: "tooOld" }],
    [-8 * day - 1, { verified: false, why: "tooOld" }],
  ])("signed %i ms ago", (ms, expected) => {
    expect(verifyWebhook(v1, hook, now + ms)).toMatchObject(expected);
  });

  test("a day that is none is too old for everything", () => {
    expect(verifyWebhook(signed(eventText, "Thu, 99 Nov 2026 08:38:32 GMT"), hook, now)).toMatchObject({
      why: "tooOld",
    });
  });

  const event = JSON.parse(eventText) as Record<string, unknown>;
  test.each([
    ["no JSON", "{"],
    ["no reference", JSON.stringify({ ...event, reference: undefined })],
    ["a reference that is a path", JSON.stringify({ ...event, reference: "../../payments" })],
    ["success in words", JSON.stringify({ ...event, success: "yes" })],
  ])("rightly signed, but %s: unreadable", (_what, text) => {
    expect(verifyWebhook(signed(text), hook, now)).toEqual({ verified: false, why: "unreadable" });
  });

  test("fields that are new to us are let pass", () => {
    const text = JSON.stringify({ ...event, captureGuaranteedUntil: "2026-11-26T07:53:44.812+00:00" });
    expect(verifyWebhook(signed(text), hook, now)).toMatchObject({ verified: true });
  });

  test.each([
    [256 * 1024, "unreadable"],
    [256 * 1024 + 1, "tooLarge"],
  ])("a body of %i bytes is %s", (length, why) => {
    expect(verifyWebhook(signed(" ".repeat(length)), hook, now)).toEqual({ verified: false, why });
  });
});
