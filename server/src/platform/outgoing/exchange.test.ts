import { describe, expect, test } from "vitest";
import { answerTo, exchange, usualLimits } from "./exchange.ts";

const asked = { url: "https://partner.example.test/v1/a", method: "GET", headers: { "x-a": "1" } };

function answering(answer: Response | Error) {
  const seen: { url: string; init: RequestInit }[] = [];
  const limits: number[] = [];
  return {
    seen,
    limits,
    reach: {
      fetch: async (url: string, init: RequestInit) => {
        seen.push({ url, init });
        if (answer instanceof Error) throw answer;
        return answer;
      },
      deadline: (ms: number) => {
        limits.push(ms);
        return new AbortController().signal;
      },
    },
  };
}

const textOf = (length: number): string => JSON.stringify("x".repeat(length - 2));
const noAnswer = { kind: "silent", cause: "noAnswer" };
const unreadable = { kind: "silent", cause: "unreadable" };
const failed = { kind: "silent", cause: "partnerFailed" };

describe("SEC-44 an exchange", () => {
  test("asks once, follows nothing, and has ten seconds", async () => {
    const { reach, seen, limits } = answering(Response.json({ a: 1 }));
    expect(await exchange(reach, asked)).toMatchObject({ kind: "answered", status: 200, body: { a: 1 } });
    expect(seen).toMatchObject([{ url: asked.url, init: { method: "GET", redirect: "manual" } }]);
    expect(limits).toEqual([10_000]);
  });

  test.each([
    ["no connection", new Error("ECONNREFUSED"), noAnswer],
    [
      "a redirect",
      new Response("", { status: 307, headers: { location: "https://elsewhere.example.test" } }),
      unreadable,
    ],
    ["a page instead of JSON", new Response("<html>"), unreadable],
    ["bytes that are no UTF-8", new Response(Uint8Array.from([0x22, 0xff, 0x22])), unreadable],
    ["a failure with a reason", Response.json({ code: "DOWN" }, { status: 503 }), failed],
    ["a failure with a page", new Response("<html>", { status: 502 }), failed],
  ])("%s is silence", async (_what, answer, expected) => {
    expect(await exchange(answering(answer).reach, asked)).toEqual(expected);
  });

  test.each([
    ["no body at all", new Response(null, { status: 204 }), 204, undefined],
    ["an empty body", new Response(""), 200, undefined],
    ["a refusal with a reason", Response.json({ code: "NO" }, { status: 400 }), 400, { code: "NO" }],
    ["a refusal with a page", new Response("<html>", { status: 403 }), 403, undefined],
  ])("%s is an answer", async (_what, answer, status, body) => {
    expect(await exchange(answering(answer).reach, asked)).toMatchObject({ kind: "answered", status, body });
  });

  test.each([
    [usualLimits.mostBytes, {}, "answered"],
    [usualLimits.mostBytes + 1, {}, "silent"],
    [usualLimits.mostBytes + 1, { mostBytes: 512 * 1024 }, "answered"],
    [1_001, { mostBytes: 1_000 }, "silent"],
  ])("%i bytes with limits %j: %s", async (length, limits, kind) => {
    expect(await exchange(answering(new Response(textOf(length))).reach, asked, limits)).toMatchObject({ kind });
  });

  test("an upload may take longer, where its partner says so", async () => {
    const { reach, limits } = answering(Response.json({}));
    await exchange(reach, asked, { withinMs: 60_000 });
    expect(limits).toEqual([60_000]);
  });

  test.each([
    ["3", 3_000],
    ["0", 0],
    ["Thu, 19 Nov 2026 08:38:32 GMT", null],
    ["-1", null],
    ["1000000", null],
  ])("Retry-After %s asks for %s ms", async (text, retryAfterMs) => {
    const answer = new Response("", { status: 429, headers: { "retry-after": text } });
    expect(await exchange(answering(answer).reach, asked)).toMatchObject({ retryAfterMs });
  });

  test("a library that reads for itself gets text and status, null for a redirect, and the failure as it is", async () => {
    const gone = new Response("gone", { status: 502 });
    expect(await answerTo(answering(gone).reach, asked)).toMatchObject({ status: 502, text: "gone" });
    expect(await answerTo(answering(new Response("", { status: 302 })).reach, asked)).toBeNull();
    await expect(answerTo(answering(new Error("reset")).reach, asked)).rejects.toThrow("reset");
  });
});
