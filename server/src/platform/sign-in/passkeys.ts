import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import { sql } from "kysely";
import { recordAudit } from "../audit/record.ts";
import type { Platform } from "../context.ts";
import { withTenant } from "../database/with-tenant.ts";
import { refuse } from "../errors.ts";
import { makeChallenge, takeChallenge, type Challenge } from "./challenges.ts";
import type { Library } from "./library.ts";
import {
  ALGORITHMS,
  hostOf,
  verifyNew,
  verifySigned,
  type NewCredential,
  type SignedCredential,
} from "./passkey-answer.ts";
import {
  deletePasskey,
  insertPasskey,
  noteSignature,
  passkeyOfCredential,
  passkeysOf,
  renamePasskey,
  type Passkey,
  type ShownPasskey,
} from "./passkey-store.ts";
import { tenantsOf } from "./principal.ts";
import { networkOf, type RateLimits } from "./rate-limits.ts";
import { beginSession, renewToken } from "./session-token.ts";
import type { Person } from "./sessions.ts";
import type { Browser, Step } from "./types.ts";

/** What a browser hands to its WebAuthn call, and the cookie that ties the answer to this browser. */
export type Asked<Options> = { readonly options: Options; readonly setCookies: readonly string[] };

/**
 * The doors of passkeys: each question is asked once and lives five minutes. A wrong signature is SIGN_IN_FAILED in the words of every wrong
 * sign-in (SEC-26); nobody is asked for a name first, so nothing tells who has a passkey.
 */
export type Passkeys = {
  beginSignIn(browser: Browser, origin: string): Promise<Asked<PublicKeyCredentialRequestOptionsJSON>>;
  signIn(browser: Browser, credential: SignedCredential): Promise<Step<"done">>;
  /** The fresh factor of SEC-15, shown with one of the person's own passkeys. */
  beginStepUp(person: Person, origin: string): Promise<Asked<PublicKeyCredentialRequestOptionsJSON>>;
  stepUp(browser: Browser, person: Person, credential: SignedCredential): Promise<Step<"done">>;
  beginAdding(person: Person, origin: string): Promise<Asked<PublicKeyCredentialCreationOptionsJSON>>;
  /** Adds a passkey; all other sessions of the person end (SEC-24). Throws PASSKEY_REFUSED. */
  add(browser: Browser, person: Person, name: string, credential: NewCredential): Promise<ShownPasskey>;
  list(person: Person): Promise<readonly ShownPasskey[]>;
  /** Throws PASSKEY_NOT_FOUND. */
  rename(userId: string, passkeyId: string, name: string): Promise<void>;
  /** Removes a passkey; all sessions of the person end but the one of the token. Throws PASSKEY_NOT_FOUND. */
  remove(userId: string, passkeyId: string, keptToken: string | undefined): Promise<void>;
};

const bytesOf = (challenge: string) => new Uint8Array(Buffer.from(challenge, "base64url"));

async function requestOptions(challenge: string, origin: string, allowed: readonly Passkey[]) {
  return generateAuthenticationOptions({
    rpID: hostOf(origin),
    challenge: bytesOf(challenge),
    userVerification: "required",
    allowCredentials: allowed.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: [...transports],
    })),
  });
}

async function creationOptions(person: Person, challenge: string, origin: string, known: readonly Passkey[]) {
  return generateRegistrationOptions({
    rpName: "Kvitt",
    rpID: hostOf(origin),
    userName: person.email,
    userDisplayName: person.name,
    userID: new Uint8Array(Buffer.from(person.userId)),
    challenge: bytesOf(challenge),
    attestationType: "none",
    // Found by the device itself, so that one signs in without typing a name; and its owner is checked (SEC-22).
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    excludeCredentials: known.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: [...transports],
    })),
    supportedAlgorithmIDs: ALGORITHMS,
  });
}

/** Whose factors changed, and the session in which they changed them. */
type Change = { readonly userId: string; readonly token: string | undefined };

/** A changed factor ends what was opened under the old ones (SEC-24), and stands in the audit trail of each tenant the person works for. */
async function noteChange(
  platform: Platform,
  { userId, token }: Change,
  action: "user.passkeyAdded" | "user.passkeyRemoved",
  passkeyId: string,
): Promise<void> {
  await sql`delete from sign_in_session where user_id = ${userId} and token is distinct from ${token ?? null}`.execute(
    platform.database,
  );
  const actor = { kind: "user", id: userId } as const;
  for (const tenant of await tenantsOf(platform, userId))
    await withTenant(platform, { tenantId: tenant.id, actor }, (tx) =>
      recordAudit(tx, { action, subjectKind: "user", subjectId: userId, detail: { passkeyId } }),
    );
  platform.log.info({ event: action, userId }, "security");
}

/** Checks a signature against a challenge and notes it. Throws SIGN_IN_FAILED. */
async function checkSignature(
  platform: Platform,
  challenge: Challenge | undefined,
  passkey: Passkey | undefined,
  credential: SignedCredential,
): Promise<void> {
  if (!challenge || !passkey) throw refuse("SIGN_IN_FAILED");
  const signedCount = await verifySigned(challenge, passkey, credential);
  if (signedCount === undefined || !(await noteSignature(platform, passkey.id, signedCount)))
    throw refuse("SIGN_IN_FAILED");
}

/** Opens passkeys over a platform. */
export function openPasskeys(platform: Platform, library: Library, limits: RateLimits): Passkeys {
  return {
    ...proving(platform, library, limits),
    ...keeping(platform),
  };
}

type Proving = Pick<Passkeys, "beginSignIn" | "signIn" | "beginStepUp" | "stepUp">;

function proving(platform: Platform, library: Library, limits: RateLimits): Proving {
  return {
    async beginSignIn(browser, origin) {
      await limits.count("address", networkOf(browser.address));
      const { challenge, setCookie } = await makeChallenge(platform, "signIn", origin, null);
      return { options: await requestOptions(challenge, origin, []), setCookies: [setCookie] };
    },

    async signIn(browser, credential) {
      await limits.count("address", networkOf(browser.address));
      const challenge = await takeChallenge(platform, browser.cookies, "signIn", null);
      const passkey = await passkeyOfCredential(platform, credential.id);
      // The device chose the passkey, so it must say whose it is.
      if (!passkey || credential.response.userHandle === undefined) throw refuse("SIGN_IN_FAILED");
      await limits.count("account", passkey.userId);
      await checkSignature(platform, challenge, passkey, credential);
      const cookie = await beginSession(platform, library, passkey.userId, browser.userAgent);
      await limits.clear("account", passkey.userId);
      platform.log.info({ event: "signIn.done", userId: passkey.userId, by: "passkey" }, "security");
      return { next: "done", setCookies: [cookie] };
    },

    async beginStepUp(person, origin) {
      const own = (await passkeysOf(platform, person.userId)).filter(({ host }) => host === hostOf(origin));
      const { challenge, setCookie } = await makeChallenge(platform, "stepUp", origin, person.userId);
      return { options: await requestOptions(challenge, origin, own), setCookies: [setCookie] };
    },

    async stepUp(browser, person, credential) {
      await limits.count("account", person.userId);
      const challenge = await takeChallenge(platform, browser.cookies, "stepUp", person.userId);
      const own = await passkeysOf(platform, person.userId);
      const passkey = own.find(({ credentialId }) => credentialId === credential.id);
      await checkSignature(platform, challenge, passkey, credential);
      await limits.clear("account", person.userId);
      return { next: "done", setCookies: [await renewToken(platform, library, person)] };
    },
  };
}

function keeping(platform: Platform): Omit<Passkeys, keyof Proving> {
  return {
    async beginAdding(person, origin) {
      const known = await passkeysOf(platform, person.userId);
      const { challenge, setCookie } = await makeChallenge(platform, "register", origin, person.userId);
      return { options: await creationOptions(person, challenge, origin, known), setCookies: [setCookie] };
    },

    async add(browser, person, name, credential) {
      const challenge = await takeChallenge(platform, browser.cookies, "register", person.userId);
      const proven = challenge && (await verifyNew(challenge, credential));
      if (!proven) throw refuse("PASSKEY_REFUSED");
      const { transports } = credential.response;
      const host = hostOf(challenge.origin);
      const made = await insertPasskey(platform, { ...proven, userId: person.userId, name, host, transports });
      if (!made) throw refuse("PASSKEY_REFUSED");
      await noteChange(platform, person, "user.passkeyAdded", made.id);
      return made;
    },

    list: async (person) => passkeysOf(platform, person.userId),

    async rename(userId, passkeyId, name) {
      if (!(await renamePasskey(platform, userId, passkeyId, name))) throw refuse("PASSKEY_NOT_FOUND");
    },

    async remove(userId, passkeyId, keptToken) {
      if (!(await deletePasskey(platform, userId, passkeyId))) throw refuse("PASSKEY_NOT_FOUND");
      await noteChange(platform, { userId, token: keptToken }, "user.passkeyRemoved", passkeyId);
    },
  };
}
