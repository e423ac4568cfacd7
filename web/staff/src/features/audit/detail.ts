import type { Event } from "./asking.ts";

type Values = Readonly<Record<string, unknown>>;
type Kept = Pick<Event, "detail">;

export const isValues = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One thing an event kept, by the name the trail has for it. */
export type Fact = { readonly field: string; readonly value: unknown };
export type Changed = { readonly field: string; readonly before: unknown; readonly after: unknown };

const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** Changed roles are kept as the old ones beside the new, everything else as what was and what is. */
const rolesOf = ({ detail: { before, roles } }: Kept) =>
  Array.isArray(before) && Array.isArray(roles) ? { before: { roles: before }, after: { roles } } : undefined;

function sidesOf(event: Kept): { before: Values; after: Values } | undefined {
  const { before, after } = event.detail;
  return isValues(before) && isValues(after) ? { before, after } : rolesOf(event);
}

/** What an event changed, field by field, where it kept both sides; what is the same on both is left out. */
export function changesOf(event: Kept): Changed[] {
  const sides = sidesOf(event);
  if (!sides) return [];
  const { before, after } = sides;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((field) =>
    same(before[field], after[field]) ? [] : [{ field, before: before[field], after: after[field] }],
  );
}

/** Why, in the words of who did it. */
export const reasonOf = ({ detail }: Kept): string | undefined =>
  typeof detail["reason"] === "string" ? detail["reason"] : undefined;

/** The rest of what was kept, a name and a value each. */
export function restOf(event: Kept): Fact[] {
  const told = new Set([
    "reason",
    ...(sidesOf(event) ? ["before", "after"] : []),
    ...Object.keys(rolesOf(event)?.after ?? {}),
  ]);
  return Object.entries(event.detail).flatMap(([field, value]) => (told.has(field) ? [] : [{ field, value }]));
}
