/** Objects as the wire shows them: members that are ids become objects where `expand` asks for it. */

import { Refused } from "./problems.ts";
import type { World } from "./world.ts";

/** A copy of an object with the named members expanded: `payment_intent.latest_charge`. */
export function expanded(world: World, object: object, paths: readonly string[]): Record<string, unknown> {
  const view: Record<string, unknown> = { ...object };
  const firsts = new Set(paths.map((path) => path.split(".")[0]!));
  for (const first of firsts) {
    if (!(first in view)) throw new Refused(`This property cannot be expanded (${first}).`, { param: "expand" });
    const inner = paths.filter((path) => path.startsWith(`${first}.`)).map((path) => path.slice(first.length + 1));
    const found = objectNamed(world, first, view[first]);
    if (found !== undefined) view[first] = expanded(world, found, inner);
  }
  return view;
}

function objectNamed(world: World, member: string, id: unknown): object | undefined {
  if (typeof id !== "string") return undefined;
  if (member === "payment_intent") return world.intents.get(id);
  if (member === "charge" || member === "latest_charge") return world.charges.get(id);
  return undefined;
}

export function listView(url: string, data: readonly object[]): Record<string, unknown> {
  return { object: "list", data, has_more: false, url };
}
