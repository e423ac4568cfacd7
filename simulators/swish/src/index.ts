export { createAuthority, type Authority, type Identity } from "./certificates.ts";
export { createSwishServer, type Tls } from "./http.ts";
export { acts, type Act } from "./payer.ts";
export { createSwishSimulator, demoMerchant, type SwishOptions, type SwishSimulator } from "./simulator.ts";
export type * from "./types.ts";
