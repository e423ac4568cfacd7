import { jobs } from "./jobs.ts";
import { closeWorlds } from "./world.ts";

/** Measures one job at one size, in a process of its own so that its memory is its own: `node bench/src/one.ts import-ocr 10000`. */
process.once("SIGINT", () => void closeWorlds().then(() => process.exit(130)));
const [name, n] = process.argv.slice(2);
const measured = await jobs[name!]!.measure(Number(n));
console.log(JSON.stringify(measured));
