import { createServer, type RequestListener } from "node:http";
import { createServer as createSilence, type AddressInfo, type Server } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { exchange } from "./exchange.ts";
import { isInside, outgoingFetch, outsideOnly } from "./fetch.ts";
import type { Reach } from "./reach.ts";

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  onTestFinished(() => {
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${await portOf(server)}`;
}

const noLimit = (): AbortSignal => new AbortController().signal;
const reach = (fetch: Reach["fetch"], deadline: Reach["deadline"] = noLimit): Reach => ({
  fetch,
  deadline,
  clock: { epochMilliseconds: () => 0, pause: async () => undefined },
});
const get = (url: string) => ({ url, method: "GET" as const, headers: {} });

describe("SEC-44 the way out", () => {
  test("sends method, headers and body, and brings the answer back with its headers", async () => {
    const base = await serving((request, response) => {
      request.setEncoding("utf8").on("data", (body: string) => {
        response
          .writeHead(429, { "retry-after": "3" })
          .end(JSON.stringify([request.method, request.headers["x-a"], body]));
      });
    });
    const out = outgoingFetch(noLimit);
    const answer = await exchange(reach(out), { url: base, method: "POST", headers: { "x-a": "1" }, body: '"ø"' });
    expect(answer).toMatchObject({ kind: "answered", status: 429, body: ["POST", "1", '"ø"'], retryAfterMs: 3_000 });
  });

  test("bytes go out as they are, with their length", async () => {
    const base = await serving((request, response) => {
      request.setEncoding("latin1").on("data", (body: string) => {
        response.end(JSON.stringify([request.headers["content-length"], Buffer.from(body, "latin1").toString("hex")]));
      });
    });
    const body = Uint8Array.from([0x25, 0x00, 0xff, 0xc3]);
    const out = outgoingFetch(noLimit);
    const answer = await exchange(reach(out), { url: base, method: "POST", headers: {}, body });
    expect(answer).toMatchObject({ body: ["4", "2500ffc3"] });
  });

  test("a body that is neither text nor bytes is our own mistake, and nothing is sent", async () => {
    const out = outgoingFetch(noLimit);
    await expect(out("http://127.0.0.1:9", { method: "POST", body: new URLSearchParams("a=1") })).rejects.toThrow();
  });

  test("an answer without a body, and a redirect that is not followed", async () => {
    let calls = 0;
    const base = await serving((request, response) => {
      calls += 1;
      response.writeHead(request.url === "/none" ? 204 : 307, { location: "/none" }).end();
    });
    const out = reach(outgoingFetch(noLimit));
    expect(await exchange(out, get(`${base}/none`))).toMatchObject({ status: 204, body: undefined });
    expect(await exchange(out, get(`${base}/there`))).toEqual({ kind: "silent", cause: "unreadable" });
    expect(calls).toBe(2);
  });

  test("a connection that does not come about is given up", async () => {
    const port = await portOf(createSilence());
    const limits: number[] = [];
    const connecting = new AbortController();
    const out = outgoingFetch((ms) => {
      limits.push(ms);
      return connecting.signal;
    });
    const asked = exchange(reach(out), get(`https://127.0.0.1:${port}`));
    connecting.abort();
    expect(await asked).toEqual({ kind: "silent", cause: "noAnswer" });
    expect(limits).toEqual([2_000]);
  });

  test("connected in time, the limit for connecting ends no answer, also on a connection that is kept", async () => {
    const connecting: AbortController[] = [];
    const base = await serving((_request, response) => {
      for (const limit of connecting) limit.abort();
      response.end("{}");
    });
    const out = outgoingFetch(() => {
      connecting.push(new AbortController());
      return connecting.at(-1)!.signal;
    });
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await exchange(reach(out), get(base))).toMatchObject({ status: 200, body: {} });
    }
  });

  test("an answer that stops half way is none when the time is up", async () => {
    const time = new AbortController();
    const base = await serving((_request, response) => {
      response.write("{", () => time.abort());
    });
    const answer = await exchange(
      reach(outgoingFetch(noLimit), () => time.signal),
      get(base),
    );
    expect(answer).toEqual({ kind: "silent", cause: "noAnswer" });
  });

  test.each([
    ["127.0.0.1", 4, true],
    ["10.0.0.1", 4, true],
    ["172.15.255.255", 4, false],
    ["172.16.0.0", 4, true],
    ["172.31.255.255", 4, true],
    ["172.32.0.0", 4, false],
    ["169.254.169.254", 4, true],
    ["100.64.0.1", 4, true],
    ["192.168.1.1", 4, true],
    ["193.69.0.1", 4, false],
    ["223.255.255.255", 4, false],
    ["224.0.0.1", 4, true],
    ["::1", 6, true],
    ["::ffff:10.0.0.1", 6, true],
    ["fd00::1", 6, true],
    ["fe80::1", 6, true],
    ["2a02:20::1", 6, false],
  ])("%s (IPv%i) is inside: %s", (address, family, expected) => {
    expect(isInside(address, family)).toBe(expected);
  });

  test("a name that leads inside is not known", async () => {
    const found = await new Promise<Error | null>((resolve) => {
      outsideOnly("localhost", {}, (error) => resolve(error));
    });
    expect(found?.message).toBe("The name leads to an address inside");
  });
});
