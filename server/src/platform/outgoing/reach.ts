import type { Clock } from "../clock.ts";

/** What a partner's client may use of the world around it (SEC-44). */
export type Reach = {
  /** `outgoingFetch`, which obeys the rules for outgoing connections; a test may say the answers itself. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly clock: Pick<Clock, "epochMilliseconds" | "pause">;
  /** A signal that fires when so much time is up. */
  readonly deadline: (milliseconds: number) => AbortSignal;
};

/** Our client certificate at a service, its key, and the authority the service's own certificate is held against; PEM. */
export type ClientIdentity = { readonly cert: string; readonly key: string; readonly ca?: string };
