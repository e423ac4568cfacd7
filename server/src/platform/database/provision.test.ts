import { expect, test } from "vitest";
import type { EmbeddedServer } from "./embedded.ts";
import { provision } from "./provision.ts";

test("X-05 commands that provision at the same moment take turns: none fails, and all get the same addresses", async () => {
  const server = JSON.parse(process.env["KVITT_TEST_SERVER"]!) as EmbeddedServer;
  const all = await Promise.all(Array.from({ length: 12 }, () => provision(server, "kvitt_template")));
  expect(new Set(all.map(({ owner, app }) => `${owner} ${app}`)).size).toBe(1);
});
