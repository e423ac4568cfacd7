export {
  createApiKey,
  listApiKeys,
  MOST_OVERLAP_HOURS,
  principalOfApiKey,
  revokeApiKey,
  rotateApiKey,
  type ApiKey,
  type NewApiKey,
} from "./api-keys.ts";
export { SESSION_COOKIE } from "./cookies.ts";
export { signInErrors } from "./errors.ts";
export { NO_TENANT, principalOfPerson, tenantsOf, type TenantChoice } from "./principal.ts";
export { networkOf, USUAL_LIMITS, type LimitSizes, type RateLimits } from "./rate-limits.ts";
export { endSession, limitsOf, listSessions, type Person, type ShownSession } from "./sessions.ts";
export type { NewCredential, SignedCredential } from "./passkey-answer.ts";
export type { ShownPasskey } from "./passkey-store.ts";
export type { Asked, Passkeys } from "./passkeys.ts";
export {
  changePreferences,
  colourModes,
  densities,
  languages,
  preferencesOf,
  type Preferences,
} from "./preferences.ts";
export { openSignIn, type SignIn } from "./sign-in.ts";
export { freeTotpCode, seedOfTotpUri, totpCode, totpUri } from "./totp.ts";
export type { Browser, Step } from "./types.ts";
export {
  createUser,
  endMembership,
  listUsers,
  lockUser,
  resetSecondFactor,
  setRoles,
  userForUpdate,
  type NewUser,
  type RoleGiven,
  type User,
} from "./users.ts";
