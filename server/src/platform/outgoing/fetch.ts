/**
 * The way out (SEC-44): connecting takes two seconds at most, redirects are not followed, and a name that leads to an address
 * inside somebody's network leads nowhere. In the form of `fetch`, of which the platform's own has no limit for connecting.
 */

import { lookup } from "node:dns";
import { request as overPlain, type ClientRequest, type IncomingMessage } from "node:http";
import { request as overTls } from "node:https";
import { BlockList, type LookupFunction } from "node:net";
import { Readable } from "node:stream";
import { invariant } from "../errors.ts";
import type { ClientIdentity, Reach } from "./reach.ts";

const CONNECT_LIMIT_MS = 2_000;

/** Addresses that are nobody's on the internet: RFC 6890 and its later registries. */
const inside = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const) {
  inside.addSubnet(network, prefix, "ipv4");
}
for (const [network, prefix] of [
  ["::", 127],
  ["64:ff9b:1::", 48],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const) {
  inside.addSubnet(network, prefix, "ipv6");
}

/** Is this address one of a private network, of this machine, or of no machine at all? */
export function isInside(address: string, family: number): boolean {
  return inside.check(address, family === 6 ? "ipv6" : "ipv4");
}

/** Looks a name up, and knows no name that has an address inside. */
export const outsideOnly: LookupFunction = (hostname, options, answer) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return answer(error, "");
    const wrong = addresses.find(({ address, family }) => isInside(address, family));
    if (wrong !== undefined) return answer(new Error("The name leads to an address inside"), "");
    if (options.all === true) return answer(null, addresses);
    const [first] = addresses;
    return first === undefined
      ? answer(new Error("The name has no address"), "")
      : answer(null, first.address, first.family);
  });
};

/**
 * What `exchange` calls, with our certificate where a service asks for one. An address written as a number is not looked up: configuration chose it (the
 * simulator's is one).
 */
export function outgoingFetch(deadline: Reach["deadline"], identity: ClientIdentity | null = null): Reach["fetch"] {
  return (url, init) =>
    new Promise((resolve, reject) => {
      const body = init.body ?? undefined;
      invariant(
        body === undefined || typeof body === "string" || body instanceof Uint8Array,
        "text or bytes go out, whole",
      );
      const open = url.startsWith("https:") ? overTls : overPlain;
      const request = open(url, {
        method: init.method ?? "GET",
        headers: Object.fromEntries(new Headers(init.headers)),
        lookup: outsideOnly,
        ...(identity ?? {}),
        ...(init.signal ? { signal: init.signal } : {}),
      });
      request.on("error", reject);
      request.on("response", (incoming) => resolve(responseOf(incoming)));
      limitConnecting(request, deadline(CONNECT_LIMIT_MS), url.startsWith("https:") ? "secureConnect" : "connect");
      request.end(body);
    });
}

/** A connection that is kept from an earlier call is there already. */
function limitConnecting(request: ClientRequest, limit: AbortSignal, connected: "connect" | "secureConnect"): void {
  const giveUp = (): void => {
    request.destroy(new Error("No connection in time"));
  };
  const settled = (): void => {
    limit.removeEventListener("abort", giveUp);
  };
  limit.addEventListener("abort", giveUp);
  request.on("close", settled);
  request.on("socket", (socket) => {
    if (request.reusedSocket) settled();
    else socket.once(connected, settled);
  });
}

function responseOf(incoming: IncomingMessage): Response {
  const status = incoming.statusCode ?? 502;
  const headers = new Headers(
    Object.entries(incoming.headersDistinct).flatMap(([name, values = []]) =>
      values.map((value) => [name, value] as [string, string]),
    ),
  );
  if (status === 204 || status === 205 || status === 304) {
    incoming.resume();
    return new Response(null, { status, headers });
  }
  return new Response(Readable.toWeb(incoming) as ReadableStream<Uint8Array>, { status, headers });
}
