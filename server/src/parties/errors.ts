import { defineErrors, translateErrors } from "../platform/index.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };

export const partyErrors = defineErrors({
  PARTY_NOT_FOUND: {
    status: 404,
    sentence: "There is no such party.",
    remedy: "Check the id or the customer number.",
  },
  PARTY_ERASED: {
    status: 409,
    sentence: "What was known of this party has been erased.",
    remedy: "Nothing more can be written about it; register the person anew if they come back.",
  },
  CONTACT_INVALID: {
    status: 422,
    sentence: "The {kind} is not written in a form that can be used.",
    remedy: "Write a telephone number with its country code, an e-mail address with one @, an address with post code.",
    words: { phone: "telephone number", email: "e-mail address", "organisation number": "organisation number" },
  },
  STANDING_DAY_WRONG: {
    status: 422,
    sentence: "{day} has not come yet.",
    remedy: "Give the day of death, {latest} at the latest.",
  },
  SHARES_NOT_WHOLE: {
    status: 422,
    sentence: "The guardians' shares do not add up to the whole.",
    remedy: "Give shares in hundredths of a per cent that add up to 10000.",
  },
});

translateErrors(partyErrors, { nb, sv, da, it });
