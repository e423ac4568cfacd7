import type { LightMyRequestResponse } from "fastify";
import type { HttpServer } from "../../platform/http/index.ts";
import { offsetClock, withTenant, type Context, type Platform } from "../../platform/index.ts";
import type { ApiKeyScope, Role } from "../../platform/roles/index.ts";
import { createApiKey, createUser, totpCode, type RoleGiven } from "../../platform/sign-in/index.ts";
import { createHttpServer, type HttpServerOptions } from "../http-server.ts";
import { createBankReaders } from "../readers/index.ts";

/** Programs and people who ask the API over HTTP, as they do in life: with a key, or signed in with a second factor. */

export type Answer = {
  readonly status: number;
  readonly headers: LightMyRequestResponse["headers"];
  readonly body: string;
  /** The same as it came, for files. */
  readonly bytes?: Buffer;
};
export type Sent = {
  readonly body?: object;
  readonly file?: Uint8Array;
  readonly key?: string;
  readonly headers?: Record<string, string>;
};
export type Ask = (method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE", url: string, sent?: Sent) => Promise<Answer>;

export type Api = {
  readonly server: HttpServer;
  /** A program with an API key of these scopes. */
  program(context: Context, scopes: readonly ApiKeyScope[]): Promise<Ask>;
  /** A person in a role, signed in just now. */
  person(context: Context, role: Role, clinicIds?: readonly string[], more?: readonly RoleGiven[]): Promise<Ask>;
  close(): Promise<void>;
};

/** The body of an answer as JSON. */
export const read = <T>(answer: Answer): T => JSON.parse(answer.body) as T;
export const codeOf = (answer: Answer): [number, string] => [answer.status, read<{ code: string }>(answer).code];

const OWN = { host: "kvitt.example", origin: "http://kvitt.example", "sec-fetch-site": "same-origin" };
const PASSWORD = "fire tilfeldige ord sammen";

function asker(server: HttpServer, platform: Platform, who: Record<string, string>): Ask {
  return async (method, url, { body, file, key, headers = {} } = {}) => {
    const answer = await server.inject({
      method,
      url: `/api/v1${url}`,
      ...(file ? { payload: Buffer.from(file) } : body ? { payload: body } : {}),
      headers: {
        ...who,
        ...(file ? { "content-type": "application/octet-stream" } : {}),
        ...(method === "POST" && !file ? { "idempotency-key": key ?? platform.ids.next() } : {}),
        ...headers,
      },
    });
    return { status: answer.statusCode, headers: answer.headers, body: answer.body, bytes: answer.rawPayload };
  };
}

function cookiesOf(answer: LightMyRequestResponse): string {
  const set = [answer.headers["set-cookie"] ?? []].flat().map((cookie) => cookie.split(";")[0]!);
  return set.filter((cookie) => !cookie.endsWith("=")).join("; ");
}

type NewPerson = { readonly roles: readonly RoleGiven[]; readonly headers?: Readonly<Record<string, string>> };

/** Makes a person and signs them in with password and second factor. Returns the headers to go on with. */
export async function signInNew(
  server: HttpServer,
  platform: Platform,
  context: Context,
  { roles, headers = {} }: NewPerson,
): Promise<Record<string, string>> {
  const email = `${platform.ids.next()}@example.com`;
  const seed = `seed-${platform.ids.next()}`.slice(0, 32);
  const person = { email, name: roles[0]!.role, password: PASSWORD, totpSecret: seed, roles: [...roles] };
  await withTenant(platform, context, (tx) => createUser(tx, person));
  const post = (url: string, payload: object, cookie?: string) =>
    server.inject({ method: "POST", url, payload, headers: { ...OWN, ...headers, ...(cookie ? { cookie } : {}) } });
  const first = await post("/api/v1/sign-in", { email, password: PASSWORD });
  const code = totpCode(seed, offsetClock(0n).now());
  const second = await post("/api/v1/sign-in/second-factor", { code }, cookiesOf(first));
  return { ...OWN, cookie: cookiesOf(second) };
}

/**
 * Tests share their machine: a process that waits for its turn is not overloaded. Without a limit nothing is measured; with any, a process that had no
 * turn at all between two looks counts as delayed without end.
 */
export const PATIENT = { mostEventLoopDelayMs: 0 } as const;

export async function openApi(platform: Platform, options: HttpServerOptions = {}): Promise<Api> {
  const server = await createHttpServer(platform, { reader: createBankReaders(), ...PATIENT, ...options });
  return {
    server,
    async program(context, scopes) {
      const made = await withTenant(platform, context, (tx) =>
        createApiKey(tx, { name: "Practice system", scopes: [...scopes], ledgerIds: null, expiresAt: null }),
      );
      return asker(server, platform, { authorization: `Bearer ${made.key}` });
    },
    async person(context, role, clinicIds, more = []) {
      const roles = [{ role, clinicIds: clinicIds ? [...clinicIds] : null }, ...more];
      return asker(server, platform, await signInNew(server, platform, context, { roles }));
    },
    close: async () => server.close(),
  };
}
