import * as z from "zod";
import { ledgerById } from "../../ledger/index.ts";
import { created, instant, noContent, ok, route, uuid } from "../../platform/http/index.ts";
import { apiKeyScopeNames } from "../../platform/roles/index.ts";
import {
  createApiKey,
  listApiKeys,
  MOST_OVERLAP_HOURS,
  revokeApiKey,
  rotateApiKey,
  type ApiKey,
} from "../../platform/sign-in/index.ts";
import { written } from "./fields.ts";

const scope = z.enum(apiKeyScopeNames);
const shown = z.object({
  id: uuid,
  name: z.string(),
  scopes: z.array(scope),
  ledgerIds: z.array(uuid).nullable(),
  createdBy: z.string(),
  createdAt: instant,
  expiresAt: instant.nullable(),
  revokedAt: instant.nullable(),
  lastUsedAt: instant.nullable(),
  state: z.enum(["live", "ending", "ended", "revoked"]),
});

/** A key that ends within so many days is told as ending. */
const ENDING_DAYS = 14;

function stateOf({ revokedAt, expiresAt }: ApiKey, now: Temporal.Instant): z.input<typeof shown>["state"] {
  if (revokedAt) return "revoked";
  if (expiresAt === null) return "live";
  const days = now.until(expiresAt).total("hours") / 24;
  if (days <= 0) return "ended";
  return days < ENDING_DAYS ? "ending" : "live";
}

function show(key: ApiKey, now: Temporal.Instant): z.input<typeof shown> {
  return {
    ...key,
    scopes: [...key.scopes],
    ledgerIds: key.ledgerIds && [...key.ledgerIds],
    createdAt: key.createdAt.toString(),
    expiresAt: key.expiresAt?.toString() ?? null,
    revokedAt: key.revokedAt?.toString() ?? null,
    lastUsedAt: key.lastUsedAt?.toString() ?? null,
    state: stateOf(key, now),
  };
}

const chapter = "API keys";
const newKey = z.strictObject({
  name: written(1, 80),
  scopes: z.array(scope).min(1),
  ledgerIds: z.array(uuid).min(1).max(200).nullable().default(null),
  expiresAt: instant.nullable().default(null),
});

export const apiKeyRoutes = [
  route({
    method: "GET",
    url: "/api/v1/api-keys",
    summary: "The keys of programs, newest first, without their secrets.",
    chapter,
    permission: { action: "apiKeys.read", scope: "tenant" },
    schema: { responses: { 200: z.object({ items: z.array(shown) }) } },
    inTransaction: async (tx) => ok({ items: (await listApiKeys(tx)).map((key) => show(key, tx.now)) }),
  }),
  route({
    method: "POST",
    url: "/api/v1/api-keys",
    summary: "Makes a key for a program. The answer is the only time the key is seen.",
    chapter,
    permission: { action: "apiKeys.manage", scope: "tenant", fresh: true },
    secretAnswer: true,
    schema: { body: newKey, responses: { 201: z.object({ id: uuid, key: z.string() }) } },
    inTransaction: async (tx, { body }) => {
      for (const ledgerId of body.ledgerIds ?? []) await ledgerById(tx, ledgerId);
      return created(await createApiKey(tx, body));
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/api-keys/:keyId/rotation",
    summary: "Makes a key's successor, seen only in this answer; the old key ends after so many hours.",
    chapter,
    permission: { action: "apiKeys.manage", scope: "tenant", fresh: true },
    secretAnswer: true,
    schema: {
      params: z.strictObject({ keyId: uuid }),
      body: z.strictObject({ overlapHours: z.int().min(0).max(MOST_OVERLAP_HOURS).default(24) }),
      responses: { 201: z.object({ id: uuid, key: z.string() }) },
    },
    inTransaction: async (tx, { params, body }) => created(await rotateApiKey(tx, params.keyId, body.overlapHours)),
  }),
  route({
    method: "DELETE",
    url: "/api/v1/api-keys/:keyId",
    summary: "Ends a key at once.",
    chapter,
    permission: { action: "apiKeys.manage", scope: "tenant", fresh: true },
    schema: { params: z.strictObject({ keyId: uuid }), responses: { 204: null } },
    inTransaction: async (tx, call) => {
      await revokeApiKey(tx, call.params.keyId);
      return noContent();
    },
  }),
];
