import { type Breach, latin1, type LayoutField } from "@kvitt/format-layout";
import { type Finding, maskToDigits } from "./problems.ts";
import { type Level, type ProblemCode, rules } from "./rules.ts";

/** Fields whose content is shown in a finding, digits only. All others (accounts, names, texts, fillers) never are. */
const shownFields: ReadonlySet<string> = new Set([
  "transmissionNumber",
  "transactionType",
  "transactionNumber",
  "settledOn",
  "bankOn",
  "dueOn",
  "generatedOn",
  "earliestOn",
  "latestOn",
  "partialSettlement",
  "serialNumber",
  "sign",
  "amountMinor",
  "totalMinor",
  "transactions",
  "records",
  "assignmentNumber",
  "formNumber",
  "archiveReference",
  "registrationType",
  "lineNumber",
  "column",
]);

const sentences: Readonly<Record<Breach, (field: LayoutField) => string>> = {
  fixed: (field) => `Positions ${place(field)} must be the letters NY in upper case.`,
  notDigits: (field) => `${field.name} (positions ${place(field)}) must be digits only.`,
  notInTable: (field) => `${field.name} (positions ${place(field)}) holds a code that is not known.`,
  badDate: (field) => `${field.name} (positions ${place(field)}) is not a day that exists.`,
  dateMissing: (field) => `${field.name} (positions ${place(field)}) must be given.`,
  tooLarge: (field) =>
    `${field.name} (positions ${place(field)}) is larger than any amount that can be posted exactly.`,
  filler: (field) => `Positions ${place(field)} carry data where none is expected; it is kept and not used.`,
};

/** Which finding a field's breach is. */
export function codeOf(field: LayoutField, breach: Breach): ProblemCode {
  switch (breach) {
    case "fixed":
      return "BAD_FORMAT_CODE";
    case "notInTable":
      return field.name === "transactionType" ? "UNKNOWN_TX_TYPE" : "NOT_NUMERIC";
    case "notDigits":
      return field.name === "bankOn" ? "BAD_DATE" : "NOT_NUMERIC";
    case "badDate":
    case "dateMissing":
      return "BAD_DATE";
    case "tooLarge":
      return "AMOUNT_OVERFLOW";
    case "filler":
      return "FILLER_NOT_ZERO";
  }
}

/** How grave it is: a field that is only informative (the bank date) warns. */
export function levelOf(field: LayoutField, code: ProblemCode): Level {
  return code === "BAD_DATE" && field.tolerant ? "warn" : rules[code].level;
}

/** The finding in words, with the field's content when it may be shown. */
export function findingOf(field: LayoutField, breach: Breach, bytes: Uint8Array, base: number): Finding {
  const sentence = sentences[breach](field);
  if (!shownFields.has(field.name)) return { field: field.name, sentence };
  const start = base + field.position - 1;
  return { field: field.name, value: maskToDigits(latin1(bytes, start, start + field.length)), sentence };
}

function place(field: LayoutField): string {
  return `${field.position}-${field.position + field.length - 1}`;
}
