import { defineJob, type JobDefinition } from "../../platform/index.ts";
import { askAboutSilent } from "./ask-silent.ts";
import { HAND_OVER_JOB } from "./dispatch.ts";
import { handOverDue } from "./hand-over.ts";
import type { Outlets } from "./outlets.ts";

/** More than this in one job would hide from the others. */
const MOST_AT_ONCE = 200_000;
export const ASK_SILENT_JOB = "delivery.askSilent";

/** The jobs of messages. What is due later is found by asking for the same jobs every few minutes. */
export function messageJobs(outlets: Outlets): readonly JobDefinition[] {
  return [
    defineJob(HAND_OVER_JOB, async (platform, context) => {
      await handOverDue(platform, context, outlets, { limit: MOST_AT_ONCE });
    }),
    defineJob(ASK_SILENT_JOB, async (platform, context) => {
      await askAboutSilent(platform, context, outlets);
    }),
  ];
}
