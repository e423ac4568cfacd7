export { dailyRoot, type Anchor, type DailyRoot } from "./anchors.ts";
export { sealTenant, type Sealed } from "./seal-tenant.ts";
export { sealChecks } from "./verify.ts";
