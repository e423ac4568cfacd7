import type { FastifyRequest } from "fastify";
import { refuse } from "../errors.ts";

/** Headers of every answer (SEC-60 as far as an API without screens needs it, SEC-61). Pages loosen the policy for their own style sheet. */
export const securityHeaders = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] },
  },
  strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: true },
  crossOriginOpenerPolicy: { policy: "same-origin" },
  crossOriginResourcePolicy: { policy: "same-origin" },
  referrerPolicy: { policy: "no-referrer" },
  xFrameOptions: { action: "deny" },
} as const;

/** A page's policy: one style sheet of our own, nothing else. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Holds what a browser sends with its cookies to our own pages (SEC-25): a change must say that it comes from the origin it is sent to.
 * Throws CROSS_SITE otherwise, also when the browser says nothing.
 */
export function requireSameSite(request: FastifyRequest, origins: readonly string[]): void {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") throw refuse("CROSS_SITE");
  const { origin } = request.headers;
  const own = [...origins, `${request.protocol}://${request.host}`];
  if (origin === undefined || !own.includes(origin)) throw refuse("CROSS_SITE");
}
