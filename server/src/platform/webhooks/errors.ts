import { defineErrors } from "../errors.ts";
import { translateErrors } from "../translations.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };

export const webhookErrors = defineErrors({
  WEBHOOK_NOT_BELIEVED: {
    status: 401,
    sentence: "The event is not signed as agreed, or was signed too long ago.",
    remedy: "Sign the bytes as they are sent with the secret of this address.",
  },
  WEBHOOKS_BUSY: {
    status: 503,
    sentence: "More events come in than can be kept just now.",
    remedy: "Deliver the same event again in a little while.",
  },
  WEBHOOKS_WAIT: {
    status: 503,
    sentence: "Events of a partner wait for its answer.",
    remedy: "Nothing: they are tried again by themselves. If it lasts, ask the partner whether its service is down.",
  },
});

translateErrors(webhookErrors, { nb, sv, da, it });
