import * as z from "zod";
import {
  approvalDay,
  approvalKinds,
  approvalRows,
  deputisedRoles,
  endDeputy,
  listDeputies,
  listMatrices,
  matrixOn,
  mayStandIn,
  nameDeputy,
  proposalById,
  setMatrix,
  verdictOf,
  type ApprovalMatrix,
} from "../../controls/index.ts";
import { amountMinor, created, day, noContent, ok, route, uuid } from "../../platform/http/index.ts";
import { roles } from "../../platform/roles/index.ts";
import { listUsers } from "../../platform/sign-in/index.ts";
import { moment } from "./fields.ts";
import { peopleOf } from "./proposal-fields.ts";

/** Who may approve what: the tenant's matrix, deputies, and what a proposal under it waits for. */

const chapter = "Approvals";
const read = { action: "approvals.read", scope: "tenant" } as const;

const role = z.enum(roles);
const matrix = z.strictObject({
  rules: z
    .array(
      z.strictObject({
        kind: z.enum(approvalKinds),
        ledgerId: uuid.nullable(),
        /** To whom a request of the highest band's own people goes. */
        own: z.enum(["anotherRole", "anotherPerson"]),
        /** Up to and including a limit; the last has none. Who may approve a band may approve those below it. */
        bands: z.array(z.strictObject({ upToMinor: amountMinor.nullable(), roles: z.array(role).max(8) })).max(10),
      }),
    )
    .max(500),
  windowDays: z.int(),
  approvalHours: z.int(),
});
const shownMatrix = z.object({ id: uuid, fromOn: day, setBy: z.string(), setAt: moment, matrix });

/** The matrix as the wire has it: arrays of their own. */
const wire = ({ rules, windowDays, approvalHours }: ApprovalMatrix) => ({
  windowDays,
  approvalHours,
  rules: rules.map((rule) => ({
    ...rule,
    bands: rule.bands.map((band) => ({ ...band, roles: [...band.roles] })),
  })),
});

const matrices = [
  route({
    method: "GET",
    url: "/api/v1/approval-matrix",
    summary: "Who may approve what today, and the tenant's own matrices, past and to come.",
    chapter,
    permission: read,
    schema: { responses: { 200: z.object({ asOf: day, matrix, own: z.array(shownMatrix) }) } },
    inTransaction: async (tx) => {
      const asOf = await approvalDay(tx);
      const own = (await listMatrices(tx)).map((row) => ({ ...row, matrix: wire(row.matrix) }));
      return ok({ asOf, matrix: wire(await matrixOn(tx, asOf)), own });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/approval-matrices",
    summary:
      "Settles who may approve what from a day on, tomorrow at the earliest. Kinds that are not named stay as they come. Everybody who sees alarms is told.",
    chapter,
    permission: { action: "approvals.configure", scope: "tenant", fresh: true },
    idempotent: true,
    schema: {
      body: z.strictObject({ fromOn: day, ...matrix.shape }),
      responses: { 201: z.object({ id: uuid }) },
    },
    inTransaction: async (tx, { body: { fromOn, ...wished } }) => created({ id: await setMatrix(tx, fromOn, wished) }),
  }),
];

const deputy = z.object({
  id: uuid,
  role,
  principal: z.string(),
  principalName: z.string().nullable(),
  deputy: z.string(),
  deputyName: z.string().nullable(),
  fromOn: day,
  toOn: day,
  namedAt: moment,
  endedAt: moment.nullable(),
});

const deputies = [
  route({
    method: "GET",
    url: "/api/v1/approval-deputies",
    summary: "Who stands in for whom, and when, the latest first; and who could be named.",
    chapter,
    permission: read,
    schema: {
      responses: {
        200: z.object({
          items: z.array(deputy),
          /** People whose own role opens proposals; not who asks. */
          people: z.array(z.object({ userId: uuid, name: z.string() })),
        }),
      },
    },
    inTransaction: async (tx) => {
      const people = await peopleOf(tx);
      const named = (actor: string) => people.get(actor) ?? null;
      const items = (await listDeputies(tx)).map((one) => ({
        ...one,
        principalName: named(one.principal),
        deputyName: named(one.deputy),
      }));
      const users = await listUsers(tx);
      const could = users.filter(
        ({ id, roles: held }) => id !== tx.context.actor.id && held.some(({ role: one }) => mayStandIn(one)),
      );
      return ok({ items, people: could.map(({ id: userId, name }) => ({ userId, name })) });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/approval-deputies",
    summary:
      "Names who approves in one's place, from today or a later day, for a year at most. Never what one asked for oneself.",
    chapter,
    permission: { ...read, fresh: true },
    idempotent: true,
    schema: {
      body: z.strictObject({
        role: z.enum(deputisedRoles),
        userId: z.string().min(1).max(100),
        fromOn: day,
        toOn: day,
      }),
      responses: { 201: z.object({ id: uuid }) },
    },
    inTransaction: async (tx, { body }) => created({ id: (await nameDeputy(tx, body)).id }),
  }),
  route({
    method: "DELETE",
    url: "/api/v1/approval-deputies/:deputyId",
    summary: "Ends a deputy's period at once; only who named them does so.",
    chapter,
    permission: { ...read, fresh: true },
    schema: { params: z.strictObject({ deputyId: uuid }), responses: { 204: null } },
    inTransaction: async (tx, { params: { deputyId } }) => {
      await endDeputy(tx, deputyId);
      return noContent();
    },
  }),
];

const given = z.object({
  approvedBy: z.string(),
  approvedByName: z.string().nullable(),
  approvedAt: moment,
  role,
  /** Whom they stood in for. */
  deputyFor: z.string().nullable(),
  /** One-person mode: who asked approved it too. */
  alone: z.boolean(),
  contentHash: z.string(),
  sumMinor: amountMinor,
  expiresAt: moment,
  standing: z.enum(["given", "used", "void"]),
});
const asked = z.object({
  /** One of these approves it, not who asked; empty where no matrix governs the proposal. */
  roles: z.array(role),
  cause: z.enum(["amount", "sum", "ownRequest", "ownInterest"]).nullable(),
  limitMinor: amountMinor.nullable(),
  /** What is compared with the limit: this, and the earlier credits that count. */
  sumMinor: amountMinor.nullable(),
  earlier: z.array(
    z.object({ proposalId: uuid, amountMinor, day, sameOriginal: z.boolean(), samePerson: z.boolean() }),
  ),
  given: z.array(given),
});

const waiting = route({
  method: "GET",
  url: "/api/v1/proposals/:proposalId/approval",
  summary:
    "Who may approve a proposal as things stand, why those, what earlier credits count with it, and the approvals it has had.",
  chapter,
  permission: { action: "proposals.read", scope: "ledger" },
  schema: { params: z.strictObject({ proposalId: uuid }), responses: { 200: asked } },
  inTransaction: async (tx, { params: { proposalId } }) => {
    const proposal = await proposalById(tx, proposalId);
    const people = await peopleOf(tx);
    const had = (await approvalRows(tx, [proposalId])).map((one) => ({
      ...one,
      contentHash: one.contentHash.toString("hex"),
      approvedByName: people.get(one.approvedBy) ?? null,
    }));
    const nobody = { roles: [], cause: null, limitMinor: null, sumMinor: null, earlier: [] };
    const verdict = (await verdictOf(tx, proposal)) ?? nobody;
    return ok({ ...verdict, roles: [...verdict.roles], earlier: [...verdict.earlier], given: had });
  },
});

export const approvalRoutes = [...matrices, ...deputies, waiting];
