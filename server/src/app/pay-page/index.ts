export type { CodeCourier, ProductWorldOptions } from "./ground.ts";
export { productWorld } from "./product-world.ts";
export { createPayServer, type PayServerOptions } from "./server.ts";
export type { PayPageWorld } from "./world.ts";
