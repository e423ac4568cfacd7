import { applyInvoices, proposeInvoices } from "../src/invoicing/index.ts";
import { approveProposal } from "../src/controls/index.ts";
import { closePeriod } from "../src/ledger/index.ts";
import { Refusal, withTenant, type Platform } from "../src/platform/index.ts";
import type { SimulatedClinic } from "./world.ts";

/** Does this clinic run its invoices tonight? The month's first working day makes the collective invoices everywhere. */
export function runsTonight(clinic: SimulatedClinic, on: Temporal.PlainDate, workingDayOfMonth: number): boolean {
  if (workingDayOfMonth === 1 || clinic.numbering === "evening") return true;
  return clinic.numbering === "weekly" && on.dayOfWeek === FRIDAY;
}

const FRIDAY = 5;

export type Run = { readonly invoices: number; readonly stale: number };

/** Proposes the invoices of the day, looks, approves, applies. Undefined when nothing waits. */
export async function runInvoices(platform: Platform, clinic: SimulatedClinic, on: Temporal.PlainDate): Promise<Run | undefined> {
  try {
    const proposal = await withTenant(platform, clinic.context, async (tx) => {
      const made = await proposeInvoices(tx, clinic.ledgerId, on.toString());
      return approveProposal(tx, made.id);
    });
    const totals = await applyInvoices(platform, clinic.context, proposal.id);
    return { invoices: totals.applied, stale: totals.stale };
  } catch (error) {
    if (error instanceof Refusal && error.code === "PROPOSAL_EMPTY") return undefined;
    throw error;
  }
}

/** The third working day is over: the month before is closed. */
export async function closeMonthBefore(platform: Platform, clinic: SimulatedClinic, on: Temporal.PlainDate, firstDay: Temporal.PlainDate): Promise<boolean> {
  const month = on.with({ day: 1 }).subtract({ months: 1 });
  if (Temporal.PlainDate.compare(month, firstDay.with({ day: 1 })) < 0) return false;
  await withTenant(platform, clinic.context, (tx) => closePeriod(tx, clinic.ledgerId, month.toString(), on.toString()));
  return true;
}
