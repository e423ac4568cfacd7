import { defineErrors, translateErrors } from "../platform/index.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };

export const ledgerErrors = defineErrors({
  LEDGER_NOT_FOUND: {
    status: 404,
    sentence: "There is no such ledger.",
    remedy: "See `kvitt ledgers` for the ledgers and their ids.",
  },
  LEDGER_NOT_ACTIVE: {
    status: 409,
    sentence: "Ledger {ledger} is not active for this.",
    remedy: "Activate the ledger, or send the claim to one that is active.",
  },
  PERIOD_CLOSED: {
    status: 409,
    sentence: "The period that holds {day} is closed.",
    remedy: "Use a day in an open period; the first open day is {firstOpenDay}.",
  },
  ENTRY_NOT_FOUND: { status: 404, sentence: "There is no such entry.", remedy: "Check the id." },
  ENTRY_ALREADY_REVERSED: {
    status: 409,
    sentence: "The entry is already reversed.",
    remedy: "Nothing needs to be done; the reversal names the entry.",
  },
  ITEM_NOT_THERE: {
    status: 404,
    sentence: "There is no such open item.",
    remedy: "Look at the invoice again: its items are listed there.",
  },
  ITEM_AMOUNT_MOVED: {
    status: 409,
    sentence: "An open amount changed while this was being decided.",
    remedy: "Look at the item again and repeat what is still right.",
  },
  ACCOUNT_NOT_FOUND: {
    status: 404,
    sentence: "The ledger has no account with this number.",
    remedy: "See the ledger's chart of accounts.",
  },
  ACCOUNT_NUMBER_STANDS: {
    status: 409,
    sentence: "The account's number stands: the ledger has been active, or something is booked in it.",
    remedy: "Change the name; the number can be changed only before the ledger is activated for the first time.",
  },
  ACCOUNT_CODE_TAKEN: {
    status: 409,
    sentence: "The ledger already has an account {code}.",
    remedy: "Choose another number; each account plays one role.",
  },
  ISSUER_COUNTRY: {
    status: 422,
    sentence: "The registration is not of the ledger's country, {market}.",
    remedy: "Give how the company is registered where the ledger is kept.",
  },
  REFERENCE_DIGITS_SHORT: {
    status: 409,
    sentence: "The next number of the series, {nextNo}, does not fit into {digits} digits.",
    remedy: "Give the running number more digits.",
  },
  WALKTHROUGH_REQUIRED: {
    status: 409,
    sentence: "The changeover call has not begun.",
    remedy:
      "Book the call and begin it: old devices are disconnected in it, and the ledger is activated as its last act.",
  },
  WALKTHROUGH_NOT_BOOKED: {
    status: 409,
    sentence: "No changeover call is booked.",
    remedy: "Book the call with its day and time first.",
  },
  WALKTHROUGH_BEGUN: {
    status: 409,
    sentence: "The changeover call has begun.",
    remedy: "Nothing needs to be booked; go on with what is to be disconnected.",
  },
  WALKTHROUGH_PAST: {
    status: 422,
    sentence: "The changeover call would be in the past.",
    remedy: "Give a day and time that are still to come.",
  },
  CHANGEOVER_OPEN: {
    status: 409,
    sentence: "Of what was used before, {count} are still connected.",
    remedy: "Disconnect each old device and integration, or say that it does not apply.",
  },
  CHANGEOVER_OVER: {
    status: 409,
    sentence: "The ledger is active: its changeover is over.",
    remedy: "Nothing needs to be done; what was disconnected stays on record.",
  },
  CHANGEOVER_PART_NOT_FOUND: {
    status: 404,
    sentence: "There is no such device or integration on the ledger's list.",
    remedy: "Look at the ledger's set-up again: what is listed stands there.",
  },
  PERIOD_ORDER: {
    status: 409,
    sentence: "Periods are closed in order, and only when they have ended.",
    remedy: "Close the earlier period first; the next one to close begins {firstOn}.",
  },
});

translateErrors(ledgerErrors, { nb, sv, da, it });
