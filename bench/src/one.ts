import { jobs } from "./jobs.ts";
import { closeWorlds } from "./world.ts";

/**
 * One job at one size, in a process of its own so that its memory is its own; run by main.ts, which hears the result. When main.ts is gone,
 * however it ended, this process closes its world and goes too.
 */
process.once("disconnect", () => void closeWorlds().then(() => process.exit(1)));
const [name, n] = process.argv.slice(2);
const measured = await jobs[name!]!.measure(Number(n));
process.removeAllListeners("disconnect");
process.send!(measured, () => process.disconnect!());
