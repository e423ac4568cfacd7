export { createNetsServer } from "./http.ts";
export { createNetsSimulator, demoAccount, otherAccount, type NetsOptions, type NetsSimulator } from "./simulator.ts";
export type * from "./types.ts";
