import { defineErrors, translateErrors } from "../../platform/index.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };

export const refundErrors = defineErrors({
  REFUND_NOTHING_LEFT: {
    status: 409,
    sentence: "Nothing of this payment is left to give back.",
    remedy: "Look at what went back already; a credit that was moved to another bill has to be moved back first.",
  },
  REFUND_TOO_MUCH: {
    status: 422,
    sentence: "At most {mostMinor} of this payment can go back.",
    remedy: "Give back at most that much.",
  },
  REFUND_UNDER_WAY: {
    status: 409,
    sentence: "A refund of this payment waits for the partner's answer.",
    remedy: "Wait until it is known what became of it; nothing goes back twice.",
  },
  REFUND_TO_INSTRUMENT: {
    status: 409,
    sentence: "This money came by card or wallet, and {leftMinor} of it can go back there.",
    remedy: "Give it back to the card or wallet that it came from.",
  },
  CREDIT_NOT_FOUND: {
    status: 404,
    sentence: "There is no such credit.",
    remedy: "Look at the list of credits again: it may have been used or repaid.",
  },
  CREDIT_TOO_SMALL: {
    status: 409,
    sentence: "Only {openMinor} of the credit is left.",
    remedy: "Use at most that much.",
  },
  CREDIT_OTHER_PAYER: {
    status: 409,
    sentence: "The credit and the bill are not the same payer's.",
    remedy: "Choose a bill of the payer who has the credit, in the same ledger.",
  },
  CREDIT_MOVE_NOT_FOUND: {
    status: 404,
    sentence: "There is no such move of a credit.",
    remedy: "Look at what was done with the credit again.",
  },
});

translateErrors(refundErrors, { nb, sv, da, it });
