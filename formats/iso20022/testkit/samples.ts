/** Sample messages for tests: our own beside this folder, public ones from the conformance folder when it is there. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The samples written for Kvitt. */
export const ownSamples = [
  "dk-camt053-v02-mixed.xml",
  "no-camt054-v08-kid-charges-reversal.xml",
  "no-pain001-v09-payout-kid.xml",
  "se-camt054-v02-bankgiro-ocr.xml",
  "se-camt054-v02-resent-new-msgid.xml",
  "se-pain001-v03-payouts.xml",
] as const;

/** One of our own samples. */
export function ownSample(name: (typeof ownSamples)[number]): Buffer {
  return readFileSync(new URL(`../samples/${name}`, import.meta.url));
}

/** Where each public sample is published, by repository on GitHub. */
export const publicSamples = {
  "genkgo-camt053.v2.five.decimals.xml": "genkgo/camt",
  "genkgo-camt053.v2.minimal.ultimate.xml": "genkgo/camt",
  "genkgo-camt054.v4.xml": "genkgo/camt",
  "genkgo-camt054.v8-with-UETR.xml": "genkgo/camt",
  "genkgo-camt53.only-Dt-with-DtTm.xml": "genkgo/camt",
  "iso-business-sample-053.001.04.xml": "sebastienrousseau/camt053",
  "iso-business-sample-054.001.04.xml": "sebastienrousseau/camt053",
  "pain001-001-03.xml": "sebastienrousseau/pain001",
  "pain001-001-09.xml": "sebastienrousseau/pain001",
  "viafintech-053-batch.xml": "viafintech/camt_parser",
  "viafintech-053.xml": "viafintech/camt_parser",
} as const;

export type PublicSample = keyof typeof publicSamples;

const conformanceFolder =
  process.env["KVITT_CONFORMANCE"] ?? fileURLToPath(new URL("../../../../shared", import.meta.url));

/** A public sample, or undefined on a machine that does not have it. */
export function publicSample(name: PublicSample): Buffer | undefined {
  const path = `${conformanceFolder}/formats/samples/iso20022/${name}`;
  return existsSync(path) ? readFileSync(path) : undefined;
}

/** The public samples that are absent here. */
export function absentSamples(): readonly PublicSample[] {
  return (Object.keys(publicSamples) as PublicSample[]).filter((name) => publicSample(name) === undefined);
}
