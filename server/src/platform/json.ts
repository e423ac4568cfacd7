/** JSON as Kvitt writes it: whole amounts as integers, refused above 2^53 - 1 where other readers would round them. */
export type JsonValue =
  null | boolean | number | bigint | string | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

function wire(_key: string, value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  const asNumber = Number(value);
  if (!Number.isSafeInteger(asNumber)) throw new RangeError("An amount beyond 2^53 - 1 cannot be written as JSON");
  return asNumber;
}

/** Serialises a value; bigint becomes an integer. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, wire);
}

/** Serialises with sorted keys, so that equal contents give equal bytes: what hashes are made of. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return toJson(value);
  const record = value as Record<string, unknown>;
  const parts: string[] = [];
  for (const key of Object.keys(record).sort()) {
    if (record[key] !== undefined) parts.push(`${JSON.stringify(key)}:${canonicalJson(record[key])}`);
  }
  return `{${parts.join(",")}}`;
}
