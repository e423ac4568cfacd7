import { defineErrors, translateErrors } from "../../platform/index.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };

export const depositErrors = defineErrors({
  DEPOSIT_NOT_FOUND: {
    status: 404,
    sentence: "There is no such deposit.",
    remedy: "Look at the customer's card again: it may have been taken back.",
  },
  DEPOSIT_KNOWN: {
    status: 409,
    sentence: "This deposit is registered already.",
    remedy:
      "Look at the customer's deposits. If two terminals give the same number that day, write the terminal's name before it.",
  },
  DEPOSIT_DAY: {
    status: 422,
    sentence: "The day is still to come, or more than {days} days ago.",
    remedy: "Write the day that stands on the slip. What is older goes through finance.",
  },
  DEPOSIT_SPENT: {
    status: 409,
    sentence: "Some of the deposit is used or repaid.",
    remedy: "Take back what it was used for first, or repay the rest.",
  },
});

translateErrors(depositErrors, { nb, sv, da, it });
