/** What an event of the audit trail kept, in parts: screens and files say them, each in its reader's language. */

export type Values = Readonly<Record<string, unknown>>;
export type Told = {
  /** Each field that changed with both its sides; a field that came or went has null on the other. */
  readonly changes: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
  /** Why, in the words of who did it. */
  readonly reason: string | null;
  /** The rest of what was kept, a name and a value each. */
  readonly rest: readonly { readonly field: string; readonly value: unknown }[];
};

export const isValues = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

type Sides = { readonly before: Values; readonly after: Values; readonly fields: readonly string[] };

/** What was and what is, and the fields of the event that say so; changed roles are kept as the old ones beside the new. */
function sidesOf({ before, after, roles }: Values): Sides {
  if (isValues(before) && isValues(after)) return { before, after, fields: ["before", "after"] };
  return Array.isArray(before) && Array.isArray(roles)
    ? { before: { roles: before }, after: { roles }, fields: ["before", "roles"] }
    : { before: {}, after: {}, fields: [] };
}

/** What an event changed, why, and what it kept besides. */
export function toldOf(detail: Values): Told {
  const { before, after, fields } = sidesOf(detail);
  const { reason } = detail;
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return {
    changes: changed
      .filter((field) => !same(before[field], after[field]))
      .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null })),
    reason: typeof reason === "string" ? reason : null,
    rest: Object.entries(detail)
      .filter(([field]) => field !== "reason" && !fields.includes(field))
      .map(([field, value]) => ({ field, value })),
  };
}
