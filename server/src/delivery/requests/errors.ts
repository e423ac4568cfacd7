import { defineErrors, translateErrors } from "../../platform/index.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };

export const requestErrors = defineErrors({
  REQUEST_NOT_FOUND: {
    status: 404,
    sentence: "Nobody is asked for this bill in that way.",
    remedy: "Open the bill again, and look at who is asked for it.",
  },
  REQUEST_OVER: {
    status: 409,
    sentence: "Nothing is left to pay, so there is nothing to choose.",
    remedy: "You need not do anything.",
  },
  REQUEST_ELSEWHERE: {
    status: 409,
    sentence: "The bill is with somebody else, who takes the money.",
    remedy: "Tell the payer whom to pay: it stands on the bill's timeline.",
  },
  RECEIVER_NOT_POSSIBLE: {
    status: 422,
    sentence: "The bill cannot be sent to this person in this way.",
    remedy: "Choose another receiver or channel, or add a telephone number or address first.",
  },
});

translateErrors(requestErrors, { nb, sv, da, it });
