import { defineErrors, translateErrors } from "../platform/index.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };

export const invoicingErrors = defineErrors({
  CLAIMS_REFUSED: {
    status: 422,
    sentence: "Nothing was taken: {count} of the claims are not right, for different reasons.",
    remedy: "Mend the claims that are listed and send them all again; those already taken are recognised.",
  },
  PII_IDENTITY_NUMBER: {
    status: 422,
    sentence: "A text holds an identity number or a card number. Kvitt may not keep it.",
    remedy: "Remove the number from the field that is named and send the claim again.",
  },
  CLAIM_CHANGED: {
    status: 409,
    sentence: "A claim with this external id was taken before with other content.",
    remedy: "A claim is never changed: send a CREDIT, or withdraw it, and send a new one with a new external id.",
  },
  CLAIM_MEANWHILE: {
    status: 409,
    sentence: "The same claim is being taken at this very moment.",
    remedy: "Send it again; it is recognised.",
  },
  DUPLICATE_NUMBER: {
    status: 409,
    sentence: "This invoice number is already used in the ledger's number series.",
    remedy: "Look at the number report; give the claim a number that is not used.",
  },
  DUPLICATE_REFERENCE: {
    status: 409,
    sentence: "This payment reference already belongs to another claim of the ledger.",
    remedy: "A payment reference names one claim. Give the claim one of its own.",
  },
  CLAIM_SUM_WRONG: {
    status: 422,
    sentence: "The lines add up to {sumMinor} and not to the amount {amountMinor}.",
    remedy: "Send lines, each with its VAT, that add up to the amount.",
  },
  CLAIM_LINES_NEGATIVE: {
    status: 422,
    sentence: "The lines with VAT code {vatCode} add up to less than nothing.",
    remedy: "A discount is taken off lines with the same VAT code. For money back send a CREDIT.",
  },
  VAT_CODE_UNKNOWN: {
    status: 422,
    sentence: "The VAT code is not one of the ledger's country.",
    remedy: "Use EXEMPT, STANDARD, ZERO or OUTSIDE.",
  },
  VAT_LINE_WRONG: {
    status: 422,
    sentence: "The line's VAT is {vatMinor}; its rate of its net amount gives {expectedMinor}.",
    remedy: "A line's VAT may differ by one øre at most. Correct the VAT or the VAT code.",
  },
  CURRENCY_WRONG: {
    status: 422,
    sentence: "The ledger is kept in {currency}.",
    remedy: "Send the claim in the ledger's currency, or to another ledger.",
  },
  NUMBER_AND_KID: {
    status: 422,
    sentence: "An invoice number and a payment reference come together or not at all.",
    remedy: "Send both, with issue date and due date, or leave both to Kvitt.",
  },
  KID_INVALID: {
    status: 422,
    sentence: "The payment reference is not a valid one.",
    remedy: "Check length and check digit; leading zeros count.",
  },
  KID_ACCOUNT_CLOSED: {
    status: 409,
    sentence: "The ledger's bank accounts are closed from {day}: nobody can pay with this reference.",
    remedy:
      "Add the bank account that took their place to the ledger, or open one again, and send the claim once more.",
  },
  DUE_BEFORE_ISSUE: {
    status: 422,
    sentence: "The due date lies before the issue date.",
    remedy: "Send a due date on or after the issue date.",
  },
  PAYER_MISSING: {
    status: 422,
    sentence: "The claim names nobody who could pay it.",
    remedy: "Send a payer with a reference or an organisation number.",
  },
  CREDITS_MISSING: {
    status: 422,
    sentence: "A CREDIT names the claim it corrects, and nothing else does.",
    remedy: "Put the external id of the corrected claim in `credits`.",
  },
  CREDITED_CLAIM_UNKNOWN: {
    status: 422,
    sentence: "The claim to be corrected is not known in this ledger.",
    remedy: "Send the claim before its correction, and check its external id.",
  },
  CREDITED_CLAIM_WAITING: {
    status: 409,
    sentence: "The claim to be corrected has not become an invoice yet, or was withdrawn.",
    remedy: "Withdraw it with DELETE and send a new claim.",
  },
  CREDIT_TOO_LARGE: {
    status: 422,
    sentence: "No more than {leftMinor} of the claim is left to credit.",
    remedy: "Credit at most what is left of the claim.",
  },
  CREDIT_NOTHING_LEFT: {
    status: 409,
    sentence: "All of the invoice is credited already.",
    remedy: "Look at its credit notes; there is nothing left to credit.",
  },
  INVOICE_NOT_CREDITABLE: {
    status: 409,
    sentence: "This is a credit note itself.",
    remedy: "Open the invoice that it corrects.",
  },
  CLAIM_NOT_FOUND: {
    status: 404,
    sentence: "There is no such claim.",
    remedy: "Check the ledger and the external id.",
  },
  CLAIM_PART_PAID: {
    status: 409,
    sentence: "This claim was split into parts, and one of them has been paid or credited.",
    remedy: "Send a CREDIT instead: it ends the parts that are open, and the payer gets back what was paid.",
  },
  CLAIM_HAS_PAYMENT: {
    status: 409,
    sentence: "Money has come for this claim, or part of it was credited.",
    remedy: "Send a CREDIT instead; the payer gets the rest back.",
  },
  CLAIM_ON_COLLECTIVE: {
    status: 409,
    sentence: "The claim stands on a collective invoice.",
    remedy: "Send a CREDIT instead.",
  },
  INVOICE_NOT_FOUND: { status: 404, sentence: "There is no such invoice.", remedy: "Check the number or the id." },
  REFERENCE_TOO_LONG: {
    status: 409,
    sentence: "The {part} {number} has outgrown the payment reference.",
    remedy: "Give the ledger a reference rule with more digits.",
    words: { "customer number": "customer number", "series number": "series number" },
  },
  SUPPLIER_INVOICE_CHANGED: {
    status: 409,
    sentence: "An invoice with this number from this supplier was taken before with other content.",
    remedy: "Ask the supplier for a credit note; an invoice taken is not changed.",
  },
  SUPPLIER_INVOICE_SUM_WRONG: {
    status: 422,
    sentence: "The lines with VAT add up to {sumMinor} and not to the total {totalMinor}.",
    remedy: "Check the invoice against the supplier's document.",
  },
  REPAID_CREDIT_UNKNOWN: {
    status: 409,
    sentence: "The claim with KID {kid} has left no customer credit of {amountMinor}.",
    remedy: "Check the KID and the amount; the credit note has to be here before the debit note.",
  },
  CSV_INVALID: {
    status: 422,
    sentence: "The file has {count} problems; nothing was taken.",
    remedy: "Mend the lines that are listed and send the whole file again.",
  },
  REMITTANCE_RECIPIENT_MISSING: {
    status: 409,
    sentence: "The ledger has no account or recipient for remittance files.",
    remedy: "Add the ledger's bank account with its agreement id, and the recipient of the file.",
  },
  REMITTANCE_ACCOUNT_CLOSED: {
    status: 409,
    sentence: "The ledger's account for remittance files is closed from {day}.",
    remedy:
      "Add the account that took its place with its agreement id, or make the file of days before {day}: it still names the account that was open then.",
  },
  LOSS_REPORT_NOT_FOUND: {
    status: 404,
    sentence: "There is no such report of an agency in this ledger.",
    remedy: "File the agency's report first, or name one of head office's exceptions.",
  },
  LOSS_REPORT_CHANGED: {
    status: 409,
    sentence: "A report with this id was filed before with other content.",
    remedy: "A report is never changed: file the agency's correction under its own id.",
  },
  LOSS_REPORT_DAY: {
    status: 422,
    sentence: "A report that comes on {day} has not come yet.",
    remedy: "Give the day on which it came.",
  },
  LOSS_REPORT_TWICE: {
    status: 422,
    sentence: "The report names a case twice.",
    remedy: "Give each case one line with all that is left of it.",
  },
  LOSS_NOT_REPORTED: {
    status: 409,
    sentence: "The report says nothing of this bill: no loss without the agency's word.",
    remedy: "Leave the bill out, or wait for the agency's report of it.",
  },
  LOSS_NOTHING_LEFT: {
    status: 409,
    sentence: "Nothing is left to lose of these bills.",
    remedy: "Look at them: they are paid, credited or lost already.",
  },
  LOSS_NO_BILL: {
    status: 409,
    sentence: "A loss is of a bill of this ledger.",
    remedy: "Name the open item of an invoice or of one of its instalments.",
  },
  LOSS_ELSEWHERE: {
    status: 409,
    sentence: "The bill is sold: its loss is the buyer's.",
    remedy: "Leave it out.",
  },
  LOSS_ABOVE_MINIMUM: {
    status: 409,
    sentence: "The agency takes what is {leastMinor} or more.",
    remedy: "Hand the bill over, or name the ground that fits.",
  },
  LOSS_WAITS: {
    status: 409,
    sentence: "A loss of this bill waits for approval already.",
    remedy: "Decide on that one, or withdraw it.",
  },
  LOSS_NOT_FOUND: {
    status: 404,
    sentence: "There is no such loss.",
    remedy: "Look in the list of losses.",
  },
  LOSS_RECOVERY_CREDIT: {
    status: 409,
    sentence: "Money for a loss is taken from a customer's credit of the same ledger.",
    remedy: "Place the payment as a credit first, and name that.",
  },
  LOSS_RECOVERY_TOO_MUCH: {
    status: 409,
    sentence: "At most {mostMinor} can still be put against this loss.",
    remedy: "Put less; the rest stays the customer's credit.",
  },
  PRACTICE_CREDIT_NOT_FOUND: {
    status: 404,
    sentence: "One of these is no credit that this ledger's practice system was told of.",
    remedy: "Fetch the list again and confirm what stands in it.",
  },
  STATE_SHARE_NOT_HERE: {
    status: 422,
    sentence: "The state pays no share of bills in this ledger's country.",
    remedy: "Leave out price, reference price, visit and state share.",
  },
  STATE_SHARE_INCOMPLETE: {
    status: 422,
    sentence:
      "A line of which the state pays a share lacks its price or its visit, or something is said that belongs to a CREDIT only.",
    remedy: "Send priceMinor and visitId with each such line; supportClaimCorrected only with a CREDIT.",
  },
  STATE_SHARE_SUM: {
    status: 422,
    sentence: "The state's shares and the patient's amount are {sumMinor} together; the line's price is {priceMinor}.",
    remedy: "Send shares and amount that add up to the price of each line.",
  },
  STATE_SHARE_NEGATIVE: {
    status: 422,
    sentence: "The patient's part of a line of which the state pays a share is below nothing.",
    remedy: "Send a discount on a line of its own, or as a lower price with its shares.",
  },
  STATE_SHARE_VAT: {
    status: 422,
    sentence: "A line of which the state pays a share bears VAT.",
    remedy: "Dental care with state support is exempt: send it without VAT.",
  },
  STATE_SHARE_ONE_PAYER: {
    status: 422,
    sentence: "A claim of which the state pays a share is one invoice to one payer.",
    remedy: "Send it as an INVOICE by itself, to one payer.",
  },
  STATE_SHARE_NONE: {
    status: 409,
    sentence: "The state has no part of this invoice.",
    remedy: "Choose an invoice of which the state pays a share.",
  },
  STATE_CLAIM_NOT_CORRECTED: {
    status: 409,
    sentence: "The credit would change what the patient pays and not the state's share as well.",
    remedy: "Credit both in the original proportion, or correct the claim to the state first and say so.",
  },
  STATE_CREDIT_TOO_LARGE: {
    status: 422,
    sentence: "Of the state's share only {leftMinor} is left to credit.",
    remedy: "Credit at most what is left.",
  },
  STATE_VISIT_UNKNOWN: {
    status: 422,
    sentence: "No invoice of the ledger has a state share for visit {visitId}.",
    remedy: "Look at the visit's number; a visit that was not invoiced through Kvitt is left out.",
  },
  STATE_PAYOUT_TOO_MUCH: {
    status: 422,
    sentence: "Of visit {visitId} {openMinor} is open, less than the pay-out says.",
    remedy: "Compare the specification with the invoice; a corrected claim is sent by the practice system first.",
  },
  STATE_PAYOUT_TWICE: {
    status: 422,
    sentence: "A visit stands more than once in the pay-out.",
    remedy: "Send each visit once, with its sum.",
  },
  STATE_PAYOUT_EMPTY: {
    status: 422,
    sentence: "The pay-out adds up to nothing or less.",
    remedy: "File it with the next pay-out that brings money.",
  },
  STATE_PAYOUT_DAY: {
    status: 422,
    sentence: "{day} is a day to come.",
    remedy: "File it on its day or later.",
  },
  STATE_PAYOUT_CHANGED: {
    status: 409,
    sentence: "A pay-out with this id was filed before with other content.",
    remedy: "What was filed stands. File a correction under an id of its own.",
  },
  STATE_RECLAIM_TOO_MUCH: {
    status: 422,
    sentence: "The state has paid {paidMinor} of this visit, less than it wants back.",
    remedy: "Look at the pay-outs of the visit.",
  },
  STATE_RECLAIM_CHANGED: {
    status: 409,
    sentence: "A reclaim with this id was filed before with other content.",
    remedy: "What was filed stands. File a correction under an id of its own.",
  },
});

translateErrors(invoicingErrors, { nb, sv, da, it });
