import { defineErrors, translateErrors } from "../platform/index.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };

export const paymentsErrors = defineErrors({
  PAYMENT_ITEM_NOT_FOUND: {
    status: 404,
    sentence: "There is no such bill.",
    remedy: "Read the reference again, or ask who sent it.",
  },
  PAYMENT_NOTHING_OPEN: {
    status: 409,
    sentence: "Nothing is left to pay.",
    remedy: "You need not do anything.",
  },
  PAYMENT_TOO_MUCH: {
    status: 422,
    sentence: "More than what is left to pay.",
    remedy: "Pay at most what is left.",
  },
  PAYMENT_UNDER_WAY: {
    status: 409,
    sentence: "A payment of this bill is under way.",
    remedy: "Wait until it is known what became of it; nothing is taken twice.",
  },
  PAYMENT_WAY_NOT_SET_UP: {
    status: 409,
    sentence: "This clinic does not take money this way.",
    remedy: "Choose another way to pay.",
  },
  PAYMENT_REFUSED: {
    status: 502,
    sentence: "The payment could not be begun.",
    remedy: "No money was taken. Try again in a little while, or choose another way to pay.",
  },
  PAYMENT_ATTEMPT_NOT_FOUND: {
    status: 404,
    sentence: "There is no such attempt to pay.",
    remedy: "Begin a new one.",
  },
  PAYMENT_OUTSIDE_LIMITS: {
    status: 422,
    sentence: "This way does not take the amount.",
    remedy: "Choose another way to pay.",
  },
  PAYMENT_CARD_RESTS: {
    status: 429,
    sentence: "Too many cards were declined for this bill.",
    remedy: "Pay another way. Cards can be used again after an hour, after many more tries the next day.",
  },
  AGREEMENT_NOT_FOUND: {
    status: 404,
    sentence: "There is no such agreement.",
    remedy: "Look at the list of agreements.",
  },
  AGREEMENT_PRICE_OWNER: {
    status: 422,
    sentence: "No company has the number that should stand on the partner's invoices.",
    remedy: "Read the organisation number off one of its invoices.",
  },
  AGREEMENT_SETTINGS_WRONG: {
    status: 422,
    sentence: "These details of the agreement are not right: {fields}.",
    remedy: "Correct them as the partner gave them. Secrets are given one by one, beside the details.",
  },
  AGREEMENT_LIMITS_WRONG: {
    status: 422,
    sentence: "The lowest amount is above the highest.",
    remedy: "Correct one of them.",
  },
  AGREEMENT_CURRENCY: {
    status: 422,
    sentence: "This way moves {moves} only; the ledger is kept in {currency}.",
    remedy: "Choose another way for this ledger.",
  },
  AGREEMENT_IN_USE: {
    status: 409,
    sentence: "A payment by this agreement is under way.",
    remedy: "Pause the agreement, wait until nothing is under way, then change it.",
  },
  AGREEMENT_INCOMPLETE: {
    status: 409,
    sentence: "The agreement lacks what the partner knows the clinic by: {missing}.",
    remedy: "Give these secrets, then activate it.",
  },
  AGREEMENT_NOT_ACTIVE: {
    status: 409,
    sentence: "The agreement takes no money yet.",
    remedy: "Nothing to pause.",
  },
  AGREEMENT_SECRET_UNKNOWN: {
    status: 422,
    sentence: "An agreement of this kind has no secret called {name}.",
    remedy: "Choose one of those that the agreement lists.",
  },
});

translateErrors(paymentsErrors, { nb, sv, da, it });
