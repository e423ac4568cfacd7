import { translateProblems } from "../../platform/index.ts";
import da from "./findings.da.json" with { type: "json" };
import it from "./findings.it.json" with { type: "json" };
import nb from "./findings.nb.json" with { type: "json" };
import sv from "./findings.sv.json" with { type: "json" };

/** What is found in an ISO 20022 message, in the other languages. */
translateProblems({ nb, sv, da, it });
