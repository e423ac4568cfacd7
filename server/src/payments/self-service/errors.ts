import { defineErrors, translateErrors } from "../../platform/index.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };

export const selfServiceErrors = defineErrors({
  SELF_SERVICE_NOT_NOW: {
    status: 409,
    sentence: "This cannot be done here for this bill.",
    remedy: "Call or write to the clinic: a person can.",
  },
  DUE_DAY_OUTSIDE: {
    status: 422,
    sentence: "The due date can be moved to a day from {earliestOn} to {latestOn}.",
    remedy: "Choose one of these days, or call the clinic.",
  },
  DUE_DAY_PASSED: {
    status: 422,
    sentence: "The day has passed: today is {today}.",
    remedy: "Choose today or a later day.",
  },
  SPLIT_PARTS: {
    status: 422,
    sentence: "The bill can be split into 2 to {mostParts} parts.",
    remedy: "Choose a number of parts within that.",
  },
  SPLIT_SUM: {
    status: 422,
    sentence: "The parts make up {partsMinor}, what is left to pay is {openMinor}.",
    remedy: "Change the parts so that they sum to what is left; each is above zero.",
  },
  SPLIT_NOT_WHOLE: {
    status: 409,
    sentence: "Only a whole bill is split, not a part or a fee of one.",
    remedy: "Take the split back first, then split the bill anew.",
  },
  SPLIT_ALREADY: {
    status: 409,
    sentence: "The bill is split in another way already.",
    remedy: "Take that split back first, then split anew.",
  },
  SPLIT_NOT_FOUND: {
    status: 404,
    sentence: "The bill is not split.",
    remedy: "Nothing needs to be taken back.",
  },
  SPLIT_BEGUN: {
    status: 409,
    sentence: "Something of a part is paid or credited already.",
    remedy: "Leave the split as it is; move the due dates of the parts that are left instead.",
  },
  SPLIT_NO_REFERENCE: {
    status: 409,
    sentence: "The parts can get no payment reference of their own.",
    remedy: "A bill needs a payer, and the payer's number has to fit into the ledger's references.",
  },
  PAUSE_USED_UP: {
    status: 409,
    sentence: "This was said about the bill before.",
    remedy: "Call or write to the clinic: a person looks at it.",
  },
  PAUSE_NOT_FOUND: {
    status: 404,
    sentence: "There is no such pause.",
    remedy: "It may have ended: look at the bill again.",
  },
  PAID_DAY_OUTSIDE: {
    status: 422,
    sentence: "The day of payment lies between {earliestOn} and {latestOn}.",
    remedy: "Give the day on which the bank takes, or took, the money.",
  },
  BANK_NAME_WRONG: {
    status: 422,
    sentence: "This is not the name of a bank.",
    remedy: "Write the bank's name only, at most 40 letters.",
  },
});

translateErrors(selfServiceErrors, { nb, sv, da, it });
