import type { Refusal } from "../errors.ts";
import type { AuditInput } from "./record.ts";

/** A refusal rolls everything back, also an audit row written beside it; so the row travels with the refusal and is written after. */
const rows = new WeakMap<object, AuditInput>();

/** Marks a refusal as one that is kept in the audit trail: `throw onRecord(refuse("LEDGER_NOT_ACTIVE"), { ... })` (FR-1). */
export function onRecord(refusal: Refusal, row: AuditInput): Refusal {
  rows.set(refusal, row);
  return refusal;
}

/** The row of a refusal that is kept. */
export function rowOf(error: unknown): AuditInput | undefined {
  return typeof error === "object" && error !== null ? rows.get(error) : undefined;
}
