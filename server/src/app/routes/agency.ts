import * as z from "zod";
import {
  agencyAgreements,
  agencyCases,
  agencyCaseStates,
  agencyEnds,
  agencyEventsOf,
  agencyReportsOf,
  askBack,
  objectToHandOver,
  reportKinds,
  saveAgencyAgreement,
  stopList,
  stopListCount,
  type AgencyAgreement,
  type AgencyCase,
} from "../../collections/index.ts";
import { itemsById, ledgerById } from "../../ledger/index.ts";
import { partiesById } from "../../parties/index.ts";
import {
  amountMinor,
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
import type { TenantTransaction } from "../../platform/index.ts";
import { billsOf } from "./bills.ts";
import { keepListed } from "./follow-up-day.ts";
import { count, given, mayAlso, moment, withoutNumbers, written } from "./fields.ts";

/** The collection agency: who it is, what stands on the stop-list, what is there and what it said. */

const chapter = "Collection agency";
const ledgerParams = z.strictObject({ ledgerId: uuid });
const caseParams = z.strictObject({ caseId: uuid });

const agreement = z.object({
  ledgerId: uuid,
  agency: z.string(),
  clientId: z.string(),
  /** A secret is never shown: only whether one is there. */
  hasSecret: z.boolean(),
  state: z.enum(["active", "paused"]),
  /** Cases leave on the so-manieth such weekday of a month; Monday is 1. */
  leavesWeek: z.int(),
  leavesWeekday: z.int(),
  polledAt: moment.nullable(),
  madeAt: moment,
});
const showAgreement = ({ id: _id, secretSealed, toldThrough: _told, ...rest }: AgencyAgreement) => ({
  ...rest,
  hasSecret: secretSealed !== null,
});

const agreements = [
  route({
    method: "GET",
    url: "/api/v1/agency-agreements",
    summary: "The agreements by which ledgers hand over to a collection agency.",
    chapter,
    permission: { action: "agreements.read", scope: "ledger" },
    schema: { responses: { 200: z.object({ items: z.array(agreement) }) } },
    inTransaction: async (tx) => ok({ items: (await agencyAgreements(tx)).map(showAgreement) }),
  }),
  route({
    method: "PUT",
    url: "/api/v1/ledgers/:ledgerId/agency-agreement",
    summary:
      "Makes a ledger's agreement with a collection agency, or changes it. The secret is never told again; left out, the one that is there stays. Cases leave on the first Tuesday of a month unless another day is named.",
    chapter,
    permission: { action: "agreements.manage", scope: "ledger", fresh: true },
    secretAnswer: true,
    schema: {
      params: ledgerParams,
      body: z.strictObject({
        agency: written(2, 70),
        clientId: withoutNumbers(z.string().trim().min(1).max(60)),
        secret: z.string().min(8).max(200).optional(),
        state: z.enum(["active", "paused"]).default("active"),
        leavesWeek: z.int().min(1).max(4).default(1),
        leavesWeekday: z.int().min(1).max(5).default(2),
      }),
      responses: { 200: agreement },
    },
    inTransaction: async (tx, { params: { ledgerId }, body: { secret, ...wish } }) =>
      ok(showAgreement(await saveAgencyAgreement(tx, { ledgerId, ...wish, ...given({ secret }) }))),
  }),
];

const event = z.object({
  status: z.string(),
  /** The agency's own word. */
  said: z.string(),
  occurredOn: day,
  reason: z.string().nullable(),
  capitalMinor: amountMinor.nullable(),
  interestMinor: amountMinor.nullable(),
  feeMinor: amountMinor.nullable(),
  ownCostsMinor: amountMinor.nullable(),
  remittedMinor: amountMinor.nullable(),
  outcome: z.enum(["taken", "unknownCase", "unknownStatus", "amountWrong"]),
});

const report = z.object({
  id: uuid,
  kind: z.enum(reportKinds),
  amountMinor,
  on: day,
  /** Of a reversal: the report that it corrects; null where the packet told of that. */
  corrects: uuid.nullable(),
  /** Null while it waits. */
  sentAt: moment.nullable(),
  /** The agency's code for why it did not take it. */
  refused: z.string().nullable(),
});

export const shownAgencyCase = z.object({
  id: uuid,
  itemId: uuid,
  state: z.enum(agencyCaseStates),
  status: z.string().nullable(),
  ended: z.enum(agencyEnds).nullable(),
  /** A word for why it did not stay there. */
  why: z.string().nullable(),
  listedOn: day,
  leavesOn: day,
  toldAt: moment.nullable(),
  reference: z.string().nullable(),
  handedAt: moment.nullable(),
  capitalMinor: amountMinor,
  collectedMinor: amountMinor,
  withdrawAskedAt: moment.nullable(),
  endedOn: day.nullable(),
  events: z.array(event),
  /** What the agency was told of money, credits and what of these was taken back, since the packet. */
  reports: z.array(report),
});

/** Cases with what the agency said of them, and what it was told. */
export async function showAgencyCases(
  tx: TenantTransaction,
  cases: readonly AgencyCase[],
): Promise<z.output<typeof shownAgencyCase>[]> {
  const ids = cases.map(({ id }) => id);
  const said = Map.groupBy(await agencyEventsOf(tx, ids), ({ caseId }) => caseId);
  const told = Map.groupBy(await agencyReportsOf(tx, ids), ({ caseId }) => caseId);
  return cases.map(
    ({ packetSealed: _packet, packetAt: _at, stepId: _step, agreementId: _agreement, ledgerId: _ledger, ...rest }) => ({
      ...rest,
      events: (said.get(rest.id) ?? []).map(({ caseId: _case, ...each }) => each),
      reports: (told.get(rest.id) ?? []).map(({ caseId: _case, ...each }) => each),
    }),
  );
}

const person = z.object({ id: uuid, customerNo: count, name: z.string().nullable() }).nullable();
const listed = shownAgencyCase.extend({ payer: person, number: z.string().nullable(), openMinor: amountMinor });

/** With whom and which invoice; who saw whose name is kept (SEC-75). */
async function withPeople(tx: TenantTransaction, cases: readonly AgencyCase[], withNames: boolean) {
  const itemIds = cases.map(({ itemId }) => itemId);
  const items = new Map((await itemsById(tx, itemIds)).map((item) => [item.id, item]));
  const partyIds = [...new Set([...items.values()].flatMap(({ partyId }) => partyId ?? []))];
  const people = await partiesById(tx, partyIds);
  const bills = await billsOf(tx, itemIds);
  if (withNames) await keepListed(tx, partyIds);
  return (await showAgencyCases(tx, cases)).map((one) => {
    const item = items.get(one.itemId)!;
    const found = people.get(item.partyId ?? "");
    return {
      ...one,
      payer: found ? { id: found.id, customerNo: found.customerNo, name: withNames ? found.name : null } : null,
      number: bills.get(one.itemId)?.number ?? null,
      openMinor: item.openMinor,
    };
  });
}

const cases = [
  route({
    method: "GET",
    url: "/api/v1/stop-list",
    summary:
      "Cases that leave for a collection agency on their day unless somebody objects, who leaves first at the top: of one ledger, or of all in reach.",
    chapter,
    permission: { action: "followUp.read", scope: "ledger" },
    schema: {
      query: z.strictObject({ ...pageQuery, ledgerId: uuid.optional() }),
      responses: { 200: pageOf(listed.extend({ ledgerId: uuid })).extend({ cases: z.int() }) },
    },
    inTransaction: async (tx, call) => {
      const { limit, cursor, ledgerId } = call.query;
      if (ledgerId) await ledgerById(tx, ledgerId);
      const [leavesOn, id] = decodeCursor(cursor, z.tuple([day, uuid])) ?? [];
      const after = leavesOn && id ? { leavesOn, id } : undefined;
      const found = await stopList(tx, { limit: limit + 1, ...given({ ledgerId, after }) });
      const shown = page(found, limit, (each) => [each.leavesOn, each.id]);
      const ledgers = new Map(found.map((each) => [each.id, each.ledgerId]));
      const people = await withPeople(tx, shown.items, mayAlso(call, "followUp.read", "parties.read"));
      const cases = await stopListCount(tx, ledgerId);
      return ok({ ...shown, cases, items: people.map((row) => ({ ...row, ledgerId: ledgers.get(row.id)! })) });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/agency-cases",
    summary:
      "A ledger's cases on the stop-list, at the agency or back, the newest first, at most 1,000. Those in state `listed` leave on their day unless somebody objects.",
    chapter,
    permission: { action: "followUp.read", scope: "ledger" },
    schema: {
      params: ledgerParams,
      query: z.strictObject({ state: z.enum(agencyCaseStates).optional() }),
      responses: { 200: z.object({ items: z.array(listed) }) },
    },
    inTransaction: async (tx, call) => {
      const { ledgerId } = call.params;
      await ledgerById(tx, ledgerId);
      const { state } = call.query;
      const found = await agencyCases(tx, { ledgerId, ...(state ? { states: [state] } : {}) });
      return ok({ items: await withPeople(tx, found, mayAlso(call, "followUp.read", "parties.read")) });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/agency-cases/:caseId/objection",
    summary: "The clinic would not have a case leave: it is off the stop-list, and head office decides anew.",
    chapter,
    permission: { action: "desk.object", scope: "ledger" },
    schema: { params: caseParams, body: z.strictObject({ words: written(3, 2_000) }), responses: { 204: null } },
    inTransaction: async (tx, { params: { caseId }, body: { words } }) => {
      await objectToHandOver(tx, caseId, words);
      return noContent();
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/agency-cases/:caseId/withdrawal",
    summary: "Head office wants a case back: from the list at once, from the agency as soon as that says so.",
    chapter,
    permission: { action: "desk.manage", scope: "ledger" },
    schema: { params: caseParams, responses: { 204: null } },
    inTransaction: async (tx, { params: { caseId } }) => {
      await askBack(tx, caseId);
      return noContent();
    },
  }),
];

export const agencyRoutes = [...agreements, ...cases];
