import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { hexSha256, MOST_WEBHOOK_BYTES, openSigned, stampedSignature, twoHeaders, type Signing } from "./signed.ts";
import type { WebhookDelivery } from "./types.ts";

const now = Date.UTC(2026, 10, 19, 8, 0, 0);
const seconds = String(now / 1000);
const secret = "the live secret";
const stamped = stampedSignature("x-signature");
const separate: Signing = {
  hash: "sha256",
  between: ".",
  claimIn: twoHeaders({ moment: "x-moment", signature: "x-mark" }, hexSha256),
};

const hexOf = (text: string, key = secret, at = seconds): string =>
  createHmac("sha256", key).update(`${at}.${text}`).digest("hex");
const deliveryOf = (text: string, headers: WebhookDelivery["headers"]): WebhookDelivery => ({
  raw: new TextEncoder().encode(text),
  headers,
});
const signed = (text: string, key = secret, at = seconds): WebhookDelivery =>
  deliveryOf(text, { "x-signature": `t=${at},v1=${hexOf(text, key, at)}` });
const body = '{"name":"Åse"}';
const good = { verified: true, body: { name: "Åse" }, late: false };
const forged = { verified: false, why: "signature" };

describe("SEC-40 a signed delivery", () => {
  test("a vector worked out by other means", () => {
    const header = "t=1760000000,v1=193f4f66a0d3e61bb8603d75461da4a32977c7e4d19b60c2699b95485da580e9";
    expect(openSigned(deliveryOf(body, { "x-signature": header }), stamped, [secret], 1_760_000_000_000)).toEqual(good);
  });

  test("moment and signature in one header, or in two", () => {
    const inTwo = deliveryOf(body, { "x-moment": seconds, "x-mark": `sha256=${hexOf(body)}` });
    expect(openSigned(signed(body), stamped, [secret], now)).toEqual(good);
    expect(openSigned(inTwo, separate, [secret], now)).toEqual(good);
  });

  test("while a secret is replaced both are good, and none is not", () => {
    expect(openSigned(signed(body), stamped, ["newer", secret], now)).toEqual(good);
    expect(openSigned(signed(body), stamped, [secret, "older"], now)).toEqual(good);
    expect(openSigned(signed(body), stamped, [], now)).toEqual(forged);
  });

  const right = hexOf(body);
  test.each<[string, Signing, WebhookDelivery["headers"]]>([
    ["there is no header", stamped, {}],
    ["the header came twice", stamped, { "x-signature": [`t=${seconds},v1=${right}`, `t=${seconds},v1=${right}`] }],
    ["the moment is another", stamped, { "x-signature": `t=${Number(seconds) + 1},v1=${right}` }],
    ["the signature is cut", stamped, { "x-signature": `t=${seconds},v1=${right.slice(2)}` }],
    ["it is signed with another secret", stamped, { "x-signature": `t=${seconds},v1=${hexOf(body, "other")}` }],
    ["other bytes are signed", stamped, { "x-signature": `t=${seconds},v1=${hexOf(`${body} `)}` }],
    ["the moment is missing", separate, { "x-mark": `sha256=${right}` }],
    ["the moment came twice", separate, { "x-moment": [seconds, seconds], "x-mark": `sha256=${right}` }],
    ["the moment is no number", separate, { "x-moment": "now", "x-mark": `sha256=${right}` }],
    ["another hash is named", separate, { "x-moment": seconds, "x-mark": `sha1=${right}` }],
  ])("%s: refused", (_what, signing, headers) => {
    expect(openSigned(deliveryOf(body, headers), signing, [secret], now)).toEqual(forged);
  });

  const minute = 60_000;
  test.each([
    [5 * minute, undefined, { verified: true, late: false }],
    [-5 * minute, undefined, { verified: true, late: false }],
    [5 * minute + 1, undefined, { verified: false, why: "tooOld" }],
    [-5 * minute - 1, undefined, { verified: false, why: "tooOld" }],
    [5 * minute + 1, 60 * minute, { verified: true, late: true }],
    [60 * minute, 60 * minute, { verified: true, late: true }],
    [60 * minute + 1, 60 * minute, { verified: false, why: "tooOld" }],
  ])("signed %i ms ago, where %s ms may have gone by", (ms, oldestMs, expected) => {
    const signing = oldestMs === undefined ? stamped : { ...stamped, oldestMs };
    expect(openSigned(signed(body), signing, [secret], now + ms)).toMatchObject(expected);
  });

  test("a wire may bear several signatures: one that fits is enough", () => {
    const claimIn = () => ({ seconds, signatures: [Buffer.from("00", "hex"), Buffer.from(right, "hex")] });
    expect(openSigned(deliveryOf(body, {}), { ...stamped, claimIn }, [secret], now)).toEqual(good);
  });

  test("what is rightly signed and no JSON has no body", () => {
    expect(openSigned(signed("{"), stamped, [secret], now)).toEqual({ verified: true, body: undefined, late: false });
  });

  test.each([
    [MOST_WEBHOOK_BYTES, { verified: true }],
    [MOST_WEBHOOK_BYTES + 1, { verified: false, why: "tooLarge" }],
  ])("%i bytes", (length, expected) => {
    expect(openSigned(signed(" ".repeat(length)), stamped, [secret], now)).toMatchObject(expected);
  });
});
