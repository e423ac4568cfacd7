import * as z from "zod";
import {
  answerDispute,
  caseOf,
  confirmComplete,
  declarationsOf,
  declareComplete,
  endHold,
  freshnessOf,
  listCases,
  proposeFollowUp,
  recentRuns,
  registerDispute,
  registerPromise,
  setHold,
  writeContactNote,
  type CaseRow,
} from "../../collections/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import {
  amountMinor,
  created,
  day,
  decodeCursor,
  noContent,
  ok,
  page,
  pageOf,
  pageQuery,
  route,
  uuid,
} from "../../platform/http/index.ts";
import { partiesById } from "../../parties/index.ts";
import { recordAudit, type TenantTransaction } from "../../platform/index.ts";
import { restingItems } from "../wiring/follow-up.ts";
import { billsOf } from "./bills.ts";
import { mayAlso, moment, reason, written } from "./fields.ts";
import { followUpDayRoutes, keepListed } from "./follow-up-day.ts";
import { caseRow, contactChannel, holdReason, level, showCase, shownCase } from "./follow-up-fields.ts";
import { followUpPolicyRoutes } from "./follow-up-policies.ts";
import { policySimulationRoutes } from "./policy-simulations.ts";
import { peopleOf, shown, showOne } from "./proposal-fields.ts";

const chapter = "Follow-up";
const ledgerParams = z.strictObject({ ledgerId: uuid });
const itemParams = z.strictObject({ itemId: uuid });
const read = { action: "followUp.read", scope: "ledger" } as const;
const register = { action: "followUp.register", scope: "ledger" } as const;
const manage = { action: "followUp.manage", scope: "ledger" } as const;
const hold = { action: "followUp.hold", scope: "ledger" } as const;
const made = z.object({ id: uuid });
/** What a patient said, or was told, in somebody's words. */
const words = written(3, 2_000);

async function withWhom(tx: TenantTransaction, found: readonly CaseRow[], withNames: boolean) {
  const ids = [...new Set(found.map(({ partyId }) => partyId))];
  const people = await partiesById(tx, ids);
  const bills = await billsOf(
    tx,
    found.map(({ itemId }) => itemId),
  );
  if (withNames) await keepListed(tx, ids);
  return found.map((row) => {
    const { id, customerNo, name } = people.get(row.partyId)!;
    return { ...row, payer: { id, customerNo, name: withNames ? name : null }, bill: bills.get(row.itemId) ?? null };
  });
}

const cases = [
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/follow-up-cases",
    summary: "Claims that are followed up and still owed, the oldest first; by the level they stand at if asked.",
    chapter,
    permission: read,
    schema: {
      params: ledgerParams,
      query: z.strictObject({ ...pageQuery, level: level.optional() }),
      responses: { 200: pageOf(caseRow) },
    },
    inTransaction: async (tx, call) => {
      const { ledgerId } = call.params;
      const { limit, cursor, level: at } = call.query;
      await ledgerById(tx, ledgerId);
      const [dueOn, itemId] = decodeCursor(cursor, z.tuple([day, uuid])) ?? [];
      const found = await listCases(tx, {
        ledgerId,
        limit: limit + 1,
        ...(at ? { level: at } : {}),
        ...(dueOn && itemId ? { after: { dueOn, itemId } } : {}),
      });
      const shownPage = page(found, limit, (each) => [each.dueOn, each.itemId]);
      const withNames = mayAlso(call, "followUp.read", "parties.read");
      return ok({ ...shownPage, items: await withWhom(tx, shownPage.items, withNames) });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/open-items/:itemId/follow-up",
    summary:
      "One claim as follow-up sees it: what would be done today and why, each level's day, and what happened. Reading what patients said is kept.",
    chapter,
    permission: read,
    schema: { params: itemParams, responses: { 200: shownCase } },
    inTransaction: async (tx, { params: { itemId } }) => {
      const found = await caseOf(tx, itemId, restingItems);
      await recordAudit(tx, { action: "followUp.caseRead", subjectKind: "openItem", subjectId: itemId });
      return ok(showCase(found));
    },
  }),
];

const saying = [
  route({
    method: "POST",
    url: "/api/v1/open-items/:itemId/follow-up-disputes",
    summary:
      "Takes down what a patient objects to. Every step of the claim waits until it is answered in writing; of a part, only that part.",
    chapter,
    permission: register,
    schema: {
      params: itemParams,
      body: z.strictObject({ openedOn: day, channel: contactChannel, words, partMinor: amountMinor.optional() }),
      responses: { 201: made },
    },
    inTransaction: async (tx, { params: { itemId }, body: { partMinor, ...said } }) => {
      const part = partMinor === undefined ? {} : { partMinor };
      return created({ id: await registerDispute(tx, { itemId, ...said, ...part }) });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/follow-up-disputes/:disputeId/answer",
    summary: "The written answer to an objection: rejected, and follow-up goes on, or upheld, and a person credits.",
    chapter,
    permission: manage,
    schema: {
      params: z.strictObject({ disputeId: uuid }),
      body: z.strictObject({ answeredOn: day, outcome: z.enum(["rejected", "upheld"]), words }),
      responses: { 204: null },
    },
    inTransaction: async (tx, { params: { disputeId }, body }) => {
      await answerDispute(tx, { disputeId, ...body });
      return noContent();
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/open-items/:itemId/promises",
    summary: "Takes down a day the patient promised to pay on. The first reminder does not wait for it.",
    chapter,
    permission: register,
    schema: {
      params: itemParams,
      body: z.strictObject({ promisedOn: day, channel: contactChannel, words }),
      responses: { 201: made },
    },
    inTransaction: async (tx, { params: { itemId }, body }) =>
      created({ id: await registerPromise(tx, { itemId, ...body }) }),
  }),
  route({
    method: "POST",
    url: "/api/v1/open-items/:itemId/contact-notes",
    summary: "Writes down a contact about a claim.",
    chapter,
    permission: register,
    schema: {
      params: itemParams,
      body: z.strictObject({
        saidOn: day,
        channel: contactChannel,
        direction: z.enum(["fromPayer", "toPayer", "own"]),
        text: words,
      }),
      responses: { 201: made },
    },
    inTransaction: async (tx, { params: { itemId }, body }) =>
      created({ id: await writeContactNote(tx, { itemId, ...body }) }),
  }),
];

const holding = [
  route({
    method: "POST",
    url: "/api/v1/open-items/:itemId/holds",
    summary: "Stops follow-up of a claim until a day, for one of a few reasons; `renews` lets a hold go on.",
    chapter,
    permission: hold,
    schema: {
      params: itemParams,
      body: z.strictObject({ reason: holdReason, endsOn: day, renews: uuid.optional() }),
      responses: { 201: made },
    },
    inTransaction: async (tx, { params: { itemId }, body: { reason: why, endsOn, renews } }) =>
      created({ id: await setHold(tx, { itemId, reason: why, endsOn, ...(renews ? { renews } : {}) }) }),
  }),
  route({
    method: "DELETE",
    url: "/api/v1/follow-up-holds/:holdId",
    summary: "Ends a hold before its day.",
    chapter,
    permission: hold,
    schema: { params: z.strictObject({ holdId: uuid }), responses: { 204: null } },
    inTransaction: async (tx, { params: { holdId } }) => {
      await endHold(tx, holdId);
      return noContent();
    },
  }),
];

const missing = z.object({
  bankAccountId: uuid.nullable(),
  account: z.string(),
  why: z.enum(["nothingYet", "statementGap", "detailsMissing", "noLaterFile", "noBankAccount", "fileUnderWay"]),
  completeThrough: day.nullable(),
});
const declaration = z.object({
  id: uuid,
  bankAccountId: uuid,
  throughOn: day,
  reason: z.string(),
  declaredBy: z.string(),
  /** Null for who works here no more. */
  declaredByName: z.string().nullable(),
  isOwn: z.boolean(),
  declaredAt: moment,
  confirmedBy: z.string().nullable(),
  confirmedByName: z.string().nullable(),
  confirmedAt: moment.nullable(),
});
const run = z.object({
  dayOn: day,
  state: z.enum(["waiting", "tooLarge", "done"]),
  steps: z.int(),
  proposalId: uuid.nullable(),
  ranAt: moment,
});

/** How many runs are told of. */
const RUNS_SHOWN = 30;

const gate = [
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/follow-up-readiness",
    summary:
      "Whether reminders may leave today: what of the bank's data is missing, who declared what, and the last runs.",
    chapter,
    permission: read,
    schema: {
      params: ledgerParams,
      responses: {
        200: z.object({
          neededThrough: day,
          missing: z.array(missing),
          declarations: z.array(declaration),
          runs: z.array(run),
        }),
      },
    },
    inTransaction: async (tx, { params: { ledgerId } }) => {
      const { neededThrough, missing: lacks } = await freshnessOf(tx, ledgerId);
      const people = await peopleOf(tx);
      const nameOf = (actor: string | null) => (actor && people.get(actor)) ?? null;
      const { kind, id: own } = tx.context.actor;
      const declarations = (await declarationsOf(tx, ledgerId)).map((each) => ({
        ...each,
        declaredByName: nameOf(each.declaredBy),
        confirmedByName: nameOf(each.confirmedBy),
        isOwn: each.declaredBy === `${kind}:${own}`,
      }));
      return ok({ neededThrough, missing: [...lacks], declarations, runs: await recentRuns(tx, ledgerId, RUNS_SHOWN) });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/follow-up-declarations",
    summary:
      "One of two persons of head office declares a bank account complete through a day for which no file will come.",
    chapter,
    permission: { ...hold, fresh: true },
    schema: {
      params: ledgerParams,
      body: z.strictObject({ bankAccountId: uuid, throughOn: day, reason }),
      responses: { 201: made },
    },
    inTransaction: async (tx, { params: { ledgerId }, body }) =>
      created({ id: await declareComplete(tx, { ledgerId, ...body }) }),
  }),
  route({
    method: "POST",
    url: "/api/v1/follow-up-declarations/:declarationId/confirmation",
    summary: "The second person confirms it; from then on it counts.",
    chapter,
    permission: { ...hold, fresh: true },
    schema: { params: z.strictObject({ declarationId: uuid }), responses: { 204: null } },
    inTransaction: async (tx, { params: { declarationId } }) => {
      await confirmComplete(tx, declarationId);
      return noContent();
    },
  }),
];

const proposing = route({
  method: "POST",
  url: "/api/v1/ledgers/:ledgerId/follow-up-proposals",
  summary:
    "Proposes what follow-up would do on a day, today unless one is named: the reminders the policy approves by itself, with what is held back, or the steps a person presses for. Nothing leaves.",
  chapter,
  permission: { action: "followUp.approve", scope: "ledger" },
  schema: {
    params: ledgerParams,
    body: z.strictObject({ asOf: day.optional(), approval: z.enum(["standing", "person"]).default("standing") }),
    responses: { 201: shown },
  },
  inTransaction: async (tx, { params: { ledgerId }, body: { asOf, approval } }) => {
    const { market } = await ledgerById(tx, ledgerId);
    const today = tx.platform.clock.today(marketPack(market).zones[0]!).toString();
    const wish = { ledgerId, asOf: asOf ?? today, approval, resting: restingItems };
    return created(await showOne(tx, await proposeFollowUp(tx, wish)));
  },
});

/** `payPage` is where links lead. */
export const followUpRoutes = (payPage?: string) => [
  ...followUpDayRoutes(payPage),
  ...cases,
  ...saying,
  ...holding,
  ...gate,
  proposing,
  ...followUpPolicyRoutes,
  ...policySimulationRoutes,
];
