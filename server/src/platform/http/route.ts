import type { FastifyReply, FastifyRequest } from "fastify";
import * as z from "zod";
import type { Actor, Context, Platform, TenantTransaction } from "../context.ts";
import { invariant } from "../errors.ts";
import type { Action, Grant } from "../roles/index.ts";

/** Who is asking: found once for each request, before its body is read. */
export type Principal = {
  readonly actor: Actor;
  readonly tenantId: string;
  readonly grants: readonly Grant[];
  /** When a person's second factor was last shown; absent for programs. */
  readonly factorAt?: Temporal.Instant;
};

/**
 * Who may use a route. `public` asks nobody; `person` asks for a signed-in person and no more (their own sessions); all else names an action
 * and what it works on: rows of a ledger, which clinic-bound roles may reach for their clinics, or the tenant as a whole, which they may not.
 */
export type Permission =
  | "public"
  | "person"
  | {
      readonly action: Action;
      readonly scope: "ledger" | "tenant";
      /** SEC-15: asks for a second factor shown within five minutes. */ readonly fresh?: true;
    };

export type Answer = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A request as a handler sees it: checked input, and on whose behalf. */
export type Call<Params, Query, Body> = {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly context: Context;
  readonly platform: Platform;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

type Schemas<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
};

type Handling<Params, Query, Body> =
  /** Works in one transaction of the tenant; an idempotency key is kept in the same one. May run again after a deadlock. */
  | {
      readonly inTransaction: (tx: TenantTransaction, call: Call<Params, Query, Body>) => Promise<Answer>;
      readonly handler?: never;
    }
  /** Opens its own transactions, and must itself make twice once where it is idempotent. */
  | { readonly handler: (call: Call<Params, Query, Body>) => Promise<Answer>; readonly inTransaction?: never };

export type RouteDefinition<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With named parameters: `/api/v1/ledgers/:ledgerId/claims`. */
  readonly url: string;
  /** One line: what it does. */
  readonly summary: string;
  /** The chapter of the reference it stands in. */
  readonly chapter: string;
  readonly permission: Permission;
  readonly schema: Schemas<Params, Query, Body> & {
    /** The answers, by status; an empty answer has null. */ readonly responses: Readonly<
      Record<number, z.ZodType | null>
    >;
  };
  /** Asks for an Idempotency-Key: every POST that moves money (SEC-42). */
  readonly idempotent?: true;
  /** Answers with a secret, which is not kept: an Idempotency-Key is not taken here. */
  readonly secretAnswer?: true;
  /** Takes a file instead of JSON: the handler reads `body` as a stream of at most so many bytes. */
  readonly upload?: { readonly mostBytes: number };
  /** Answers with a file: the handler gives a stream or a text as body and names its media type in the headers. */
  readonly files?: { readonly mediaTypes: readonly string[] };
  /** A change that must name the version it changes: the handler calls `requireMatch`. */
  readonly ifMatch?: true;
  /** Answers with an ETag over the body, and with 304 when the caller has it. */
  readonly etag?: true;
} & Handling<z.output<Params>, z.output<Query>, z.output<Body>>;

// The registry holds routes of many shapes; each was checked against its own schemas when it was made.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Route = RouteDefinition<any, any, any>;

const none = z.strictObject({});
export type Nothing = typeof none;

function checkDeclaration(route: Route): void {
  const name = `${route.method} ${route.url}`;
  const { permission } = route as { permission?: Permission };
  invariant(permission, `${name} declares who may use it (SEC-10)`);
  invariant(route.url.startsWith("/"), `${name} is a path`);
  invariant(!(route.upload && route.idempotent), `${name}: a file is once-only by its content, not by a key`);
  invariant(!(route.method === "GET" && route.idempotent), `${name}: reading needs no key`);
  invariant(!(permission === "public" && route.inTransaction), `${name}: nobody's transaction has no tenant`);
}

/** Declares a route. What has no input takes none: unknown fields are refused everywhere (SEC-11). */
export function route<
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
>(definition: RouteDefinition<Params, Query, Body>): Route {
  checkDeclaration(definition);
  return definition;
}

/** The schemas of a route with those left out filled in. */
export function inputSchemas(declared: Route): { params: z.ZodType; querystring: z.ZodType; body?: z.ZodType } {
  const { params, query, body } = declared.schema as Schemas<z.ZodType, z.ZodType, z.ZodType>;
  const input = { params: params ?? none, querystring: query ?? none };
  return declared.method === "GET" || declared.upload || !body ? input : { ...input, body };
}

export const ok = (body: unknown, headers?: Readonly<Record<string, string>>): Answer => ({
  status: 200,
  body,
  ...(headers ? { headers } : {}),
});
export const created = (body: unknown, headers?: Readonly<Record<string, string>>): Answer => ({
  status: 201,
  body,
  ...(headers ? { headers } : {}),
});
export const noContent = (): Answer => ({ status: 204 });
