import { sql } from "kysely";
import type { Platform } from "../context.ts";
import { Refusal, refuse } from "../errors.ts";
import { sessionTokenSet, waitingSignIn } from "./cookies.ts";
import { createLibrary, type Library } from "./library.ts";
import { openPasskeys, type Passkeys } from "./passkeys.ts";
import { requireStrongPassword } from "./password.ts";
import { accountKey, createRateLimits, networkOf, type LimitSizes, type RateLimits } from "./rate-limits.ts";
import { renewToken } from "./session-token.ts";
import { personOf, type Person } from "./sessions.ts";
import { useUpStep } from "./totp.ts";
import type { Browser, Step } from "./types.ts";

/** The doors of sign-in. Every refusal of a wrong, unknown or waiting sign-in is SIGN_IN_FAILED, in the same words (SEC-26). */
export type SignIn = {
  readonly limits: RateLimits;
  readonly library: Library;
  /** The other way in: password and second factor in one (SEC-22). */
  readonly passkeys: Passkeys;
  /** Password first. A user without a second factor may then only set one up. */
  begin(browser: Browser, email: string, password: string): Promise<Step<"secondFactor" | "enrol">>;
  secondFactor(browser: Browser, code: string): Promise<Step<"done">>;
  /** Begins to set up a second factor: the address for an authenticator app. Needs the password again. */
  enrol(browser: Browser, password: string): Promise<{ readonly uri: string }>;
  confirmEnrolment(browser: Browser, code: string): Promise<Step<"done">>;
  /** A fresh code for what needs one (SEC-15); the session gets a new token (SEC-24). */
  stepUp(browser: Browser, code: string): Promise<Step<"done">>;
  changePassword(browser: Browser, person: Person, current: string, next: string): Promise<Step<"done">>;
  signOut(browser: Browser): Promise<Step<"done">>;
  person(browser: Pick<Browser, "cookies">): Promise<Person | undefined>;
};

type Answered = { readonly setCookies: readonly string[]; readonly body: Record<string, unknown> };

function headersOf(browser: Browser): Headers {
  const headers = new Headers();
  if (browser.cookies !== undefined) headers.set("cookie", browser.cookies);
  if (browser.userAgent !== undefined) headers.set("user-agent", browser.userAgent.slice(0, 200));
  return headers;
}

/** Calls the library. Whatever it refuses is refused in one way; what breaks in it stays broken. */
async function ask(call: () => Promise<{ headers: Headers; response: unknown }>): Promise<Answered> {
  try {
    const { headers, response } = await call();
    return { setCookies: headers.getSetCookie(), body: (response ?? {}) as Record<string, unknown> };
  } catch (error) {
    const status = (error as { statusCode?: unknown }).statusCode;
    if (typeof status === "number" && status < 500) throw refuse("SIGN_IN_FAILED");
    throw error;
  }
}

async function markFactor(platform: Platform, setCookies: readonly string[]): Promise<void> {
  const token = sessionTokenSet(setCookies);
  if (token === undefined) throw refuse("SIGN_IN_FAILED");
  await sql`update sign_in_session set factor_at = ${platform.clock.now().toString()} where token = ${token}`.execute(
    platform.database,
  );
}

async function userWaiting(platform: Platform, browser: Browser): Promise<string> {
  const identifier = waitingSignIn(browser.cookies);
  if (identifier === undefined) throw refuse("SIGN_IN_FAILED");
  const found = await sql<{
    value: string;
  }>`select value from sign_in_verification where identifier = ${identifier}`.execute(platform.database);
  const userId = found.rows[0]?.value;
  if (userId === undefined) throw refuse("SIGN_IN_FAILED");
  return userId;
}

/** Opens sign-in over a platform. */
export async function openSignIn(platform: Platform, sizes?: LimitSizes): Promise<SignIn> {
  const library = await createLibrary(platform);
  const limits = createRateLimits(platform, sizes);
  const { api } = library;

  async function verify(browser: Browser, userId: string, code: string): Promise<Answered> {
    await limits.count("address", networkOf(browser.address));
    await limits.count("account", userId);
    if (!(await useUpStep(platform, userId, code))) throw refuse("SIGN_IN_FAILED");
    const answered = await ask(() =>
      api.verifyTOTP({ body: { code }, headers: headersOf(browser), returnHeaders: true }),
    );
    await limits.clear("account", userId);
    return answered;
  }

  async function present(browser: Pick<Browser, "cookies">): Promise<Person> {
    const person = await personOf(library, browser.cookies);
    if (!person) throw refuse("NOT_SIGNED_IN");
    return person;
  }

  return {
    limits,
    library,
    passkeys: openPasskeys(platform, library, limits),
    person: (browser) => personOf(library, browser.cookies),

    async begin(browser, email, password) {
      await limits.count("address", networkOf(browser.address));
      await limits.count("account", accountKey(email));
      // Cookies of an earlier session are left out: a sign-in begins from nothing.
      const headers = headersOf({ ...browser, cookies: undefined });
      const { setCookies, body } = await ask(() =>
        api.signInEmail({ body: { email, password }, headers, returnHeaders: true }),
      );
      await limits.clear("account", accountKey(email));
      platform.log.info({ event: "signIn.passwordRight" }, "security");
      return { next: body["twoFactorRedirect"] === true ? "secondFactor" : "enrol", setCookies };
    },

    async secondFactor(browser, code) {
      const userId = await userWaiting(platform, browser);
      const { setCookies } = await verify(browser, userId, code);
      await markFactor(platform, setCookies);
      platform.log.info({ event: "signIn.done", userId }, "security");
      return { next: "done", setCookies };
    },

    async enrol(browser, password) {
      const person = await present(browser);
      await limits.count("account", person.userId);
      const { body } = await ask(() =>
        api.enableTwoFactor({ body: { password, method: "totp" }, headers: headersOf(browser), returnHeaders: true }),
      );
      return { uri: String(body["totpURI"]) };
    },

    async confirmEnrolment(browser, code) {
      const person = await present(browser);
      if (person.factorAt) throw refuse("SIGN_IN_FAILED");
      const { setCookies } = await verify(browser, person.userId, code);
      await markFactor(platform, setCookies);
      platform.log.info({ event: "signIn.enrolled", userId: person.userId }, "security");
      return { next: "done", setCookies };
    },

    async stepUp(browser, code) {
      const person = await present(browser);
      await verify(browser, person.userId, code);
      return { next: "done", setCookies: [await renewToken(platform, library, person)] };
    },

    async changePassword(browser, person, current, next) {
      requireStrongPassword(next, [person.email, person.name]);
      await limits.count("account", person.userId);
      const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true };
      const answered = await ask(() =>
        api.changePassword({ body, headers: headersOf(browser), returnHeaders: true }),
      ).catch((error: unknown) => {
        throw error instanceof Refusal ? refuse("PASSWORD_WRONG") : error;
      });
      await markFactor(platform, answered.setCookies);
      return { next: "done", setCookies: answered.setCookies };
    },

    async signOut(browser) {
      const { setCookies } = await ask(() => api.signOut({ headers: headersOf(browser), returnHeaders: true }));
      return { next: "done", setCookies };
    },
  };
}
