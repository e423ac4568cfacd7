import type { Clock } from "../../platform/index.ts";
import { outgoingFetch, type Reach as PartnersReach } from "../../platform/outgoing/index.ts";

/** What all partners may use of the world outside (SEC-44); mail wants the whole clock. */
export type Reach = PartnersReach & { readonly clock: Clock };

export function reachOf(clock: Clock): Reach {
  const deadline = (milliseconds: number): AbortSignal => AbortSignal.timeout(milliseconds);
  return { fetch: outgoingFetch(deadline), clock, deadline };
}
