import createClient, { type Client, type ClientOptions } from "openapi-fetch";
import type { paths } from "./schema.ts";

export type { paths } from "./schema.ts";

/** Kvitt's API over `fetch`; options as `openapi-fetch` takes them. */
export type KvittClient = Client<paths, "application/json">;

export function createKvittClient(options: ClientOptions = {}): KvittClient {
  return createClient<paths, "application/json">(options);
}
