import type { FastifyRequest } from "fastify";
import { requireSameSite, type Authenticate, type Principal } from "../platform/http/index.ts";
import { refuse, type Platform } from "../platform/index.ts";
import { networkOf, NO_TENANT, principalOfApiKey, principalOfPerson, type SignIn } from "../platform/sign-in/index.ts";

const BEARER = /^Bearer +(\S+)$/i;

async function program(platform: Platform, signIn: SignIn, authorization: string, address: string): Promise<Principal> {
  const key = BEARER.exec(authorization)?.[1];
  const principal = key === undefined ? undefined : await principalOfApiKey(platform, key);
  if (principal) return principal;
  await signIn.limits.count("address", networkOf(address));
  throw refuse("NOT_SIGNED_IN");
}

function askedTenant(request: FastifyRequest): string | undefined {
  const asked = request.headers["x-kvitt-tenant"];
  return typeof asked === "string" ? asked : undefined;
}

/**
 * Finds who is asking: a program by its API key, else a person by the session cookie. What a browser sends may change something only from our
 * own pages (SEC-25), signing in included.
 */
export function authenticator(platform: Platform, signIn: SignIn, origins: readonly string[]): Authenticate {
  return async (request, declared) => {
    const { authorization, cookie } = request.headers;
    if (authorization !== undefined) return program(platform, signIn, authorization, request.ip);
    if (request.method !== "GET") requireSameSite(request, origins);
    if (declared.permission === "public") return undefined;
    const person = await signIn.person({ cookies: cookie });
    return person && principalOfPerson(platform, person, askedTenant(request), declared.permission !== "person");
  };
}

/** Counts a request of a known tenant (SEC-27). */
export function tenantCounter(
  signIn: SignIn,
): (request: FastifyRequest, principal: Principal | undefined) => Promise<void> {
  return async (_request, principal) => {
    if (principal && principal.tenantId !== NO_TENANT) await signIn.limits.count("tenant", principal.tenantId);
  };
}
