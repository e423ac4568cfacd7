/** Ways in which a file goes wrong, from single bytes to whole elements. */
import type { Random } from "./random.ts";

type Mutator = (bytes: Buffer, random: Random) => Buffer;

const oddities: readonly Buffer[] = [
  Buffer.from([0]),
  Buffer.from([0xff]),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from([0xef, 0xbb, 0xbf]),
  ..."\r|\n|\r\n|\t|&|&amp;|&#0;|&#65;|&#x41;|&x;|<|>|]]>|<!--|-->|<![CDATA[<b>]]>|<?x y?>|<!DOCTYPE a>|٣|\u202e|\ufffe|é|😀|xmlns=''|x:|-|+|1e5|0x1F|NaN|,|.|0|9| "
    .split("|")
    .map((text) => Buffer.from(text)),
];

const splice = (bytes: Buffer, at: number, drop: number, insert: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + drop)]);

/** Start and end of a random whole element, found by its tags. */
function element(bytes: Buffer, random: Random): readonly [number, number] | undefined {
  const text = bytes.toString("latin1");
  const starts = [...text.matchAll(/<([A-Za-z]+)[ >]/g)];
  const start = starts.length === 0 ? undefined : random.pick(starts);
  if (start === undefined) return undefined;
  const close = `</${start[1] ?? ""}>`;
  const end = text.indexOf(close, start.index);
  return end < 0 ? undefined : [start.index, end + close.length];
}

const mutators: readonly Mutator[] = [
  (bytes, random) => splice(bytes, random.below(bytes.length), 1, Buffer.from([random.below(256)])),
  (bytes, random) => splice(bytes, random.below(bytes.length), 0, random.pick(oddities)),
  (bytes, random) => splice(bytes, random.below(bytes.length), 1 + random.below(8), Buffer.alloc(0)),
  (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  (bytes, random) => {
    const digits = [...bytes.entries()].filter(([, byte]) => byte >= 0x30 && byte <= 0x39);
    if (digits.length === 0) return bytes;
    return splice(bytes, random.pick(digits)[0], 1, Buffer.from(String(random.below(10))));
  },
  (bytes, random) => {
    const found = element(bytes, random);
    return found === undefined ? bytes : splice(bytes, found[0], found[1] - found[0], Buffer.alloc(0));
  },
  (bytes, random) => {
    const found = element(bytes, random);
    return found === undefined ? bytes : splice(bytes, found[1], 0, bytes.subarray(found[0], found[1]));
  },
  (bytes, random) => {
    const one = element(bytes, random);
    const other = element(bytes, random);
    if (one === undefined || other === undefined) return bytes;
    return splice(bytes, one[0], one[1] - one[0], bytes.subarray(other[0], other[1]));
  },
  (bytes) => Buffer.from(bytes.toString("utf8").replace("UTF-8", "ISO-8859-1")),
  (bytes) => Buffer.from(bytes.toString("utf8"), "latin1"),
];

/** One to three mutations of a file. */
export function mutate(bytes: Buffer, random: Random): Buffer {
  let mutated = bytes;
  for (let times = 1 + random.below(3); times > 0 && mutated.length > 0; times -= 1) {
    mutated = random.pick(mutators)(mutated, random);
  }
  return mutated;
}
