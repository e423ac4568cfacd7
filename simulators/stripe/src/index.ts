export { declinedCards } from "./cards.ts";
export { createStripeServer } from "./http.ts";
export { acts, type Act, type PayResult } from "./payer.ts";
export { signatureHeader } from "./sign.ts";
export { createStripeSimulator, demoAccount, type StripeOptions, type StripeSimulator } from "./simulator.ts";
export type * from "./types.ts";
