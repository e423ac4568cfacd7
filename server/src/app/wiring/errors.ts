import { defineErrors, translateErrors, translateProblems } from "../../platform/index.ts";
import da from "./errors.da.json" with { type: "json" };
import it from "./errors.it.json" with { type: "json" };
import nb from "./errors.nb.json" with { type: "json" };
import sv from "./errors.sv.json" with { type: "json" };
import problems from "./problems.json" with { type: "json" };

export const wiringErrors = defineErrors({
  SERVICES_UNREADABLE: {
    status: 409,
    sentence: "The file of services at {path} cannot be used.",
    remedy: "Mend the fields that are named, or take the file away to serve without sending anything.",
  },
  CODE_NOT_SENT: {
    status: 409,
    sentence: "The code could not be sent.",
    remedy: "Try again, or ask the clinic.",
  },
  AGENCY_SILENT: {
    status: 409,
    sentence: "The collection agency did not answer.",
    remedy: "It is asked again by itself; ask the agency when it goes on.",
  },
  NOTICE_NOT_SENT: {
    status: 409,
    sentence: "The message to head office could not be sent.",
    remedy: "It is tried again by itself; look at how mail is set up when it goes on.",
  },
  PARTNERS_IN_WINDOW: {
    status: 409,
    sentence: "The service window is open until {until}; partners are not asked in it.",
    remedy: "Ask after it. Nothing is lost: what came meanwhile is read then.",
  },
  PARTNER_ASKED_ALREADY: {
    status: 429,
    sentence: "The partner was asked less than a minute ago.",
    remedy: "Look at its answer; in a minute it can be asked again.",
  },
  PARTNER_NOT_SET_UP: {
    status: 409,
    sentence: "This installation has no services set up, so nothing can be sent or paid.",
    remedy: "Ask the operator to write the file of services.",
  },
});

translateErrors(wiringErrors, { nb, sv, da, it });
translateProblems(problems);
