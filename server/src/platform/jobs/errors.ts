import { defineErrors } from "../errors.ts";
import { translateErrors } from "../translations.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };

export const jobErrors = defineErrors({
  JOB_NOT_FAILED: {
    status: 404,
    sentence: "There is no such job that failed for good.",
    remedy: "Only a failed job can be run again; look at the list of failed jobs.",
  },
  JOB_KIND_UNKNOWN: {
    status: 500,
    sentence: "Nothing here runs jobs of the kind {kind}.",
    remedy: "Run the version of Kvitt that wrote the job, or wait for the upgrade to finish.",
  },
});

translateErrors(jobErrors, { nb, sv, da, it });
