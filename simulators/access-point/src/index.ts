export { createAccessPointServer } from "./http.ts";
export { createAccessPoint, demoAccess, type AccessPoint, type AccessPointOptions } from "./simulator.ts";
export type * from "./types.ts";
