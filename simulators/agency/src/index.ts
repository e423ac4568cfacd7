export { createAgencyServer } from "./http.ts";
export { createAgencySimulator, demoAccount, type AgencyOptions, type AgencySimulator } from "./simulator.ts";
export type * from "./types.ts";
export { acts, type Act } from "./world.ts";
