/** Looks for planted values in whatever may hold them, in the forms in which a value hides (SEC-55). */

/** A value that must not be found; ASCII only, so that every encoding of a text holds the same bytes. */
export type Marker = { readonly name: string; readonly value: string };

/** Something that was written or said: a column's cell, a line of the log, an answer, a file. */
export type Place = { readonly place: string; readonly content: string | Buffer };

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The same digits with blanks, points, slashes or dashes between them; any other text as it is. */
function apart(value: string): RegExp {
  const digits = /^\d+$/.test(value);
  return new RegExp(digits ? Array.from(value).join("[ ./-]{0,3}") : escaped(value), "i");
}

const plain = (text: string, flags = "i") => new RegExp(escaped(text), flags);

/** The part of a value's base64 that does not depend on what stands around it, for each of the three places it can begin at. */
function base64(value: string): RegExp[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.from(" ".repeat(before) + value).toString("base64url");
    const whole = text.slice(before === 0 ? 0 : before + 1, Math.floor(((before + value.length) * 8) / 6));
    return new RegExp(escaped(whole).replaceAll("_", "[_/]").replaceAll("-", "[-+]"));
  });
}

function formsOf(value: string): (readonly [form: string, pattern: RegExp])[] {
  const half = Math.floor(value.length / 2);
  return [
    ["plain", apart(value)],
    ["reversed", plain(Array.from(value).reverse().join(""))],
    ["halves swapped", plain(value.slice(half) + value.slice(0, half))],
    ...(encodeURIComponent(value) === value ? [] : [["in a URL", plain(encodeURIComponent(value))] as const]),
    ["hex", plain(Buffer.from(value).toString("hex"))],
    ["UTF-16", plain(Buffer.from(value, "utf16le").toString("latin1"))],
    ...base64(value).map((pattern) => ["base64", pattern] as const),
  ];
}

/** Where the markers are found, each place, marker and form once: `identity number, hex, in party.name`. */
export function findMarkers(places: Iterable<Place>, markers: readonly Marker[]): string[] {
  const looked = markers.map((marker) => ({ ...marker, forms: formsOf(marker.value) }));
  const found = new Set<string>();
  for (const { place, content } of places) {
    const text = typeof content === "string" ? content : content.toString("latin1");
    for (const { name, forms } of looked)
      for (const [form, pattern] of forms) if (pattern.test(text)) found.add(`${name}, ${form}, in ${place}`);
  }
  return [...found].sort();
}

/** Every text of a JSON value, by its path. */
export function textsOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value === "string") return [path];
  if (typeof value !== "object" || value === null) return [];
  const inner: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((each, at) => [at, each] as const)
    : Object.entries(value);
  return inner.flatMap(([step, each]) => textsOf(each, [...path, step]));
}

/** A copy of a JSON value with another text at a path. */
export function withText(value: unknown, [step, ...rest]: readonly (string | number)[], text: string): unknown {
  if (step === undefined) return text;
  if (Array.isArray(value)) return value.map((each, at): unknown => (at === step ? withText(each, rest, text) : each));
  const before = value as Readonly<Record<string, unknown>>;
  return { ...before, [step]: withText(before[step], rest, text) };
}
