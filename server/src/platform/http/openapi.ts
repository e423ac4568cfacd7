import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from "fastify-type-provider-zod";
import * as z from "zod";
import { apiKeyScopes, roleTable, type Action } from "../roles/index.ts";
import type { Permission, Route } from "./route.ts";
import { problemDocument } from "./schemas.ts";

type JsonSchemaOverride = { zodSchema: z.core.$ZodType; jsonSchema: Record<string, unknown> };

/** Amounts are bigint inside and integers on the wire; JSON Schema knows only the wire. */
function amountsAsIntegers({ zodSchema, jsonSchema }: JsonSchemaOverride): void {
  if (zodSchema._zod.def.type === "bigint")
    Object.assign(jsonSchema, { type: "integer", minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER });
}

z.globalRegistry.add(problemDocument, { id: "Problem" });

const PROBLEM = {
  description: "Refused, or failed",
  content: { "application/problem+json": { schema: problemDocument } },
};
const anyFile = z.any().meta({ type: "string", format: "binary" });

/** Roles and API key scopes that open an action. */
export function openedBy(action: Action): { roles: string[]; scopes: string[] } {
  const scopes = Object.entries(apiKeyScopes).filter(([, opened]) => (opened as readonly Action[]).includes(action));
  return { roles: Object.keys(roleTable[action]), scopes: scopes.map(([scope]) => scope) };
}

function whoMay(permission: Permission): Record<string, unknown> {
  if (permission === "public") return { "x-permission": "public", security: [] };
  if (permission === "person") return { "x-permission": "person", security: [{ session: [] }] };
  const { roles, scopes } = openedBy(permission.action);
  return {
    "x-permission": permission.action,
    "x-roles": roles,
    "x-scopes": scopes,
    ...(permission.fresh ? { "x-fresh-factor": true } : {}),
  };
}

const JSON_TYPE = "application/json";

/** A file is bytes to the reader, unless it is JSON whose fields the route has named. */
function fileAnswer(mediaTypes: readonly string[], schema: z.ZodType | null): unknown {
  const content = mediaTypes.map((type) => [type, { schema: type === JSON_TYPE && schema ? schema : anyFile }]);
  return { description: "The file", content: Object.fromEntries(content) as unknown };
}

function answer(status: string, schema: z.ZodType | null): unknown {
  if (schema === null) return z.null().meta({ description: "Done" });
  return { description: status === "200" ? "Done" : "Made", content: { [JSON_TYPE]: { schema } } };
}

function answers({ files, schema: { responses } }: Route): Record<string, unknown> {
  const described = Object.entries(responses).map(([status, schema]) => [
    status,
    files ? fileAnswer(files.mediaTypes, schema) : answer(status, schema),
  ]);
  return { default: PROBLEM, ...(Object.fromEntries(described) as Record<string, unknown>) };
}

function extraHeaders(route: Route): Record<string, unknown> {
  const inputs = {
    ...(route.idempotent ? { "idempotency-key": z.string().max(200) } : {}),
    ...(route.ifMatch ? { "if-match": z.string() } : {}),
  };
  return Object.keys(inputs).length > 0 ? { headers: z.object(inputs) } : {};
}

/** `GET /api/v1/ledgers/:ledgerId` becomes `getLedgersByLedgerId`, the name a generated client uses. */
function operationId(route: Route): string {
  const steps = route.url.replace("/api/v1/", "").split("/");
  const words = steps.map((step) => (step.startsWith(":") ? `by-${step.slice(1)}` : step)).join("-");
  return `${route.method.toLowerCase()}-${words}`.replace(/[-.](\w)/g, (_, letter: string) => letter.toUpperCase());
}

function documented(route: Route, schema: object): object {
  const upload = route.upload ? { body: anyFile, consumes: ["application/octet-stream"] } : {};
  return {
    ...schema,
    ...upload,
    ...extraHeaders(route),
    response: answers(route),
    summary: route.summary,
    tags: [route.chapter],
    operationId: operationId(route),
    ...whoMay(route.permission),
  };
}

/** Describes the declared routes, and no others, as OpenAPI 3.1 from the schemas that check them. */
export async function addOpenApi(server: FastifyInstance, routes: readonly Route[]): Promise<void> {
  const declared = new Map(routes.map((route) => [`${route.method} ${route.url}`, route]));
  const config = { zodToJsonConfig: { override: amountsAsIntegers as never } };
  const transform = createJsonSchemaTransform(config);
  await server.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Kvitt",
        version: "1",
        description:
          "From a clinic's fee to a reconciled bank. Amounts are integers in minor units; days are YYYY-MM-DD; moments carry their offset.",
      },
      tags: [...new Set(routes.map((route) => route.chapter))].map((name) => ({ name })),
      components: {
        securitySchemes: {
          apiKey: {
            type: "http",
            scheme: "bearer",
            description: "An API key, kvitt_..., in the header Authorization.",
          },
          session: {
            type: "apiKey",
            in: "cookie",
            name: "__Host-kvitt.session_token",
            description: "A signed-in person; X-Kvitt-Tenant chooses among several tenants.",
          },
        },
      },
      security: [{ apiKey: [] }, { session: [] }],
    },
    transform: (document) => {
      const known = declared.get(`${[document.route.method].flat()[0]} ${document.url}`);
      if (!known) return { schema: { hide: true }, url: document.url };
      return transform({ ...document, schema: documented(known, document.schema) });
    },
    transformObject: createJsonSchemaTransformObject(config),
  });
}
