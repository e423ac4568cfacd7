import { defineErrors } from "../errors.ts";
import { translateErrors } from "../translations.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };

export const signInErrors = defineErrors({
  TENANT_NOT_CHOSEN: {
    status: 400,
    sentence: "You belong to several tenants and have not said which one you mean.",
    remedy: "Choose which of your tenants you work for; a program names it in the header X-Kvitt-Tenant.",
  },
  RATE_LIMITED: { status: 429, sentence: "Too many requests.", remedy: "Wait as long as the header Retry-After says." },
  SIGN_IN_FAILED: {
    status: 401,
    sentence: "The e-mail address, the password, the code or the passkey is not right.",
    remedy: "Try again; if it stays, ask an administrator.",
  },
  SECOND_FACTOR_MISSING: {
    status: 403,
    sentence: "You have not set up your second factor.",
    remedy: "Set it up before you go on.",
  },
  PASSWORD_WEAK: {
    status: 422,
    sentence: "The password is too easy to guess.",
    remedy: "Use 12 to 128 characters that are no common password and no pattern; four random words do well.",
  },
  PASSWORD_WRONG: {
    status: 422,
    sentence: "The present password is not right.",
    remedy: "Type the password you signed in with.",
  },
  PASSKEY_REFUSED: {
    status: 422,
    sentence: "The passkey could not be added.",
    remedy:
      "Begin again, in this browser, with a device that checks its owner by PIN, finger or face and is not added yet.",
  },
  PASSKEY_NOT_FOUND: {
    status: 404,
    sentence: "You have no such passkey.",
    remedy: "Your passkeys stand in your own menu.",
  },
  USER_NOT_FOUND: {
    status: 404,
    sentence: "There is no such user here.",
    remedy: "The users stand in the settings.",
  },
  USER_ELSEWHERE: {
    status: 409,
    sentence: "The user also works for another tenant.",
    remedy: "Ask the operator of this installation to reset the second factor.",
  },
  OWN_ACCESS: { status: 409, sentence: "Nobody changes their own roles.", remedy: "Ask another administrator." },
  LAST_ADMIN: {
    status: 409,
    sentence: "This is the last administrator who can work here.",
    remedy: "Make another person administrator of the whole tenant first.",
  },
  CLINIC_UNKNOWN: {
    status: 422,
    sentence: "One of the clinics is not known here.",
    remedy: "Choose clinics of this tenant.",
  },
  API_KEY_ENDED: {
    status: 409,
    sentence: "The API key has ended, so there is nothing to take over from.",
    remedy: "Make a new key.",
  },
  API_KEY_NOT_FOUND: {
    status: 404,
    sentence: "There is no such API key.",
    remedy: "The keys in use stand in the settings.",
  },
});

translateErrors(signInErrors, { nb, sv, da, it });
