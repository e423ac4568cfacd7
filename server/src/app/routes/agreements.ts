import * as z from "zod";
import {
  activateAgreement,
  endpointPath,
  listAgreements,
  LONGEST_SECRET,
  missingSecrets,
  MOST_SECRET_OVERLAP_HOURS,
  pauseAgreement,
  rotateSecret,
  saveAgreement,
  secretNames,
  shownSecrets,
  ways,
  type Agreement,
  type SecretShown,
} from "../../payments/index.ts";
import { amountMinor, created, noContent, ok, route, uuid } from "../../platform/http/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import { moment } from "./fields.ts";

const way = z.enum(ways);
const limit = amountMinor.refine((minor) => minor > 0n).nullable();
const secretShown = z.object({ id: uuid, name: z.string(), madeAt: moment, endsAt: moment.nullable() });
const shown = z.object({
  id: uuid,
  ledgerId: uuid,
  way,
  partner: z.string(),
  settings: z.record(z.string(), z.string()),
  state: z.enum(["draft", "active", "paused"]),
  minMinor: limit,
  maxMinor: limit,
  position: z.int(),
  webhookPath: z.string(),
  secretNames: z.array(z.string()),
  secrets: z.array(secretShown),
  missing: z.array(z.string()),
  changedAt: moment,
});

async function show(
  tx: TenantTransaction,
  agreement: Agreement,
  secrets: readonly SecretShown[],
): Promise<z.output<typeof shown>> {
  const { id, ledgerId, way: by, partner, settings, state, minMinor, maxMinor, position, changedAt } = agreement;
  return {
    ...{ id, ledgerId, way: by, partner, settings, state, minMinor, maxMinor, position, changedAt },
    webhookPath: await endpointPath(tx, agreement),
    secretNames: [...secretNames(by)],
    secrets: [...secrets],
    missing: missingSecrets(agreement, secrets),
  };
}

async function showAll(tx: TenantTransaction, agreements: readonly Agreement[]): Promise<z.output<typeof shown>[]> {
  const secrets = await shownSecrets(tx, agreements);
  const all: z.output<typeof shown>[] = [];
  for (const agreement of agreements) all.push(await show(tx, agreement, secrets.get(agreement.id) ?? []));
  return all;
}

const chapter = "Payment agreements";
const manage = { action: "agreements.manage", scope: "ledger", fresh: true } as const;
const one = z.strictObject({ agreementId: uuid });

const wish = z.strictObject({
  way,
  // Which names a way has, and their form, is said by the refusal: a secret has no place here.
  settings: z.record(z.string().max(60), z.string().max(200)),
  minMinor: limit.default(null),
  maxMinor: limit.default(null),
  position: z.int().min(1).max(99).default(50),
});

const newSecret = z.strictObject({
  // Letters, as all of them are: the refusal of an unknown one says it again.
  name: z.string().regex(/^[A-Za-z]{1,60}$/),
  value: z.string().min(8).max(LONGEST_SECRET),
  overlapHours: z.int().min(0).max(MOST_SECRET_OVERLAP_HOURS).default(MOST_SECRET_OVERLAP_HOURS),
});

/** By which partners' means ledgers take money. Secrets go in and never come out. */
export const agreementRoutes = [
  route({
    method: "GET",
    url: "/api/v1/agreements",
    summary: "The agreements by which ledgers take money, with the names of their secrets and what is missing.",
    chapter,
    permission: { action: "agreements.read", scope: "ledger" },
    schema: { responses: { 200: z.object({ items: z.array(shown) }) } },
    inTransaction: async (tx) => ok({ items: await showAll(tx, await listAgreements(tx)) }),
  }),
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/agreements",
    summary:
      "Makes a ledger's agreement by a way, or changes it: who the partner knows the clinic as, limits, place on the pay page.",
    chapter,
    permission: manage,
    secretAnswer: true,
    schema: { params: z.strictObject({ ledgerId: uuid }), body: wish, responses: { 200: shown } },
    inTransaction: async (tx, { params, body }) => {
      const [saved] = await showAll(tx, [await saveAgreement(tx, { ...params, ...body })]);
      return ok(saved);
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/agreements/:agreementId/activation",
    summary: "From now on payers may pay this way. A second time changes nothing.",
    chapter,
    permission: manage,
    schema: { params: one, responses: { 204: null } },
    inTransaction: async (tx, { params }) => {
      await activateAgreement(tx, params.agreementId);
      return noContent();
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/agreements/:agreementId/pause",
    summary: "Begins no more payments this way; what is under way runs to its end.",
    chapter,
    permission: manage,
    schema: { params: one, responses: { 204: null } },
    inTransaction: async (tx, { params }) => {
      await pauseAgreement(tx, params.agreementId);
      return noContent();
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/agreements/:agreementId/secrets",
    summary:
      "Gives a secret, or its successor; it is never told again. The one before is believed for so many hours more.",
    chapter,
    permission: manage,
    // Nothing of the secret is kept for a repeated request.
    secretAnswer: true,
    schema: { params: one, body: newSecret, responses: { 201: z.object({ id: uuid }) } },
    inTransaction: async (tx, { params, body }) => created(await rotateSecret(tx, params.agreementId, body)),
  }),
];
