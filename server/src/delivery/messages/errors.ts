import { defineErrors, translateErrors } from "../../platform/index.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };

export const messageErrors = defineErrors({
  DISPATCH_UNSOUND: {
    status: 422,
    sentence: "The message {key} cannot be sent: it names no way to send it, one way twice, or nothing to tell.",
    remedy: "Give each way of sending once, the first one to try first, and the claim it is about.",
  },
  SENDER_INVALID: {
    status: 422,
    sentence: "The sender of messages cannot be used.",
    remedy:
      "Give a name of at most 60 characters, an SMS sender of 3 to 11 letters and digits, and a telephone number and address that can be reached.",
  },
  DELIVERY_TASK_NOT_FOUND: {
    status: 404,
    sentence: "There is no such task, or somebody has solved it.",
    remedy: "Open the list again.",
  },
  MESSAGE_NOT_FOUND: {
    status: 404,
    sentence: "There is no such message.",
    remedy: "Open the claim and look at what was sent.",
  },
});

translateErrors(messageErrors, { nb, sv, da, it });
