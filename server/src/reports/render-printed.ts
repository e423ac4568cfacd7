import type { PrintedReport } from "./render-facts.ts";
import { pdfOf, printable } from "./render-pdf.ts";
import { xlsxPieces } from "./render-xlsx.ts";

/** The forms of a report that are files of bytes. */
export const PRINTED_FORMATS = ["xlsx", "pdf"] as const;
export type PrintedFormat = (typeof PRINTED_FORMATS)[number];

/** A report as a spreadsheet or on paper, piece by piece. Throws REPORT_TOO_LONG for a PDF, before the first piece. */
export async function* printedPieces(report: PrintedReport, format: PrintedFormat): AsyncGenerator<string | Buffer> {
  if (format === "xlsx") yield* xlsxPieces(report);
  else yield await pdfOf(report, await printable(report));
}
