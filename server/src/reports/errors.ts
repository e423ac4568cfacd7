import { defineErrors } from "../platform/index.ts";

export const reportErrors = defineErrors({
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
  REPORT_RANGE: {
    status: 422,
    sentence: "The days from {from} to {to} are no range a report can show.",
    remedy: "Give a first day that is not after the last, at most {days} days apart.",
  },
});
