import { defineErrors } from "../errors.ts";

export const jobErrors = defineErrors({
  JOB_NOT_FAILED: {
    status: 409,
    sentence: "Job {id} has not failed for good.",
    remedy: "Only a failed job can be run again; look at the list of failed jobs.",
  },
  JOB_KIND_UNKNOWN: {
    status: 500,
    sentence: "Nothing here runs jobs of the kind {kind}.",
    remedy: "Run the version of Kvitt that wrote the job, or wait for the upgrade to finish.",
  },
});
