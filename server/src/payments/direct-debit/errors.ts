import { defineErrors, translateErrors } from "../../platform/index.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };

export const directDebitErrors = defineErrors({
  DEBIT_NOT_SET_UP: {
    status: 409,
    sentence: "This ledger does not draw from payers' accounts.",
    remedy: "Set up AvtaleGiro for the ledger, or take it up again.",
  },
  DEBIT_ACCOUNT_UNKNOWN: {
    status: 422,
    sentence: "This is not a Norwegian bank account of the ledger.",
    remedy: "Add the account to the ledger first, with its OCR agreement.",
  },
  DEBIT_SETUP_WRONG: {
    status: 422,
    sentence: "These details of AvtaleGiro are not right: {fields}.",
    remedy: "Correct them as the agreement with the bank has them.",
  },
  DEBIT_FILE_REFUSED: {
    status: 409,
    sentence: "The AvtaleGiro file cannot be written: {problem}.",
    remedy: "Correct the account and the customer unit of the agreement. Nothing was sent.",
  },
});

translateErrors(directDebitErrors, { nb, sv, da, it });
