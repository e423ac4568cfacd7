export { createVippsServer } from "./http.ts";
export { createVippsSimulator, demoUnit, type VippsOptions, type VippsSimulator } from "./simulator.ts";
export { signedHeaders } from "./sign.ts";
export type * from "./types.ts";
