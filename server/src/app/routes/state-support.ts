import * as z from "zod";
import { explainGap, filePayout, fileReclaim, invoicesById } from "../../invoicing/index.ts";
import { partiesById } from "../../parties/index.ts";
import {
  amountMinor,
  created,
  day,
  decodeCursor,
  encodeCursor,
  ok,
  pageOf,
  pageQuery,
  route,
  uuid,
} from "../../platform/http/index.ts";
import { refuse, type TenantTransaction } from "../../platform/index.ts";
import {
  MEASURES,
  SUPPORT_STATES,
  rowsOfBoards,
  supportBoard,
  supportBoards,
  type SupportRow,
} from "../../reports/index.ts";
import { mayAlso, moment, withoutNumbers, written } from "./fields.ts";

/** The state's share of bills (SE): whether it is safe, what the state paid, and what it wants back. */

const chapter = "State support";
const ledgerParams = z.strictObject({ ledgerId: uuid });
const read = { action: "stateSupport.read", scope: "ledger" } as const;
const file = { action: "stateSupport.file", scope: "ledger" } as const;

const sums = z.array(z.object({ state: z.enum(SUPPORT_STATES), invoices: z.int(), stateMinor: amountMinor }));
const shownRow = z.object({
  invoiceId: uuid,
  ledgerId: uuid,
  number: z.string(),
  issuedOn: day,
  dueOn: day,
  partyId: uuid,
  customerNo: z.string(),
  /** Null for roles that see people by their numbers only. */
  name: z.string().nullable(),
  patientMinor: amountMinor,
  /** What could be lost: the state's share less what was credited or taken back. */
  stateMinor: amountMinor,
  /** Of that, what the state has not paid yet. */
  stateOpenMinor: amountMinor,
  state: z.enum(SUPPORT_STATES),
  measure: z.enum(MEASURES).nullable(),
  why: z.enum(["next", "missing", "late"]).nullable(),
  byOn: day.nullable(),
  /** Working days; below zero when the day is past. */
  daysLeft: z.int().nullable(),
  notes: z.array(z.object({ id: uuid, words: z.string().nullable(), at: moment })),
});
const board = z.object({
  ledgerId: uuid,
  ledgerName: z.string(),
  currency: z.string(),
  asOf: day,
  /** Whether the ledger's country has such support at all. */
  isHere: z.boolean(),
  sums,
});

type Who = { readonly customerNo: bigint; readonly name: string };

function showRow({ patientId, partyId, standing, notes, ...row }: SupportRow, who: Who, names: boolean) {
  return {
    ...row,
    ...standing,
    partyId: patientId ?? partyId,
    customerNo: who.customerNo.toString(),
    name: names ? who.name : null,
    notes: notes.map(({ id, words, at }) => ({ id, words, at })),
  };
}

/** Which rows: one state's, or all whose patient has not paid; a page at a time. */
const asked = { state: z.enum(SUPPORT_STATES).optional(), ...pageQuery };
type Asked = z.output<z.ZodObject<typeof asked>>;
/** Rows are ordered as they stand now, so that a place among them is a count. */
const place = z.tuple([z.string().regex(/^\d{1,7}$/)]);

async function pageOfRows(tx: TenantTransaction, rows: readonly SupportRow[], query: Asked, names: boolean) {
  const { state, limit } = query;
  const from = Number(decodeCursor(query.cursor, place)?.[0] ?? 0);
  const wanted = rows.filter(({ standing }) => (state ? standing.state === state : standing.state !== "paid"));
  const shown = wanted.slice(from, from + limit);
  const whoIds = shown.map(({ patientId, partyId }) => patientId ?? partyId);
  const parties = await partiesById(tx, [...new Set(whoIds)]);
  const items = shown.map((row, at) => showRow(row, parties.get(whoIds[at]!)!, names));
  return { items, nextCursor: from + limit < wanted.length ? encodeCursor([String(from + limit)]) : null };
}

const boards = [
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/state-support",
    summary:
      "A ledger's invoices with a state share by the proof behind it, worst first: what could be lost, the next or missing measure, and the working days left. Sums are of all; those whose patient has paid are listed only when asked for.",
    chapter,
    permission: read,
    schema: {
      params: ledgerParams,
      query: z.strictObject(asked),
      responses: { 200: pageOf(shownRow).extend(board.shape) },
    },
    inTransaction: async (tx, call) => {
      const { rows, ...rest } = await supportBoard(tx, call.params.ledgerId);
      const names = mayAlso(call, "stateSupport.read", "parties.read");
      return ok({ ...rest, sums: [...rest.sums], ...(await pageOfRows(tx, rows, call.query, names)) });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/state-support",
    summary:
      "The same over every ledger in reach whose country has such support, in one currency or all: each ledger's sums, and the invoices of all of them in one list, worst first.",
    chapter,
    permission: read,
    schema: {
      query: z.strictObject({ ...asked, currency: z.string().length(3).optional() }),
      responses: { 200: pageOf(shownRow).extend({ ledgers: z.array(board) }) },
    },
    inTransaction: async (tx, call) => {
      const { currency } = call.query;
      const found = (await supportBoards(tx)).filter((each) => currency === undefined || each.currency === currency);
      const ledgers = found.map(({ rows: _rows, ...each }) => ({ ...each, sums: [...each.sums] }));
      const names = mayAlso(call, "stateSupport.read", "parties.read");
      return ok({ ledgers, ...(await pageOfRows(tx, rowsOfBoards(found), call.query, names)) });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/invoices/:invoiceId/state-support-explanations",
    summary: "Writes down why a measure is missing or came late. The gap stays a gap, and is explained.",
    chapter,
    permission: { action: "stateSupport.explain", scope: "ledger" },
    idempotent: true,
    schema: {
      params: z.strictObject({ invoiceId: uuid }),
      body: z.strictObject({ words: written(3, 400) }),
      responses: { 201: z.object({ id: uuid }) },
    },
    inTransaction: async (tx, { params: { invoiceId }, body: { words } }) => {
      if (!(await invoicesById(tx, [invoiceId])).has(invoiceId)) throw refuse("INVOICE_NOT_FOUND");
      return created({ id: await explainGap(tx, invoiceId, words) });
    },
  }),
];

const externalId = withoutNumbers(z.string().trim().min(1).max(40));
const visitId = withoutNumbers(z.string().trim().min(1).max(64));
const signed = amountMinor.refine((minor) => minor !== 0n);
const positive = amountMinor.refine((minor) => minor > 0n);

const shownPayout = z.object({
  id: uuid,
  externalId: z.string(),
  paidOn: day,
  amountMinor,
  itemId: uuid,
  entryId: uuid,
});
const shownReclaim = z.object({
  id: uuid,
  externalId: z.string(),
  reclaimedOn: day,
  amountMinor,
  itemId: uuid,
  entryId: uuid,
});

const filing = [
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/state-payouts",
    summary:
      "Files the specification of a pay-out of the state's: by its id, a line for each visit, below nothing where it kept back what it had reclaimed. The visits are settled and the sum waits for the bank's line. 201 when it is new, 200 when it was filed before.",
    chapter,
    permission: file,
    idempotent: true,
    schema: {
      params: ledgerParams,
      body: z.strictObject({
        externalId,
        paidOn: day,
        lines: z
          .array(z.strictObject({ visitId, amountMinor: signed }))
          .min(1)
          .max(5_000),
      }),
      responses: { 200: shownPayout, 201: shownPayout },
    },
    inTransaction: async (tx, { params: { ledgerId }, body }) => {
      const { isNew, contentHash: _hash, ledgerId: _ledger, ...filed } = await filePayout(tx, { ledgerId, ...body });
      return isNew ? created(filed) : ok(filed);
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/state-reclaims",
    summary:
      "Files what the state wants back of a visit it has paid: a loss, owed until a later pay-out keeps it. 201 when it is new, 200 when it was filed before.",
    chapter,
    permission: file,
    idempotent: true,
    schema: {
      params: ledgerParams,
      body: z.strictObject({ externalId, visitId, reclaimedOn: day, amountMinor: positive }),
      responses: { 200: shownReclaim, 201: shownReclaim },
    },
    inTransaction: async (tx, { params: { ledgerId }, body }) => {
      const {
        isNew,
        contentHash: _hash,
        ledgerId: _ledger,
        partId: _part,
        ...filed
      } = await fileReclaim(tx, {
        ledgerId,
        ...body,
      });
      return isNew ? created(filed) : ok(filed);
    },
  }),
];

export const stateSupportRoutes = [...boards, ...filing];
