import { translateProblems } from "../../platform/index.ts";
import da from "./findings.da.json" with { type: "json" };
import it from "./findings.it.json" with { type: "json" };
import nb from "./findings.nb.json" with { type: "json" };
import sv from "./findings.sv.json" with { type: "json" };

/** What is found in a file of OCR giro or AvtaleGiro, in the other languages: a sentence for each code; line, field and value stand beside it. */
translateProblems({ nb, sv, da, it });
