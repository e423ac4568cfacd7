import { invariant } from "../errors.ts";

const LOOPBACK = new Set(["127.0.0.1", "[::1]", "localhost"]);

/** Is this host name, as a URL tells it, the machine we run on? */
export function isThisMachine(hostname: string): boolean {
  return LOOPBACK.has(hostname);
}

/**
 * The origin every call goes to. Throws unless it is https, or http to this machine (the simulator): a key never travels in the clear. `service` is who
 * stands there, for the programmer who reads the failure.
 */
export function originOf(baseUrl: string, service: string): string {
  const url = new URL(baseUrl);
  const safe = url.protocol === "https:" || (url.protocol === "http:" && isThisMachine(url.hostname));
  invariant(safe, `${service}'s address is https`);
  invariant(url.pathname === "/" && url.search === "" && url.username === "", `${service}'s address is a bare origin`);
  return url.origin;
}
