import { translateProblems } from "../platform/index.ts";
import da from "./findings.da.json" with { type: "json" };
import it from "./findings.it.json" with { type: "json" };
import nb from "./findings.nb.json" with { type: "json" };
import sv from "./findings.sv.json" with { type: "json" };

/** What banking itself finds about a file, in the other languages. */
translateProblems({ nb, sv, da, it });
