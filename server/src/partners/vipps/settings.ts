/** Where the service is and who asks. The app reads these from configuration; secrets come from files or a manager (SEC-50). */

import { invariant } from "../../platform/index.ts";

/** Credentials of one sales unit. With partner keys, client and key are the partner's and the serial number the clinic's. */
export type SalesUnit = {
  /** 4 to 7 digits. */
  readonly merchantSerialNumber: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly subscriptionKey: string;
};

/** The address as registered, not as a proxy rewrote it, and the secrets it may be signed with: two while one is replaced. */
export type WebhookSettings = { readonly url: string; readonly secrets: readonly string[] };

/** Who the calling program says it is; each at most 30 characters. */
export type CallingSystem = {
  readonly name: string;
  readonly version: string;
  readonly pluginName: string;
  readonly pluginVersion: string;
};

/** The headers that name the calling program. */
export function systemHeaders(system: CallingSystem): Record<string, string> {
  const headers = {
    "Vipps-System-Name": system.name,
    "Vipps-System-Version": system.version,
    "Vipps-System-Plugin-Name": system.pluginName,
    "Vipps-System-Plugin-Version": system.pluginVersion,
  };
  invariant(
    Object.values(headers).every((value) => value.length <= 30),
    "a name or version of the calling system has at most 30 characters",
  );
  return headers;
}
