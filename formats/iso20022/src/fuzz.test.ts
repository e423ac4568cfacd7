import { XmlDocument } from "libxml2-wasm";
import { expect, test } from "vitest";
import { mutate } from "../testkit/mutate.ts";
import { createRandom } from "../testkit/random.ts";
import { ownSample, ownSamples, publicSample, publicSamples, type PublicSample } from "../testkit/samples.ts";
import { describe, parseCamt, parsePain001, type CamtFile } from "./index.ts";

const cases = Number(process.env["KVITT_FUZZ_CASES"] ?? 3000);
const seed = Number(process.env["KVITT_FUZZ_SEED"] ?? 20260413);

const seeds: readonly Buffer[] = [
  ...ownSamples.map(ownSample),
  ...(Object.keys(publicSamples) as PublicSample[]).flatMap((name) => publicSample(name) ?? []),
];

/** Amounts of entries as another parser sees them; undefined when it finds the file malformed. */
function secondOpinion(bytes: Uint8Array): readonly string[] | undefined {
  let document: XmlDocument;
  try {
    document = XmlDocument.fromBuffer(bytes);
  } catch {
    return undefined;
  }
  try {
    const path =
      "/*/*/*/*[local-name()='Ntry' and namespace-uri()=namespace-uri(/*)]/*[local-name()='Amt' and namespace-uri()=namespace-uri(/*)]";
    return document.find(path).map((node) => node.content.trim());
  } finally {
    document.dispose();
  }
}

/** The same amount in hundredths, to compare texts like `8.850` and `8.85`. */
const hundredths = (text: string): bigint =>
  BigInt(text.replace(/^(\d+)\.?(\d{0,2}).*$/, (_, whole: string, part: string) => whole + part.padEnd(2, "0")));

function expectAgreement(bytes: Uint8Array, file: CamtFile, label: string): void {
  const seen = secondOpinion(bytes);
  expect(seen, `${label}: accepted here, malformed to the other parser`).toBeDefined();
  const own = file.statements.flatMap(({ entries }) =>
    entries.filter(({ currency }) => currency !== "JPY").map(({ amountMinor }) => amountMinor),
  );
  if (own.length === file.entryCount) expect(own, label).toEqual(seen?.map(hundredths));
}

test(`SEC-64 ${cases} damaged files: no crash, and what is accepted two parsers read alike`, () => {
  const random = createRandom(seed);
  let accepted = 0;
  for (let number = 0; number < cases; number += 1) {
    const bytes = mutate(random.pick(seeds), random);
    const file = parseCamt(bytes);
    const label = `seed ${seed}, case ${number}`;
    for (const found of file.problems)
      expect(found.value ?? "", label).not.toMatch(/Nordmann|Öberg|Åkesson|Älvan|Ågård/);
    if (!file.ok) expect(file.statements, label).toEqual([]);
    else {
      accepted += 1;
      expectAgreement(bytes, file, label);
    }
    if (parsePain001(bytes).ok) expect(secondOpinion(bytes), label).toBeDefined();
    expect(describe(bytes).length, label).toBeGreaterThan(0);
  }
  // A run in which nothing is accepted would compare nothing.
  expect(accepted).toBeGreaterThan(cases / 50);
});
