/** The rows with which the records of both services begin, or which they share: positions 1-8 of every record, and what follows them. */
import { amount, at, type Codec, count, type FieldType, fixed } from "@kvitt/format-layout";

/** The first four fields of the records that open and close an assignment (20, 88). */
export function assignmentFields(serviceCode: string, assignmentType: string, recordType: string) {
  return [
    at(1, 2, "formatCode", fixed("NY")),
    at(3, 2, "serviceCode", fixed(serviceCode)),
    at(5, 2, "assignmentType", fixed(assignmentType)),
    at(7, 2, "recordType", fixed(recordType)),
  ] as const;
}

/** The first five fields of the records of a transaction (30, 31, 32, 49, 70): they share its type and number. */
export function transactionFields<C extends Codec<unknown>>(
  serviceCode: string,
  transactionType: FieldType<C>,
  recordType: string,
) {
  return [
    at(1, 2, "formatCode", fixed("NY")),
    at(3, 2, "serviceCode", fixed(serviceCode)),
    at(5, 2, "transactionType", transactionType),
    at(7, 2, "recordType", fixed(recordType)),
    at(9, 7, "transactionNumber", count()),
  ] as const;
}

/** How many transactions and records an end record (88, 89) declares. */
export const declaredCounts = [at(9, 8, "transactions", count()), at(17, 8, "records", count())] as const;

/** The counts with the sum of the amounts, where the records it ends hold any. */
export const declaredTotals = [...declaredCounts, at(25, 17, "totalMinor", amount())] as const;
