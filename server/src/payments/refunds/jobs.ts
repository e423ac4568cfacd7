import { defineJob, type Context, type JobDefinition, type Platform } from "../../platform/index.ts";
import { carryOutRefund } from "./carry-out.ts";
import { CARRY_OUT_REFUND } from "./refund.ts";
import type { RefundRails } from "./types.ts";

/** The job that asks the partner for an approved refund. What it does not learn, the janitor does (`repairRefunds`). */
export function refundJobs(
  railsOf: (platform: Platform, context: Context) => Promise<RefundRails>,
): readonly JobDefinition[] {
  return [
    defineJob(CARRY_OUT_REFUND, async (platform, context, { moneyBackId }) => {
      await carryOutRefund(platform, context, await railsOf(platform, context), String(moneyBackId));
    }),
  ];
}
