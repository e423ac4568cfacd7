export { etagOf, requireMatch } from "./etag.ts";
export { httpErrors } from "./errors.ts";
export { requireSameSite } from "./headers.ts";
export { forgetOldKeys } from "./idempotency.ts";
export type { Gauges } from "./metrics.ts";
export { openedBy } from "./openapi.ts";
export { decodeCursor, encodeCursor, page } from "./paging.ts";
export { FRESH_MINUTES, requireFreshFactor, type LedgersOfClinics } from "./permit.ts";
export { renderApiMarkdown, renderErrorsMarkdown } from "./reference/markdown.ts";
export {
  created,
  noContent,
  ok,
  route,
  type Answer,
  type Call,
  type Permission,
  type Principal,
  type Route,
} from "./route.ts";
export { amountMinor, day, instant, pageOf, pageQuery, problemDocument, uuid } from "./schemas.ts";
export { createServer, type Authenticate, type HttpServer, type ServerOptions } from "./server.ts";
