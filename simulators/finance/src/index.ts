export { createFinanceServer } from "./http.ts";
export { acts, type Act } from "./payer.ts";
export { signatureHeader } from "./sign.ts";
export { createFinanceSimulator, demoAccount, type FinanceOptions, type FinanceSimulator } from "./simulator.ts";
export type * from "./types.ts";
