/** Sample files for the tests: those of this workspace, and public ones that are not copied into the project. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const own = join(import.meta.dirname, "../samples");
const published = join(
  process.env["KVITT_CONFORMANCE"] ?? join(import.meta.dirname, "../../../../shared"),
  "formats/samples/no",
);

/** Public files, and the repository in which each is published. */
export const publicSamples = {
  "netsgiro-ocr_giro_transactions.txt": "github.com/otovo/python-netsgiro, tests/data",
  "netsgiro-avtalegiro_payment_request.txt": "github.com/otovo/python-netsgiro, tests/data",
  "java-netsgiro-ocr3.txt": "github.com/Ondkloss/java-netsgiro, src/test/resources",
} as const;

export interface Sample {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** One of the samples of this workspace. */
export function sample(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(own, name)));
}

/** All samples of this workspace. */
export const ownSamples: readonly Sample[] = samplesIn(own, () => true);

/** The public samples that this machine has. */
export const foundPublicSamples: readonly Sample[] = samplesIn(published, (name) => name in publicSamples);

function samplesIn(folder: string, wanted: (name: string) => boolean): Sample[] {
  const names = namesIn(folder).filter((name) => name.endsWith(".txt") && wanted(name));
  return names.map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(folder, name))) }));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
