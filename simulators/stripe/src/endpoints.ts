/** Where the merchant wants to be told of events. */

import { endpointBody, isWebAddress } from "./bodies.ts";
import { noSuch, Refused } from "./problems.ts";
import type { Endpoint } from "./types.ts";
import { newId, nowSeconds, type World } from "./world.ts";

/** The secret is in this one answer. */
export function createEndpoint(world: World, text: string): object {
  const { url, enabled_events } = endpointBody(text);
  if (!isWebAddress(url)) throw new Refused("Invalid URL: must be https.", { code: "url_invalid", param: "url" });
  const endpoint: Endpoint = {
    id: newId(world, "we"),
    url,
    enabled_events: Object.values(enabled_events),
    secret: `whsec_${world.names.word(32)}`,
    created: nowSeconds(world),
  };
  world.endpoints.set(endpoint.id, endpoint);
  return { ...endpointView(endpoint), secret: endpoint.secret };
}

export function listEndpoints(world: World): readonly object[] {
  return [...world.endpoints.values()].map(endpointView).reverse();
}

export function deleteEndpoint(world: World, id: string): object {
  if (!world.endpoints.delete(id)) throw noSuch("webhook endpoint", id);
  return { id, object: "webhook_endpoint", deleted: true };
}

function endpointView({ id, url, enabled_events, created }: Endpoint): object {
  return { id, object: "webhook_endpoint", url, enabled_events, created, status: "enabled", livemode: false };
}
