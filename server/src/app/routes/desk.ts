import * as z from "zod";
import {
  agencyCases,
  agencyCaseStates,
  answerQuestion,
  askAbout,
  caseLetters,
  decideCase,
  deskCaseOf,
  deskCases,
  deskDecisions,
  deskMessages,
  nextActions,
  questionOf,
  setNext,
  worstCases,
  type DeskCase,
} from "../../collections/index.ts";
import { reportsOfItem } from "../../invoicing/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import { partiesById } from "../../parties/index.ts";
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
import { recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";
import { listUsers } from "../../platform/sign-in/index.ts";
import { showAgencyCases, shownAgencyCase } from "./agency.ts";
import { billsOf } from "./bills.ts";
import { count, given, mayAlso, moment, written } from "./fields.ts";
import { keepListed } from "./follow-up-day.ts";
import { level } from "./follow-up-fields.ts";
import { peopleOf } from "./proposal-fields.ts";

/** Head office's case desk (H-03, DP-020, DP-021): the clinic sees its case and asks; head office owns, decides and answers. */

const chapter = "Case desk";
const itemParams = z.strictObject({ itemId: uuid });
const manage = { action: "desk.manage", scope: "ledger" } as const;

const deskRow = z.object({
  itemId: uuid,
  ledgerId: uuid,
  payer: z.object({ id: uuid, customerNo: count, name: z.string() }),
  bill: z.object({ invoiceId: uuid, number: z.string() }).nullable(),
  reference: z.string().nullable(),
  dueOn: day,
  openMinor: amountMinor,
  lastLevel: level,
  cameOn: day,
  /** The last working day to decide on it; `isOverdue`: it passed without a decision. */
  decideBy: day,
  isOverdue: z.boolean(),
  decision: z.enum(deskDecisions).nullable(),
  decidedOn: day.nullable(),
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  nextAction: z.enum(nextActions).nullable(),
  nextOn: day.nullable(),
  agencyState: z.enum(agencyCaseStates).nullable(),
  agencyStatus: z.string().nullable(),
  unanswered: z.int(),
});

/** With names: who saw whose is kept, one row for the page (SEC-75). */
async function withPeople(tx: TenantTransaction, rows: readonly DeskCase[]): Promise<z.output<typeof deskRow>[]> {
  const partyIds = [...new Set(rows.map(({ partyId }) => partyId))];
  const parties = await partiesById(tx, partyIds);
  const people = await peopleOf(tx);
  const bills = await billsOf(
    tx,
    rows.map(({ itemId }) => itemId),
  );
  return rows.map(({ partyId, ...row }) => {
    const { id, customerNo, name } = parties.get(partyId)!;
    return {
      ...row,
      payer: { id, customerNo, name },
      bill: bills.get(row.itemId) ?? null,
      ownerName: row.ownerId === null ? null : (people.get(`user:${row.ownerId}`) ?? null),
    };
  });
}

const message = z.object({
  id: uuid,
  /** The question it answers; null for a question. */
  answers: uuid.nullable(),
  askedOf: z.enum(["headOffice", "clinic"]),
  words: z.string().nullable(),
  by: z.string(),
  byName: z.string().nullable(),
  at: moment,
});
const paper = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("letter"), id: uuid, level, on: day, messageId: uuid.nullable() }),
  z.object({ kind: z.literal("handOver"), id: uuid, at: moment }),
  z.object({ kind: z.literal("agencyReport"), id: uuid, agency: z.string(), externalId: z.string(), on: day }),
]);

/** What was sent of a claim and what came of it: letters, the packets handed over, the agency's reports. */
async function papersOf(tx: TenantTransaction, itemId: string): Promise<z.output<typeof paper>[]> {
  const letters = await caseLetters(tx, itemId);
  const packets = await agencyCases(tx, { itemIds: [itemId] });
  const reports = await reportsOfItem(tx, itemId);
  return [
    ...letters.map((letter) => ({ kind: "letter" as const, ...letter })),
    ...packets.flatMap(({ id, packetAt }) => (packetAt ? [{ kind: "handOver" as const, id, at: packetAt }] : [])),
    ...reports.map(({ receivedOn, ...rest }) => ({ kind: "agencyReport" as const, ...rest, on: receivedOn })),
  ];
}

const wholeCase = z.object({
  case: deskRow.nullable(),
  messages: z.array(message),
  agencyCases: z.array(shownAgencyCase),
  documents: z.array(paper),
});

const listQuery = {
  owner: z.union([uuid, z.literal("nobody")]).optional(),
  overdue: z.literal("yes").optional(),
  level: level.optional(),
  agencyState: z.enum(agencyCaseStates).optional(),
};
type Narrowed = z.output<z.ZodObject<typeof listQuery>>;

const filterOf = ({ owner, overdue, level: at, agencyState }: Narrowed) => ({
  overdue: overdue === "yes",
  ...(owner === "nobody" ? { unowned: true } : given({ ownerId: owner })),
  ...given({ level: at, agencyState }),
});

/** A page of cases, the worst first, with names, of which the reading is kept. */
async function worstPage(
  tx: TenantTransaction,
  { limit, cursor, ...narrowed }: Narrowed & { readonly limit: number; readonly cursor?: string | undefined },
  of: { readonly ledgerIds?: readonly string[] },
) {
  const [weight, itemId] = decodeCursor(cursor, z.tuple([z.string().regex(/^\d{1,30}$/), uuid])) ?? [];
  const past = weight && itemId ? { past: { weight: BigInt(weight), itemId } } : {};
  const today = tx.now.toString().slice(0, 10);
  const found = await worstCases(tx, { ...filterOf(narrowed), ...of, ...past, limit: limit + 1 }, today);
  const shown = page(found, limit, (each) => [each.weight.toString(), each.case.itemId]);
  const rows = shown.items.map((each) => each.case);
  await keepListed(tx, [...new Set(rows.map(({ partyId }) => partyId))]);
  return { ...shown, items: await withPeople(tx, rows) };
}

const reading = [
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/desk-cases",
    summary: "A clinic's own cases at head office, the worst first: money by days late.",
    chapter,
    permission: { action: "parties.read", scope: "ledger" },
    schema: {
      params: z.strictObject({ ledgerId: uuid }),
      query: z.strictObject({ ...pageQuery, ...listQuery }),
      responses: { 200: pageOf(deskRow) },
    },
    inTransaction: async (tx, { params: { ledgerId }, query }) => {
      await ledgerById(tx, ledgerId);
      return ok(await worstPage(tx, query, { ledgerIds: [ledgerId] }));
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/desk-cases",
    summary:
      "Cases that came to head office, of all clinics, the oldest first or, by `order=worst`, by money and days late: of one owner or of nobody, those not decided in time, at a level, or by where they stand with the agency.",
    chapter,
    permission: { action: "desk.read", scope: "tenant" },
    schema: {
      query: z.strictObject({
        ...pageQuery,
        ...listQuery,
        order: z.literal("worst").optional(),
      }),
      responses: { 200: pageOf(deskRow) },
    },
    inTransaction: async (tx, { query: { order, ...query } }) => {
      if (order === "worst") return ok(await worstPage(tx, query, {}));
      const { limit, cursor, ...narrowed } = query;
      const [cameOn, itemId] = decodeCursor(cursor, z.tuple([day, uuid])) ?? [];
      const found = await deskCases(tx, {
        limit: limit + 1,
        ...filterOf(narrowed),
        ...(cameOn && itemId ? { after: { cameOn, itemId } } : {}),
      });
      const shown = page(found, limit, (each) => [each.cameOn, each.itemId]);
      await keepListed(tx, [...new Set(shown.items.map(({ partyId }) => partyId))]);
      return ok({ ...shown, items: await withPeople(tx, shown.items) });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/open-items/:itemId/desk-case",
    summary:
      "A claim as head office's desk has it: owner, next step, decision, questions and answers, what the agency said. Reading it is kept.",
    chapter,
    permission: { action: "followUp.read", scope: "ledger" },
    schema: { params: itemParams, responses: { 200: wholeCase } },
    inTransaction: async (tx, { params: { itemId } }) => {
      const messages = await deskMessages(tx, itemId);
      const people = await peopleOf(tx);
      const found = await deskCaseOf(tx, itemId);
      await recordAudit(tx, { action: "followUp.caseRead", subjectKind: "openItem", subjectId: itemId });
      return ok({
        case: found ? (await withPeople(tx, [found]))[0]! : null,
        messages: messages.map((one) => ({ ...one, byName: people.get(one.by) ?? null })),
        agencyCases: await showAgencyCases(tx, await agencyCases(tx, { itemIds: [itemId] })),
        documents: await papersOf(tx, itemId),
      });
    },
  }),
];

/** An owner is somebody of head office's finance department. Throws USER_NOT_FOUND. */
async function requireOwner(tx: TenantTransaction, ownerId: string): Promise<void> {
  const [user] = await listUsers(tx, ownerId);
  if (!user?.roles.some(({ role }) => role === "hqFinance")) throw refuse("USER_NOT_FOUND");
}

const deciding = [
  route({
    method: "PUT",
    url: "/api/v1/open-items/:itemId/desk-case",
    summary: "Says whose a case is and what is done next, on which day. The clinic sees it.",
    chapter,
    permission: manage,
    schema: {
      params: itemParams,
      body: z.strictObject({
        ownerId: uuid.nullable(),
        next: z.strictObject({ action: z.enum(nextActions), on: day }).nullable(),
      }),
      responses: { 204: null },
    },
    inTransaction: async (tx, { params: { itemId }, body: { ownerId, next } }) => {
      if (ownerId !== null) await requireOwner(tx, ownerId);
      await setNext(tx, { itemId, ownerId, next });
      return noContent();
    },
  }),
  route({
    method: "PUT",
    url: "/api/v1/open-items/:itemId/desk-decision",
    summary:
      "What head office does with a case: telephone, plan, agency or hold, with its reason. Carried out by each one's own means.",
    chapter,
    permission: manage,
    schema: {
      params: itemParams,
      body: z.strictObject({ decision: z.enum(deskDecisions), words: written(3, 2_000).optional() }),
      responses: { 204: null },
    },
    inTransaction: async (tx, { params: { itemId }, body: { decision, words: reason } }) => {
      await decideCase(tx, itemId, decision, reason);
      return noContent();
    },
  }),
];

const made = z.object({ id: uuid });
const words = z.strictObject({ words: written(3, 2_000) });

const talking = [
  route({
    method: "POST",
    url: "/api/v1/open-items/:itemId/desk-questions",
    summary: "Asks head office about a claim, or, from head office, its clinic. Question and answer stay on the case.",
    chapter,
    permission: { action: "followUp.register", scope: "ledger" },
    schema: { params: itemParams, body: words, responses: { 201: made } },
    inTransaction: async (tx, call) => {
      const askedOf = mayAlso(call, "followUp.register", "desk.manage") ? "clinic" : "headOffice";
      return created({ id: await askAbout(tx, { itemId: call.params.itemId, askedOf, ...call.body }) });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/desk-questions/:questionId/answer",
    summary: "Answers a question. One that was put to head office is answered by head office alone.",
    chapter,
    permission: { action: "followUp.register", scope: "ledger" },
    schema: { params: z.strictObject({ questionId: uuid }), body: words, responses: { 201: made } },
    inTransaction: async (tx, call) => {
      const { questionId } = call.params;
      const { askedOf } = await questionOf(tx, questionId);
      if (askedOf === "headOffice" && !mayAlso(call, "followUp.register", "desk.manage"))
        throw refuse("DESK_QUESTION_NOT_YOURS");
      return created({ id: await answerQuestion(tx, questionId, call.body.words) });
    },
  }),
];

export const deskRoutes = [...reading, ...deciding, ...talking];
