import { importOcr } from "./import-ocr.ts";
import { invoicePropose, invoiceRun } from "./invoices.ts";
import type { Measurement } from "./measure.ts";
import { parseCamt, parseOcr } from "./parse.ts";
import { pdf } from "./pdf.ts";
import { agingNow, agingPast, worklist } from "./questions.ts";
import { dayProofOf, list, reskontroLines, search } from "./screens.ts";
import type { Host } from "./world.ts";

export type Job = {
  measure(n: number, host?: Host): Promise<Measurement>;
  /** The largest n the job can take, where that is less than all. */
  readonly most?: number;
};

/** The running number in a KID has six digits. */
const MOST_INVOICES = 999_999;
/** A camt message has at most 50 MB, and a payment in it 780 bytes. */
const MOST_CAMT_PAYMENTS = 60_000;
/** One after the other, each as long as the one before. */
const MOST_DOCUMENTS = 200;

export const jobs: Readonly<Record<string, Job>> = {
  "import-ocr": { measure: importOcr },
  "parse-ocr": { measure: parseOcr },
  "parse-camt": { measure: parseCamt, most: MOST_CAMT_PAYMENTS },
  "invoice-propose": { measure: invoicePropose },
  "invoice-run": { measure: invoiceRun, most: MOST_INVOICES },
  pdf: { measure: pdf, most: MOST_DOCUMENTS },
  "aging-now": { measure: agingNow },
  "aging-past": { measure: agingPast },
  worklist: { measure: worklist },
  list: { measure: list },
  reskontro: { measure: reskontroLines },
  search: { measure: search },
  proof: { measure: dayProofOf },
};

export const SIZES = [10_000, 100_000, 1_000_000];

/** The sizes of a job: as many as were asked for, each at most what it can take, none twice. */
export function sizesOf(job: Job, wanted: readonly number[]): number[] {
  return [...new Set(wanted.map((n) => Math.min(n, job.most ?? n)))];
}
