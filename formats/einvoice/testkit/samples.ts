/** The sample documents beside the tests, all invented: numbers pass their check digits and belong to nobody known. */
import { readFileSync } from "node:fs";

/** What each shows is told in this package's README. */
export const sampleNames = [
  "no-dental-anonymised.xml",
  "no-vet-b2b.xml",
  "se-collective.xml",
  "no-dental-anonymised-creditnote.xml",
  "dk-vet-fik.xml",
] as const;

export type SampleName = (typeof sampleNames)[number];

/** A sample as it stands in its file, with its comment. */
export function sampleBytes(name: SampleName): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../samples/${name}`, import.meta.url)));
}

/** A sample as we would write it: without the comment, which we never write. */
export function sampleText(name: SampleName): string {
  return new TextDecoder().decode(sampleBytes(name)).replace(/<!--[^]*?-->\n/, "");
}
