import { defineErrors, translateErrors } from "../platform/index.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };

export const reportErrors = defineErrors({
  DOSSIER_NOT_FOUND: {
    status: 404,
    sentence: "There is no such dossier of this invoice.",
    remedy: "Take the id from the invoice's list of dossiers.",
  },
  FILED_REPORT_NOT_FOUND: {
    status: 404,
    sentence: "There is no such filed report.",
    remedy: "Take the id from the ledger's list of filed reports.",
  },
  HOME_PART: {
    status: 422,
    sentence: "The figure {figure} has no such part.",
    remedy: "Take the address of the rows from the figure as it was answered.",
  },
  REPORT_FORMAT: {
    status: 422,
    sentence: "A report cannot be written as {format}.",
    remedy: "Choose one of {formats}.",
  },
  REPORT_KNOWN_AHEAD: {
    status: 422,
    sentence: "What will be known at {knownAt} cannot be said yet.",
    remedy: "Leave the moment out, or give one that has passed.",
  },
  REPORT_OUT_OF_REACH: {
    status: 403,
    sentence: "Number series are shared between ledgers, and some may be out of your reach.",
    remedy: "Ask somebody who sees all clinics, such as the accountant.",
  },
  REPORT_TOO_LONG: {
    status: 422,
    sentence: "A PDF holds at most {rows} rows, and this report has more.",
    remedy: "Ask for it as XLSX or CSV, or for fewer days or one customer.",
  },
  REPORT_RANGE: {
    status: 422,
    sentence: "The days from {from} to {to} are no range a report can show.",
    remedy: "Give a first day that is not after the last, at most {days} days apart.",
  },
});

translateErrors(reportErrors, { nb, sv, da, it });
