export { createSmsServer } from "./http.ts";
export { createSmsSimulator, demoAccounts, demoNumbers, type SmsOptions, type SmsSimulator } from "./simulator.ts";
export { partsOf } from "./gsm.ts";
export type * from "./types.ts";
