import { defineErrors, translateErrors } from "../platform/index.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };

export const monthEndErrors = defineErrors({
  MONTH_PACK_NOT_FOUND: {
    status: 404,
    sentence: "There is no such month-end pack.",
    remedy: "Take the id from the clinic's list of packs.",
  },
  MONTH_PACK_CHANGED: {
    status: 409,
    sentence: "This is not the pack that was shown.",
    remedy: "Open the pack again and sign what it says.",
  },
  MONTH_PACK_MISMATCH: {
    status: 409,
    sentence: "The customer ledger differs from the ledger's accounts by {differenceMinor}.",
    remedy: "Nobody can sign it; head office has been told and looks for the difference.",
  },
  MONTH_PACK_SIGNED: {
    status: 409,
    sentence: "This pack is signed already.",
    remedy: "There is nobody to ask.",
  },
  MONTH_PACK_CHASED: {
    status: 409,
    sentence: "The clinic's managers have been asked today.",
    remedy: "Ask again tomorrow, or call them.",
  },
  MONTH_PACK_NO_MANAGER: {
    status: 409,
    sentence: "The clinic has no manager who could sign.",
    remedy: "Give somebody the role of clinic manager for this clinic, under Settings, Users.",
  },
});

translateErrors(monthEndErrors, { nb, sv, da, it });
