import { latin1, putLatin1 } from "./bytes.ts";
import { anyBytes, type Breach, type Codec, type Field, type FieldType } from "./field.ts";

type AnyField = Field<string, Codec<unknown>>;
type ValueOf<F> = F extends Field<string, infer C> ? (C extends Codec<infer T> ? T : never) : never;

/**
 * The object a record is read into: every field but the constant ones, by name. `asRead` holds the characters of those
 * fields that would be written differently (data in a filler, a reference aligned to the wrong side, a tolerated date).
 */
export type RecordOf<F extends readonly AnyField[]> = {
  readonly [K in F[number] as ValueOf<K> extends undefined ? never : K["name"]]: ValueOf<K>;
} & { readonly asRead?: Readonly<Record<string, string>> };

/** The object that a layout's records are read into. */
export type RecordIn<L> = L extends Layout<infer F> ? RecordOf<F> : never;

type CodecOf<F extends readonly AnyField[], N extends string> =
  Extract<F[number], { name: N }> extends Field<string, infer C> ? C : never;

/** A field of a layout, as the table has it; `tolerant` when its breach does not spoil the record. */
export interface LayoutField {
  readonly name: string;
  readonly position: number;
  readonly length: number;
  readonly tolerant: boolean;
}

/** A field whose bytes are not what the layout says. */
export interface FieldBreach {
  readonly field: LayoutField;
  readonly breach: Breach;
}

/** A record read, or what hindered it. Breaches of tolerant fields come with the record. */
export type Reading<R> =
  | { readonly ok: true; readonly record: R; readonly breaches: readonly FieldBreach[] }
  | { readonly ok: false; readonly breaches: readonly FieldBreach[] };

/** Thrown when a record object cannot be written: a value that does not fit its field. Names the field, not the value. */
export class DoesNotFit extends Error {
  readonly code = "DOES_NOT_FIT";
  readonly layout: string;
  readonly field: string;
  constructor(layoutName: string, field: string) {
    super(`${layoutName}: the value of ${field} does not fit its field`);
    this.layout = layoutName;
    this.field = field;
  }
}

/** A table of fields, usable in both directions. `base` is the index of the record's first byte in the buffer. */
export interface Layout<F extends readonly AnyField[]> {
  readonly name: string;
  readonly length: number;
  readonly fields: readonly LayoutField[];
  /** Reports every breach; true when the record can be read. Allocates nothing when all is well. */
  readonly check: (bytes: Uint8Array, base: number, report: (field: LayoutField, breach: Breach) => void) => boolean;
  /** The record object, or every breach. */
  readonly read: (bytes: Uint8Array, base?: number) => Reading<RecordOf<F>>;
  /** The record's bytes, fields in `asRead` as they were read unless their value was changed. Throws `DoesNotFit`. */
  readonly write: (record: RecordOf<F>) => Uint8Array;
  /** One field's codec, for readers that need a few fields of millions of records. */
  codec<N extends F[number]["name"]>(name: N): CodecOf<F, N>;
}

interface Compiled extends LayoutField {
  readonly codec: Codec<unknown>;
}

/** Declares a record. Throws at load when the fields leave a gap, overlap, repeat a name or do not end at `length`. */
export function layout<const F extends readonly AnyField[]>(name: string, length: number, fields: F): Layout<F> {
  assertCovers(name, length, fields);
  const compiled = fields.map(compile);
  const byName = new Map(compiled.map((field) => [field.name, field]));
  const checked = compiled.filter((field) => field.codec.check !== anyBytes);
  const check = (bytes: Uint8Array, base: number, report: (field: LayoutField, breach: Breach) => void): boolean => {
    let good = true;
    for (let i = 0; i < checked.length; i++) {
      const field = checked[i]!;
      const breach = field.codec.check(bytes, base);
      if (breach === undefined) continue;
      report(field, breach);
      if (!field.tolerant) good = false;
    }
    return good;
  };
  return {
    name,
    length,
    fields: compiled,
    check,
    read(bytes, base = 0) {
      const breaches: FieldBreach[] = [];
      if (!check(bytes, base, (field, breach) => breaches.push({ field, breach }))) return { ok: false, breaches };
      return { ok: true, record: readFields(compiled, bytes, base) as RecordOf<F>, breaches };
    },
    write: (record) => writeFields(name, length, compiled, record),
    codec: <N extends F[number]["name"]>(field: N) => byName.get(field)!.codec as CodecOf<F, N>,
  };
}

function assertCovers(name: string, length: number, fields: readonly AnyField[]): void {
  let next = 1;
  const names = new Set<string>();
  for (const field of fields) {
    if (field.position !== next) {
      throw new RangeError(
        `${name}: ${field.name} begins at ${field.position}, the field before it ends at ${next - 1}`,
      );
    }
    if (names.has(field.name)) throw new RangeError(`${name}: two fields are called ${field.name}`);
    names.add(field.name);
    next = field.position + field.length;
  }
  if (next !== length + 1) throw new RangeError(`${name}: the fields end at ${next - 1}, the record at ${length}`);
}

function compile(field: AnyField): Compiled {
  const type: FieldType<Codec<unknown>> = field.type;
  const { name, position, length } = field;
  return { name, position, length, tolerant: type.tolerant, codec: type.compile(position - 1, length) };
}

function readFields(fields: readonly Compiled[], bytes: Uint8Array, base: number): object {
  const record: Record<string, unknown> = {};
  let asRead: Record<string, string> | undefined;
  const canonical = new Uint8Array(fields.at(-1)!.position + fields.at(-1)!.length - 1);
  for (const { name, position, length, codec } of fields) {
    const value = codec.read(bytes, base);
    if (value !== undefined) record[name] = value;
    codec.write(value, canonical, 0);
    if (sameBytes(canonical, position - 1, bytes, base + position - 1, length)) continue;
    asRead ??= {};
    asRead[name] = latin1(bytes, base + position - 1, base + position - 1 + length);
  }
  if (asRead) record["asRead"] = asRead;
  return record;
}

function writeFields(layoutName: string, length: number, fields: readonly Compiled[], record: object): Uint8Array {
  const bytes = new Uint8Array(length);
  const values = record as Readonly<Record<string, unknown>>;
  const asRead = values["asRead"] as Readonly<Record<string, string>> | undefined;
  for (const field of fields) {
    if (asRead?.[field.name] !== undefined && writeAsRead(field, asRead[field.name]!, values[field.name], bytes))
      continue;
    if (!field.codec.write(values[field.name], bytes, 0)) throw new DoesNotFit(layoutName, field.name);
  }
  return bytes;
}

/** The kept characters stand for the value only while they still read as it. */
function writeAsRead(field: Compiled, kept: string, value: unknown, bytes: Uint8Array): boolean {
  if (kept.length !== field.length || !putLatin1(kept, bytes, field.position - 1)) return false;
  return field.codec.read(bytes, 0) === value;
}

function sameBytes(a: Uint8Array, aStart: number, b: Uint8Array, bStart: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (a[aStart + i] !== b[bStart + i]) return false;
  return true;
}
