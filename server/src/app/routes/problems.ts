import { translateProblems } from "../../platform/index.ts";
import da from "./problems.da.json" with { type: "json" };
import it from "./problems.it.json" with { type: "json" };
import nb from "./problems.nb.json" with { type: "json" };
import sv from "./problems.sv.json" with { type: "json" };

/** What single fields of a request do wrong, in the other languages. */
translateProblems({ nb, sv, da, it });
