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
});

translateErrors(paymentsErrors, { nb, sv, da, it });
