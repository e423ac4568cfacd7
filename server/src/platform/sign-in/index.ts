export { createApiKey, listApiKeys, principalOfApiKey, revokeApiKey, type ApiKey, type NewApiKey } from "./api-keys.ts";
export { SESSION_COOKIE } from "./cookies.ts";
export { signInErrors } from "./errors.ts";
export { NO_TENANT, principalOfPerson, tenantsOf, type TenantChoice } from "./principal.ts";
export { networkOf, USUAL_LIMITS, type LimitSizes, type RateLimits } from "./rate-limits.ts";
export { endSession, listSessions, type Person, type ShownSession } from "./sessions.ts";
export { openSignIn, type Browser, type SignIn, type Step } from "./sign-in.ts";
export { totpCode, totpUri } from "./totp.ts";
export {
  createUser,
  endMembership,
  listUsers,
  resetSecondFactor,
  setRoles,
  userForUpdate,
  type NewUser,
  type RoleGiven,
  type User,
} from "./users.ts";
