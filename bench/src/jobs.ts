import type { Measurement } from "./measure.ts";
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
const MOST_DOCUMENTS = 400;

/** All payers of a large chain on one day. */
const MOST_MESSAGES = 100_000;

/** A burst of a minute, at 1,500 a second. */
const MOST_DELIVERIES = 90_000;

/** More say nothing new. */
const MOST_E_INVOICES = 100_000;

/** Half a minute, at 500 a second. */
const MOST_VIEWS = 15_000;

/** A job brings only its own code: what another one loads would count as this one's memory. */
export const jobs: Readonly<Record<string, Job>> = {
  "import-ocr": { measure: async (...of) => (await import("./import-ocr.ts")).importOcr(...of) },
  "parse-ocr": { measure: async (n) => (await import("./parse.ts")).parseOcr(n) },
  "parse-camt": { measure: async (n) => (await import("./parse.ts")).parseCamt(n), most: MOST_CAMT_PAYMENTS },
  "invoice-propose": { measure: async (...of) => (await import("./invoices.ts")).invoicePropose(...of) },
  "invoice-run": { measure: async (...of) => (await import("./invoices.ts")).invoiceRun(...of), most: MOST_INVOICES },
  pdf: { measure: async (n) => (await import("./pdf.ts")).pdf(n), most: MOST_DOCUMENTS },
  ehf: { measure: async (n) => (await import("./ehf.ts")).ehf(n), most: MOST_E_INVOICES },
  "aging-now": { measure: async (...of) => (await import("./questions.ts")).agingNow(...of) },
  "aging-past": { measure: async (...of) => (await import("./questions.ts")).agingPast(...of) },
  worklist: { measure: async (...of) => (await import("./questions.ts")).worklist(...of) },
  list: { measure: async (...of) => (await import("./screens.ts")).list(...of) },
  reskontro: { measure: async (...of) => (await import("./screens.ts")).reskontroLines(...of) },
  search: { measure: async (...of) => (await import("./screens.ts")).search(...of) },
  proof: { measure: async (...of) => (await import("./screens.ts")).dayProofOf(...of) },
  "follow-up-propose": { measure: async (...of) => (await import("./follow-up.ts")).followUpPropose(...of) },
  "follow-up-again": { measure: async (...of) => (await import("./follow-up.ts")).followUpAgain(...of) },
  "follow-up-apply": { measure: async (...of) => (await import("./follow-up.ts")).followUpApply(...of) },
  "policy-simulation": { measure: async (...of) => (await import("./follow-up.ts")).policySimulation(...of) },
  "month-end": { measure: async (...of) => (await import("./month-end.ts")).monthEndPacks(...of) },
  messages: { measure: async (...of) => (await import("./messages.ts")).messages(...of), most: MOST_MESSAGES },
  paypage: { measure: async (...of) => (await import("./paypage.ts")).paypage(...of), most: MOST_VIEWS },
  webhook: { measure: async (...of) => (await import("./webhook.ts")).webhook(...of), most: MOST_DELIVERIES },
};

export const SIZES = [10_000, 100_000, 1_000_000];

/** The sizes of a job: as many as were asked for, each at most what it can take, none twice. */
export function sizesOf(job: Job, wanted: readonly number[]): number[] {
  return [...new Set(wanted.map((n) => Math.min(n, job.most ?? n)))];
}
