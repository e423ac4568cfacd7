/** Adds to the list kept under a key. */
export function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** Removes and returns the list kept under a key. */
export function take<K, V>(lists: Map<K, V[]>, key: K): V[] {
  const list = lists.get(key) ?? [];
  lists.delete(key);
  return list;
}

/** The values by key, keys in the order they first came. */
export function group<K, V>(values: readonly V[], keyOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) push(groups, keyOf(value), value);
  return groups;
}

/** `2026-10-06` as `20261006`, for names and references. */
export function compact(iso: string): string {
  return iso.replaceAll("-", "");
}
