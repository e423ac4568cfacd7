export { demo } from "./demo.ts";
export { simulate, type DayTold, type SimulateOptions } from "./simulate.ts";
export { stateHash, type StateHash } from "./state-hash.ts";
export type { LifeReport } from "./report.ts";
export type { Breach, Witness } from "./watch.ts";
export type { LifePlatform } from "./world.ts";
