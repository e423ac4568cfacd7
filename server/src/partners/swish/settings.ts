/** Where the service is and for whom it is asked. The app reads these from configuration; secrets come from files or a manager (SEC-50). */

import { invariant } from "../../platform/index.ts";
import { isThisMachine, type ClientIdentity } from "../../platform/outgoing/index.ts";

export type SwishAgreement = {
  /** The clinic's Swish number, 10 digits. */
  readonly payeeAlias: string;
  /** The clinic's certificate; null only towards the simulator on this machine. */
  readonly identity: ClientIdentity | null;
};

/** Where callbacks shall go, and the secrets their identifiers are made with: the first makes, all are believed. */
export type CallbackSettings = { readonly url: string; readonly secrets: readonly string[] };

/** Where the payer's app is opened: its own scheme, or a page of the simulator on this machine. */
export function appAddressOf(address: string): string {
  const { protocol, hostname } = new URL(address);
  invariant(
    protocol === "swish:" || (protocol === "http:" && isThisMachine(hostname)),
    "the app's address is the app's, or of this machine",
  );
  return address;
}

export function checkAgreement({ payeeAlias, identity }: SwishAgreement, origin: string): void {
  invariant(/^\d{10}$/.test(payeeAlias), "a Swish number has ten digits");
  invariant(identity !== null || origin.startsWith("http:"), "the service is asked with a certificate");
}
