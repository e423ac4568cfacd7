import { betterAuth } from "better-auth";
import { twoFactor } from "better-auth/plugins";
import { sql, type Kysely, type KyselyPlugin } from "kysely";
import type { Platform } from "../context.ts";
import { hashPassword, LONGEST_PASSWORD, SHORTEST_PASSWORD, verifyPassword } from "./password.ts";
import { signInSecret } from "./secret.ts";

/** The longest any role's session lives (SEC-24); the roles' own limits are held in sessions.ts. */
const LONGEST_SESSION_SECONDS = 12 * 60 * 60;

/** The library wants Date and number where our connections give Temporal.Instant and bigint. */
const datesForTheLibrary: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => ({ ...result, rows: result.rows.map(plainRow) }),
};

function plainRow(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainValue(value)]));
}

function plainValue(value: unknown): unknown {
  if (value instanceof Temporal.Instant) return new Date(value.epochMilliseconds);
  return typeof value === "bigint" ? Number(value) : value;
}

/** Only these of the library's addresses are in use, called from our own routes; all others are off, should its handler ever be mounted. */
const ENDPOINTS_IN_USE = new Set([
  "/sign-in/email",
  "/two-factor/verify-totp",
  "/two-factor/enable",
  "/get-session",
  "/sign-out",
  "/change-password",
]);

const times = { createdAt: "created_at", updatedAt: "updated_at" };
const tables = {
  user: { modelName: "sign_in_user", fields: { emailVerified: "email_verified", ...times } },
  account: {
    modelName: "sign_in_account",
    fields: {
      userId: "user_id",
      accountId: "account_id",
      providerId: "provider_id",
      accessToken: "access_token",
      refreshToken: "refresh_token",
      idToken: "id_token",
      accessTokenExpiresAt: "access_token_expires_at",
      refreshTokenExpiresAt: "refresh_token_expires_at",
      ...times,
    },
  },
  verification: { modelName: "sign_in_verification", fields: { expiresAt: "expires_at", ...times } },
} as const;

const twoFactorTables = {
  user: { fields: { twoFactorEnabled: "two_factor_enabled" } },
  twoFactor: {
    modelName: "sign_in_two_factor",
    fields: {
      userId: "user_id",
      backupCodes: "backup_codes",
      failedVerificationCount: "failed_verification_count",
      lockedUntil: "locked_until",
    },
  },
} as const;

const ourTime = <const Required extends boolean>(fieldName: string, required: Required) =>
  ({ type: "date", required, input: false, fieldName }) as const;

async function mayWorkSomewhere(database: Kysely<unknown>, userId: string): Promise<boolean> {
  const found = await sql`select 1 from sign_in_tenant where user_id = ${userId} limit 1`.execute(database);
  return found.rows.length > 0;
}

function configured(platform: Platform, secret: string, disabledPaths: string[]) {
  return betterAuth({
    disabledPaths,
    appName: "Kvitt",
    baseURL: "https://kvitt.invalid",
    secret,
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: { db: platform.database.withPlugin(datesForTheLibrary), type: "postgres" },
    ...tables,
    session: {
      modelName: "sign_in_session",
      fields: {
        userId: "user_id",
        expiresAt: "expires_at",
        ipAddress: "ip_address",
        userAgent: "user_agent",
        ...times,
      },
      additionalFields: {
        signedInAt: ourTime("signed_in_at", true),
        factorAt: ourTime("factor_at", false),
        usedAt: ourTime("used_at", true),
      },
      expiresIn: LONGEST_SESSION_SECONDS,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    // Limits are our own, in the database (SEC-27).
    rateLimit: { enabled: false },
    advanced: {
      useSecureCookies: false,
      cookiePrefix: "__Host-kvitt",
      defaultCookieAttributes: { secure: true, httpOnly: true, sameSite: "lax", path: "/" },
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => platform.ids.next(), validateSchema: false },
    },
    databaseHooks: {
      session: {
        create: {
          // Who works for no tenant any more cannot sign in, and is told the same as for a wrong password.
          before: async (session) => {
            if (!(await mayWorkSomewhere(platform.database, session.userId))) return false;
            const now = new Date(platform.clock.now().epochMilliseconds);
            return { data: { ...session, signedInAt: now, usedAt: now } };
          },
        },
      },
    },
    plugins: [twoFactor({ issuer: "Kvitt", schema: twoFactorTables })],
  });
}

export type Library = ReturnType<typeof configured>;

type LibraryEndpoint = { readonly path?: string };

/** Addresses of the library that we do not use (SEC-20). */
export function unusedPaths(library: { api: object }): string[] {
  const paths = Object.values(library.api as Record<string, LibraryEndpoint>).flatMap(
    (endpoint) => endpoint.path ?? [],
  );
  return [...new Set(paths)].filter((path) => !ENDPOINTS_IN_USE.has(path));
}

/**
 * The sign-in library: its core with password and second factor, nothing else of it. Sessions carry times by Kvitt's clock beside the
 * library's own. What stays on the machine's time: the library's last expiry of a session and of a waiting sign-in, and the codes' steps.
 */
export async function createLibrary(platform: Platform): Promise<Library> {
  // Filled once the library has said what it has; it looks at the list on each request.
  const disabledPaths: string[] = [];
  const library = configured(platform, await signInSecret(platform), disabledPaths);
  disabledPaths.push(...unusedPaths(library));
  return library;
}
