import { applyInvoices, proposeInvoices } from "../src/invoicing/index.ts";
import { approveProposal } from "../src/controls/index.ts";
import { closePeriod } from "../src/ledger/index.ts";
import { Refusal, withTenant } from "../src/platform/index.ts";
import type { SimulatedClinic } from "./world.ts";

/**
 * Does this clinic run its invoices tonight? Each evening, or on Fridays; a clinic that numbers for itself still needs the run of the
 * month's first Friday, for its collective invoices.
 */
export function runsTonight(clinic: SimulatedClinic, on: Temporal.PlainDate): boolean {
  if (clinic.numbering === "evening") return true;
  return on.dayOfWeek === FRIDAY && (clinic.numbering === "weekly" || on.day <= 7);
}

const FRIDAY = 5;

export type Run = { readonly invoices: number; readonly stale: number };

/** Proposes the invoices of the day, looks, approves, applies. Undefined when nothing waits. */
export async function runInvoices(clinic: SimulatedClinic, on: Temporal.PlainDate): Promise<Run | undefined> {
  try {
    const proposal = await withTenant(clinic.platform, clinic.context, async (tx) => {
      const made = await proposeInvoices(tx, clinic.ledgerId, on.toString());
      return approveProposal(tx, made.id);
    });
    const totals = await applyInvoices(clinic.platform, clinic.context, proposal.id);
    return { invoices: totals.applied, stale: totals.stale };
  } catch (error) {
    if (error instanceof Refusal && error.code === "PROPOSAL_EMPTY") return undefined;
    throw error;
  }
}

/** The third working day is over: the month before is closed. */
export async function closeMonthBefore(
  clinic: SimulatedClinic,
  on: Temporal.PlainDate,
  firstDay: Temporal.PlainDate,
): Promise<boolean> {
  const month = on.with({ day: 1 }).subtract({ months: 1 });
  if (Temporal.PlainDate.compare(month, firstDay.with({ day: 1 })) < 0) return false;
  await withTenant(clinic.platform, clinic.context, (tx) =>
    closePeriod(tx, clinic.ledgerId, month.toString(), on.toString()),
  );
  return true;
}
