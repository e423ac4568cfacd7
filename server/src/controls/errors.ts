import { defineErrors, translateErrors } from "../platform/index.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };

export const controlsErrors = defineErrors({
  PROPOSAL_NOT_FOUND: { status: 404, sentence: "There is no such proposal.", remedy: "Make the proposal anew." },
  PROPOSAL_STATE: {
    status: 409,
    sentence: "The proposal is {state}; this needs one that is {needed}.",
    remedy: "Look at the proposal's state, or make a new one.",
    words: {
      open: "open",
      approved: "approved",
      applying: "being carried out",
      paused: "paused",
      applied: "carried out",
      cancelled: "cancelled",
      withdrawn: "withdrawn",
      expired: "expired",
    },
  },
  PROPOSAL_EXPIRED: {
    status: 409,
    sentence: "The proposal was made more than 72 hours ago.",
    remedy: "Make it anew: amounts may have changed since.",
  },
  PROPOSAL_OWN: {
    status: 403,
    sentence: "Somebody else has to approve what you made.",
    remedy: "Ask another person who may approve it: it waits for them.",
  },
  APPROVAL_ROLE: {
    status: 403,
    sentence: "Somebody higher up has to approve this: {cause}.",
    remedy: "It waits for those whom the proposal names.",
    words: {
      amount: "the amount is above your limit",
      sum: "with earlier credits of the same bill, patient or payer it is above your limit",
      ownRequest: "a request of one's own goes to the next level",
      ownInterest: "it is about somebody's own bill or their family's",
    },
  },
  APPROVAL_RESTS: {
    status: 409,
    sentence: "One person asked for this and approved it; it is carried out from {until} on.",
    remedy: "Wait until then. The accountant has been told and may look at it meanwhile.",
  },
  APPROVAL_MATRIX_WRONG: {
    status: 422,
    sentence: "The approval matrix has {count} problems.",
    remedy: "Correct each field that is named and send it again.",
  },
  APPROVAL_MATRIX_DAY: {
    status: 409,
    sentence: "A matrix begins on a day after today of its own; {day} is not after {today}, or another begins then.",
    remedy: "Name another day, tomorrow at the earliest.",
  },
  DEPUTY_NOT_YOURS: {
    status: 409,
    sentence: "Only who holds a role names who stands in for it.",
    remedy: "Ask the person who holds the role to name the deputy, or to end it.",
  },
  DEPUTY_PERIOD: {
    status: 409,
    sentence: "A deputy stands in from today or a later day, for a year at most.",
    remedy: "Correct the first or the last day.",
  },
  DEPUTY_CANNOT: {
    status: 409,
    sentence: "This person cannot stand in for you.",
    remedy: "Name another person of yours, whose own role opens proposals.",
  },
  REQUEST_NOT_YOURS: {
    status: 409,
    sentence: "Only who asked reminds those it waits for.",
    remedy: "Write a comment instead.",
  },
  REQUEST_NOT_WAITING: {
    status: 409,
    sentence: "The request no longer waits for anybody.",
    remedy: "Look at what became of it.",
  },
  REQUEST_NUDGED: {
    status: 409,
    sentence: "They were reminded of this less than a day ago.",
    remedy: "Remind them again tomorrow, or write a comment.",
  },
  PROPOSAL_CHANGED: {
    status: 409,
    sentence: "The proposal's content is not what was approved.",
    remedy: "Make it anew and tell support: a proposal never changes by itself.",
  },
  PROPOSAL_EMPTY: { status: 409, sentence: "There is nothing to propose.", remedy: "Nothing needs to be done." },
  PROPOSAL_KIND_WRONG: {
    status: 409,
    sentence: "The proposal is one of {given}; this needs one of {expected}.",
    remedy: "Handle it where proposals of its kind are handled, or give the id of one that fits.",
    words: {
      invoices: "invoices",
      credits: "credits",
      refunds: "refunds",
      repayments: "repayments",
      losses: "losses",
      "follow up": "follow-up",
      "match suggestions": "match suggestions",
    },
  },
  PROPOSAL_HOLD_DAY: {
    status: 409,
    sentence: "A line is held back until a day that comes; {day} is not after {today}.",
    remedy: "Name a day after today, or none: then the line stays out of this run only.",
  },
  PROPOSAL_LINE_NOT_HELD: {
    status: 409,
    sentence: "Lines can be held back only before the proposal is applied.",
    remedy: "Reverse what was applied instead.",
  },
});

translateErrors(controlsErrors, { nb, sv, da, it });
