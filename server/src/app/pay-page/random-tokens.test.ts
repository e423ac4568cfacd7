import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testClinic, testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import { createPayServer } from "./server.ts";
import { productWorld } from "./product-world.ts";

/** Somebody tries addresses, each from another network, so that no limit spares the server the work. */

const tries = process.env["KVITT_LONG"] === "1" ? 1_000_000 : 2_000;
const AT_ONCE = 50;

let platform: TestPlatform;
let server: FastifyInstance;

beforeAll(async () => {
  platform = await testPlatform("2026-10-05T19:00");
  // Books that a guess could hit.
  await testClinic(platform);
  const world = productWorld(platform, { railsOf: () => Promise.resolve(() => undefined) });
  server = await createPayServer(platform, { world, origin: "https://pay.example.test" });
});
afterAll(async () => {
  await server.close();
  await platform.close();
});

/** As good as random, and the same in every run. */
const tokenOf = (no: number): string => createHash("sha256").update(`guess ${no}`).digest("base64url").slice(0, 32);
/** A network of its own for each: the limits look at 64 bits. */
const networkOf = (no: number): string => `2001:db8:${(no >> 16).toString(16)}:${(no & 0xffff).toString(16)}::1`;

test(
  `SEC-30 SEC-36 ${tries} guessed tokens: every answer has the same status, the same headers and the same bytes`,
  async () => {
    const ask = async (no: number) => {
      const answer = await server.inject({ url: `/p/${tokenOf(no)}`, remoteAddress: networkOf(no) });
      const { date: _date, ...headers } = answer.headers;
      return JSON.stringify([answer.statusCode, headers, answer.body]);
    };
    const first = await ask(0);
    expect(first.startsWith("[404,")).toBe(true);
    const others: [number, string][] = [];
    for (let from = 1; from < tries; from += AT_ONCE)
      await Promise.all(
        Array.from({ length: AT_ONCE }, async (_, at) => {
          const answer = await ask(from + at);
          if (answer !== first) others.push([from + at, answer]);
        }),
      );
    expect(others).toEqual([]);
  },
  6 * 3_600_000,
);
