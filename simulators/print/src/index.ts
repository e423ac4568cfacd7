export { createPrintServer } from "./http.ts";
export { createPrintSimulator, demoAccount, type PrintOptions, type PrintSimulator } from "./simulator.ts";
export type * from "./types.ts";
