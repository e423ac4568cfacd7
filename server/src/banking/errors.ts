import { defineErrors, translateErrors } from "../platform/index.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };

export const bankingErrors = defineErrors({
  BANK_ACCOUNT_NOT_FOUND: {
    status: 404,
    sentence: "There is no such bank account.",
    remedy: "Add the account to the ledger that owns it.",
  },
  BANK_ACCOUNT_INVALID: {
    status: 422,
    sentence: "The account number does not fit the country's check.",
    remedy: "Read the number again; eleven digits, the last is a check digit.",
  },
  BANK_ACCOUNT_TAKEN: {
    status: 409,
    sentence: "The account already belongs to a ledger.",
    remedy: "An account posts to one ledger; see `kvitt ledgers`.",
  },
  BANK_ACCOUNT_TOLD: {
    status: 409,
    sentence: "The bank has told of this account already; opening balance, first day and kinds of file stand.",
    remedy: "Change the agreement, the reference and when the file is expected; they may change at any time.",
  },
  BANK_ACCOUNT_TOLD_LATER: {
    status: 409,
    sentence: "The bank has told of the account through {day}.",
    remedy: "Close it from a later day.",
  },
  REFERENCE_LENGTH_NOT_AGREED: {
    status: 409,
    sentence: "A reference of {length} digits is not agreed for the ledger's bank accounts: {agreed}.",
    remedy:
      "Agree the length with the bank and write it on the account first, or choose digits that make an agreed length.",
  },
  BANK_FILE_UNKNOWN_FORMAT: {
    status: 422,
    sentence: "The file is none that a bank delivers here.",
    remedy: "Send an OCR giro file or a camt.053 or camt.054 message, as the bank delivered it.",
  },
  BANK_FILE_EMPTY: { status: 422, sentence: "The file is empty.", remedy: "Fetch it from the bank again." },
  BANK_FILE_TOO_LARGE: {
    status: 413,
    sentence: "The file is larger than {limit} bytes.",
    remedy: "Deliver it through the watched directory or the command line, which take up to 256 MB.",
  },
  BANK_FILE_REJECTED: {
    status: 422,
    sentence: "The file has {count} findings that keep it from being used.",
    remedy: "Nothing was posted. Ask the bank for a right file; importing it afterwards works.",
  },
  BANK_FILE_QUARANTINED: {
    status: 409,
    sentence: "The file waits for a person: {reason}.",
    remedy: "Look at the findings; set up what is missing, or release the file.",
    words: {
      stored: "it is stored and not checked yet",
      rejected: "it was refused",
      quarantined: "something is missing",
      awaitingRelease: "a second person has to release it",
      posting: "it is being posted",
      posted: "it is posted already",
    },
  },
  BANK_FILE_NOT_FOUND: { status: 404, sentence: "There is no such bank file.", remedy: "See the list of bank files." },
  RELEASE_BY_ANOTHER: {
    status: 403,
    sentence: "The person who uploaded a bank file cannot release it.",
    remedy:
      "Ask a colleague to look at it and release it. Who works alone has an administrator turn on one-person mode, and releases with a fresh second factor.",
  },
  BANK_LINE_NOT_FOUND: { status: 404, sentence: "There is no such bank line.", remedy: "See the work list." },
  BANK_LINE_STATE: {
    status: 409,
    sentence: "The bank line is {state}; there is nothing to solve.",
    remedy:
      "Take its solution back if it went to the wrong place; say of a held line first whether it is a payment of its own.",
    words: {
      matched: "placed",
      part: "placed as a part payment",
      solved: "solved",
      repeated: "a payment that was brought before",
      reversal: "a payment taken back",
      held: "held",
      paired: "paired with a file",
      posted: "posted",
    },
  },
  ALLOCATION_SUM: {
    status: 422,
    sentence: "The parts add up to {partsMinor}, the money to place is {amountMinor}.",
    remedy:
      "Change the parts so that they add up to the øre, or leave a part open. Rounding takes less than one krone.",
  },
  ALLOCATION_TOO_MUCH: {
    status: 409,
    sentence: "An item has {openMinor} open, less than the {amountMinor} put on it.",
    remedy: "Look at the item again; somebody may have been faster.",
  },
  ITEM_NOT_FOUND: {
    status: 404,
    sentence: "There is no such open item in this ledger.",
    remedy: "Search for the invoice.",
  },
  SNOOZE_DAY: {
    status: 422,
    sentence: "A line cannot be put off until {untilOn}; today is {today}.",
    remedy: "Choose a day after today, {latest} at the latest.",
  },
  STATEMENT_LINE_NOT_FOUND: { status: 404, sentence: "There is no such statement line.", remedy: "See the work list." },
  PAYEE_WRONG: {
    status: 422,
    sentence: "The bank would not take this payee: {problem}.",
    remedy: "Read the account number, name and address again.",
  },
  PAYMENT_ORDERS_NONE: {
    status: 409,
    sentence: "No payment waits to be sent to the bank.",
    remedy: "Nothing needs to be done.",
  },
  PAYMENT_FILE_REFUSED: {
    status: 422,
    sentence: "The bank would not take the file: {problem}.",
    remedy: "Choose a bank day from today on, and read the bank's BIC again.",
  },
  PAYMENT_FILE_NOT_FOUND: {
    status: 404,
    sentence: "There is no such file of payments.",
    remedy: "Look at the ledger's list of files again.",
  },
  PAYMENT_ORDER_NOT_FOUND: {
    status: 404,
    sentence: "There is no such payment to be sent.",
    remedy: "It may be taken back or paid already: look at the list again.",
  },
});

translateErrors(bankingErrors, { nb, sv, da, it });
