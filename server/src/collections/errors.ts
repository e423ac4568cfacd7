import { defineErrors, translateErrors } from "../platform/index.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };

export const collectionsErrors = defineErrors({
  FOLLOW_UP_NO_POLICY: {
    status: 409,
    sentence: "No follow-up policy is in force on {day}.",
    remedy:
      "Set a policy for the chain and have head office's finance department approve it; the market's own can be taken as it is.",
  },
  FOLLOW_UP_POLICY_UNREADABLE: {
    status: 422,
    sentence: "The policy cannot be read: {count} of its fields are not as they should be.",
    remedy: "Mend the fields that are named and send it again.",
  },
  FOLLOW_UP_POLICY_UNLAWFUL: {
    status: 422,
    sentence: "The policy breaks the law in {count} places.",
    remedy: "Change each field that is named to what its paragraph allows. Nothing was kept.",
  },
  FOLLOW_UP_POLICY_LOCKED: {
    status: 409,
    sentence: "A scope above keeps {count} of these fields to itself, or they cannot be set here.",
    remedy: "Leave those fields out, or ask who locked them to set them otherwise.",
  },
  FOLLOW_UP_POLICY_BACKDATED: {
    status: 409,
    sentence: "A policy cannot begin on {day}: invoices of that day follow another already.",
    remedy: "Let it begin on {today} or later; what was invoiced before keeps the version it has.",
  },
  FOLLOW_UP_POLICY_NOT_FOUND: {
    status: 404,
    sentence: "There is no such version of a follow-up policy.",
    remedy: "Read the policies anew and choose one of them.",
  },
  FOLLOW_UP_POLICY_APPROVED: {
    status: 409,
    sentence: "This version is approved already.",
    remedy: "A version never changes: make a new one.",
  },
  FOLLOW_UP_POLICY_OWN: {
    status: 409,
    sentence: "Who wrote a policy does not approve it.",
    remedy: "Ask a colleague in head office's finance department to look at it and approve it.",
  },
  FOLLOW_UP_SIMULATION_NOT_FOUND: {
    status: 404,
    sentence: "There is no such simulation of a policy.",
    remedy: "Begin one anew from the policy's page.",
  },
  FOLLOW_UP_ITEM_NOT_FOUND: {
    status: 404,
    sentence: "There is no such claim to follow up.",
    remedy: "Search for it by its number or reference.",
  },
  FOLLOW_UP_ITEM_SETTLED: {
    status: 409,
    sentence: "Nothing of this claim is left to pay.",
    remedy: "Nothing needs to be done; its history shows how it was settled.",
  },
  FOLLOW_UP_DAY_WRONG: {
    status: 409,
    sentence: "{day} cannot be that day: it must lie between {earliest} and {latest}.",
    remedy: "Name a day between these.",
  },
  DISPUTE_OPEN: {
    status: 409,
    sentence: "An objection to this claim waits for its answer already.",
    remedy: "Add what was said as a note, or answer the one that stands.",
  },
  DISPUTE_PART_WRONG: {
    status: 409,
    sentence: "The part objected to must be above nothing and below what is left of the claim.",
    remedy: "Leave the part out if all of it is objected to.",
  },
  DISPUTE_NOT_FOUND: {
    status: 404,
    sentence: "There is no such objection.",
    remedy: "Read the claim's history anew.",
  },
  DISPUTE_ANSWERED: {
    status: 409,
    sentence: "This objection has been answered.",
    remedy: "Register a new one if the patient objects again.",
  },
  DESK_CASE_NOT_FOUND: {
    status: 404,
    sentence: "This claim is not with head office.",
    remedy: "Follow it up at the clinic; it comes to head office by itself when the reminders have been sent.",
  },
  DESK_QUESTION_NOT_FOUND: {
    status: 404,
    sentence: "There is no such question.",
    remedy: "Read the case anew.",
  },
  DESK_QUESTION_ANSWERED: {
    status: 409,
    sentence: "This question has been answered.",
    remedy: "Ask a new one if something is left.",
  },
  DESK_QUESTION_NOT_YOURS: {
    status: 403,
    sentence: "This question was put to head office.",
    remedy: "Head office's finance department answers it.",
  },
  AGENCY_SECRET_MISSING: {
    status: 409,
    sentence: "The agreement with the agency cannot be used without its secret.",
    remedy: "Give the secret the agency gave you, or leave the agreement paused.",
  },
  AGENCY_CASE_NOT_FOUND: {
    status: 404,
    sentence: "There is no such case of an agency.",
    remedy: "Read the list anew.",
  },
  AGENCY_CASE_LEFT: {
    status: 409,
    sentence: "This case has left for the agency, or is off the list.",
    remedy: "Ask head office to take it back.",
  },
  AGENCY_CASE_ENDED: {
    status: 409,
    sentence: "This case has ended at the agency.",
    remedy: "Nothing needs to be done; its history shows how it ended.",
  },
  FOLLOW_UP_HOLD_REFUSED: {
    status: 409,
    sentence: "Follow-up cannot rest from {from} to {until}.",
    remedy: "A hold begins today at the earliest and lasts until {latest} at the most; then it can be renewed.",
  },
  FOLLOW_UP_HOLD_NOT_FOUND: {
    status: 404,
    sentence: "There is no such hold, or it has ended.",
    remedy: "Read the claim's history anew; a hold that has ended is set anew.",
  },
  FOLLOW_UP_DATA_MISSING: {
    status: 409,
    sentence: "Nobody is reminded before the bank's data are complete through {needed}: {missing} is missing.",
    remedy:
      "Fetch the file that is missing. If none will come, two persons of head office may declare the account complete through the day.",
  },
  FOLLOW_UP_CALENDAR_UNKNOWN: {
    status: 409,
    sentence: "The holidays of {year} are not known; the calendar ends with {knownThrough}.",
    remedy: "Nothing is guessed: update Kvitt, and the run is made up.",
  },
  FOLLOW_UP_DECLARATION_NOT_FOUND: {
    status: 404,
    sentence: "There is no such declaration of a bank account.",
    remedy: "Declare the account complete anew.",
  },
  FOLLOW_UP_DECLARATION_CONFIRMED: {
    status: 409,
    sentence: "This declaration is confirmed already.",
    remedy: "Nothing needs to be done.",
  },
  FOLLOW_UP_DECLARATION_OWN: {
    status: 403,
    sentence: "Somebody else of head office has to confirm what you declared.",
    remedy: "Ask another person of the finance department.",
  },
  REVIEW_NOT_FOUND: {
    status: 404,
    sentence: "There is no such review.",
    remedy: "Choose one from the list of reviews.",
  },
  REVIEW_OPEN: {
    status: 409,
    sentence: "A review of this ledger is open already.",
    remedy: "Go on with that one, or close it first.",
  },
  REVIEW_EMPTY: {
    status: 409,
    sentence: "No overdue claim gives a reason for a review.",
    remedy: "Nothing needs to be done.",
  },
  REVIEW_CLOSED: {
    status: 409,
    sentence: "This review is closed; what was said in it stands.",
    remedy: "Begin a new review. A decision may still be ticked off.",
  },
  REVIEW_ITEM_NOT_FOUND: {
    status: 404,
    sentence: "This claim is not on the review's agenda, or nothing was decided about it.",
    remedy: "Put the claim on the agenda, or decide about it.",
  },
  REVIEW_ITEM_CHANGED: {
    status: 409,
    sentence: "Somebody else has written about this claim meanwhile.",
    remedy: "Read what was written, then write again.",
  },
  REVIEW_NOBODY: {
    status: 400,
    sentence: "This decision needs somebody who does it, and a day.",
    remedy: "Name a person and a day.",
  },
  REVIEW_DAY_WRONG: {
    status: 400,
    sentence: "{day} lies before the review; {earliest} is the earliest day.",
    remedy: "Name the day of the review or a later one.",
  },
});

translateErrors(collectionsErrors, { nb, sv, da, it });
