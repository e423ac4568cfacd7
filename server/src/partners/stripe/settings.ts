/** Where the service is and for whom it is asked. The app reads these from configuration; secrets come from files or a manager (SEC-50). */

import { originOf } from "../../platform/outgoing/index.ts";

/** A clinic's account at the service. */
export type CardAgreement = { readonly secretKey: string };

/** The secrets a delivery may be signed with: two while one is replaced. */
export type WebhookSettings = { readonly secrets: readonly string[] };

export type Place = { readonly host: string; readonly port: string; readonly protocol: "http" | "https" };

/** Where the library is pointed. Throws unless it is https, or http to this machine (the simulator): a key must never travel in the clear. */
export function placeOf(baseUrl: string): Place {
  const { protocol, hostname: host, port } = new URL(originOf(baseUrl, "the card service"));
  return protocol === "http:"
    ? { host, port: port === "" ? "80" : port, protocol: "http" }
    : { host, port: port === "" ? "443" : port, protocol: "https" };
}
