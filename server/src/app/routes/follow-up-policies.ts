import * as z from "zod";
import {
  approvePolicy,
  checkPolicy,
  levelNames,
  listPolicies,
  policyFields,
  type PolicyCheck,
  policyTemplates,
  scopes,
  setFollowUpWeekday,
  setPolicy,
} from "../../collections/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import { amountMinor, created, day, noContent, ok, route, uuid } from "../../platform/http/index.ts";
import { moment, written } from "./fields.ts";
import { peopleOf } from "./proposal-fields.ts";

/** Policies of follow-up: versions that never change, each valid from a day, each approved before it counts. */

const chapter = "Follow-up";
const ledgerParams = z.strictObject({ ledgerId: uuid });
const setting = { action: "followUp.setPolicy", scope: "tenant" } as const;
const scope = z.enum(scopes);
const field = z.enum(policyFields as [string, ...string[]]);
/** The policy's fields, or the changes of a lower scope; the use case names every field that is wrong. */
const content = z.record(z.string(), z.unknown());

const version = z.object({
  id: uuid,
  scope,
  scopeId: uuid.nullable(),
  name: z.string(),
  validFromOn: day,
  content,
  locks: z.array(field),
  madeBy: z.string(),
  /** Null where the system set it up, or the person is gone. */
  madeByName: z.string().nullable(),
  /** The asker wrote it: another approves it. */
  isOwn: z.boolean(),
  madeAt: moment,
  approvedBy: z.string().nullable(),
  approvedByName: z.string().nullable(),
  approvedAt: moment.nullable(),
});

const market = z.string();
const limit = z.object({
  market,
  field,
  citation: z.string(),
  rule: z.enum(["least", "most", "only", "never"]),
  /** Days at the fewest, of a wait or a deadline. */
  days: z.int().nullable(),
  /** Minor units at the most, of a fee. */
  minor: amountMinor.nullable(),
  /** The one who may send it. */
  sender: z.enum(["clinic", "headOffice"]).nullable(),
});
const check = z.object({
  unreadable: z.array(z.object({ field: z.string(), message: z.string() })),
  breaches: z.array(z.object({ market, code: z.string(), field, citation: z.string(), lawful: z.string().nullable() })),
  refused: z.array(z.object({ field, code: z.string(), lockedBy: z.string().nullable() })),
  limits: z.array(limit),
  examples: z.array(z.object({ market, dueOn: day, steps: z.array(z.object({ level: z.enum(levelNames), on: day })) })),
  forbidden: z.array(z.object({ market, level: z.enum(levelNames), stems: z.array(z.string()), citation: z.string() })),
});

/** Every bound in one shape: what does not belong to its rule is null. */
function limitOf(of: PolicyCheck["limits"][number]) {
  const { market: inMarket, field: name, citation, rule } = of;
  return {
    ...{ market: inMarket, field: name, citation, rule },
    days: of.rule === "least" ? of.days : null,
    minor: of.rule === "most" ? of.minor : null,
    sender: of.rule === "only" ? of.sender : null,
  };
}

export const followUpPolicyRoutes = [
  route({
    method: "POST",
    url: "/api/v1/follow-up-policies/check",
    summary:
      "What of a policy the law or a scope above would refuse, the bounds of each field with their paragraphs, and its days. Nothing is kept.",
    chapter,
    permission: { action: "followUp.read", scope: "tenant" },
    schema: {
      body: z.strictObject({ scope, scopeId: uuid.nullable().default(null), validFromOn: day, content }),
      responses: { 200: check },
    },
    inTransaction: async (tx, { body }) => {
      const { unreadable, breaches, refused, limits, examples, forbidden } = await checkPolicy(tx, body);
      return ok({
        ...{ unreadable: [...unreadable], refused: [...refused] },
        breaches: breaches.map(({ wouldChange, ...rest }) => ({ ...rest, lawful: wouldChange ?? null })),
        limits: limits.map(limitOf),
        examples: examples.map(({ steps, ...rest }) => ({ ...rest, steps: [...steps] })),
        forbidden: forbidden.map(({ stems, ...rest }) => ({ ...rest, stems: [...stems] })),
      });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/follow-up-policies",
    summary: "Every version of the policies of follow-up, oldest first.",
    chapter,
    permission: { action: "followUp.read", scope: "tenant" },
    schema: { responses: { 200: z.object({ items: z.array(version) }) } },
    inTransaction: async (tx) => {
      const found = await listPolicies(tx);
      const people = await peopleOf(tx);
      const { kind, id } = tx.context.actor;
      return ok({
        items: found.map((row) => ({
          ...row,
          content: row.content as Record<string, unknown>,
          locks: [...row.locks],
          madeByName: people.get(row.madeBy) ?? null,
          isOwn: row.madeBy === `${kind}:${id}`,
          approvedByName: people.get(row.approvedBy ?? "") ?? null,
        })),
      });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/follow-up-policy-templates",
    summary: "What a policy can begin with: the market's own timetable, and in Sweden the routine of a dental chain.",
    chapter,
    permission: { action: "followUp.read", scope: "ledger" },
    schema: {
      params: ledgerParams,
      responses: {
        200: z.object({ items: z.array(z.object({ name: z.string(), policy: content, locks: z.array(field) })) }),
      },
    },
    inTransaction: async (tx, { params: { ledgerId } }) => {
      const found = await policyTemplates(tx, ledgerId);
      return ok({
        items: found.map(({ name, policy, locks }) => ({ name, policy: { ...policy }, locks: [...locks] })),
      });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/follow-up-policies",
    summary:
      "Writes a version: a whole policy for the chain, changes for a clinic, payer or item. What the law forbids is refused with its paragraph.",
    chapter,
    permission: setting,
    schema: {
      body: z.strictObject({
        scope,
        scopeId: uuid.nullable().default(null),
        name: written(1, 60),
        validFromOn: day,
        content,
        locks: z.array(field).max(policyFields.length).default([]),
      }),
      responses: { 201: z.object({ id: uuid }) },
    },
    inTransaction: async (tx, { body }) => created({ id: await setPolicy(tx, body) }),
  }),
  route({
    method: "POST",
    url: "/api/v1/follow-up-policies/:policyId/approval",
    summary: "Approves a version: from its day on it is the standing approval of its own reminders.",
    chapter,
    permission: { ...setting, fresh: true },
    schema: { params: z.strictObject({ policyId: uuid }), responses: { 204: null } },
    inTransaction: async (tx, { params: { policyId } }) => {
      await approvePolicy(tx, policyId);
      return noContent();
    },
  }),
  route({
    method: "PUT",
    url: "/api/v1/ledgers/:ledgerId/follow-up-weekday",
    summary: "The weekday on which the ledger's clinic looks at its follow-up; Monday is 1.",
    chapter,
    permission: { action: "followUp.manage", scope: "ledger" },
    schema: {
      params: ledgerParams,
      body: z.strictObject({ weekday: z.int().min(1).max(7) }),
      responses: { 204: null },
    },
    inTransaction: async (tx, { params: { ledgerId }, body: { weekday } }) => {
      const { clinicId } = await ledgerById(tx, ledgerId);
      await setFollowUpWeekday(tx, clinicId, weekday);
      return noContent();
    },
  }),
];
