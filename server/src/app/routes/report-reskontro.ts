import * as z from "zod";
import {
  amountMinor,
  day,
  decodeCursor,
  encodeCursor,
  ok,
  pageOf,
  pageQuery,
  route,
  uuid,
} from "../../platform/http/index.ts";
import { recordAudit, type TenantTransaction } from "../../platform/index.ts";
import { partiesById } from "../../parties/index.ts";
import {
  AGE_BY,
  ITEM_STATES,
  PAYER_KINDS,
  reskontroFrame,
  reskontroItems,
  reskontroPage,
  reskontroSummary,
  type Narrowing,
  type ReskontroItem,
  type ReskontroLine,
  type ReskontroQuestion,
} from "../../reports/index.ts";
import { count, mayAlso } from "./fields.ts";
import {
  answerReport,
  asOfQuery,
  knownAt,
  ledgerParams,
  ofReport,
  timesOf,
  trueOrFalse,
  type Made,
} from "./report-answer.ts";
import { controlShown, ledgerAndTimes, reskontroShown } from "./report-fields.ts";
import { reskontroSheets } from "./report-tables.ts";

const MOST_DAYS = 36_500;
const days = z.coerce.number().int().min(-MOST_DAYS).max(MOST_DAYS);

/** What narrows the sub-ledger: who owes, how old, in which state. The same words lead from a bar of the aging to its rows. */
const narrowing = {
  by: z.enum(AGE_BY).optional(),
  fromDays: days.optional(),
  toDays: days.optional(),
  payer: z.enum(PAYER_KINDS).optional(),
  partyId: uuid.optional(),
  state: z.enum(ITEM_STATES).optional(),
  side: z.enum(["receivable", "credit"]).optional(),
  q: z.string().trim().min(1).max(60).optional(),
  settledToo: trueOrFalse,
};

type Asked = Narrowing & { asOf?: string | undefined; knownAt?: string | undefined; settledToo: boolean };

async function questionOf(tx: TenantTransaction, ledgerId: string, query: Asked): Promise<ReskontroQuestion> {
  const { by, fromDays, toDays, payer, partyId, state, side, q, settledToo } = query;
  const times = await timesOf(tx, ledgerId, query);
  return { ledgerId, ...times, by, fromDays, toDays, payer, partyId, state, side, q, settledToo };
}

/** The sub-ledger with its items streamed; what they add up to is known when the last has come. */
async function reskontroMade(tx: TenantTransaction, question: ReskontroQuestion): Promise<Made> {
  const frame = await reskontroFrame(tx, question);
  const totals = { receivableMinor: 0n, creditMinor: 0n };
  async function* counted(): AsyncGenerator<ReskontroItem> {
    for await (const item of reskontroItems(tx, { ...question, knownAt: frame.knownAt })) {
      totals[item.side === "receivable" ? "receivableMinor" : "creditMinor"] += item.openMinor;
      yield item;
    }
  }
  const rows = counted();
  return {
    name: `reskontro-${frame.asOf}`,
    schema: reskontroShown,
    report: { ...frame, totals },
    long: { field: "items", rows },
    tables: () => reskontroSheets(frame, rows, () => totals),
  };
}

const line = z.object({
  id: uuid,
  account: z.string(),
  side: z.enum(["receivable", "credit"]),
  kind: z.string(),
  partyId: uuid.nullable(),
  customerNo: count.nullable(),
  /** Null also for roles that see people by their numbers only. */
  name: z.string().nullable(),
  invoiceId: uuid.nullable(),
  number: z.string().nullable(),
  reference: z.string().nullable(),
  openedOn: day,
  dueOn: day,
  daysOverdue: z.int(),
  amountMinor,
  openMinor: amountMinor,
  state: z.enum(ITEM_STATES),
  last: z.object({ kind: z.string(), bookedOn: day }).nullable(),
  customer: z.object({ openMinor: amountMinor, items: count }),
});

const summary = z.object({
  ...ledgerAndTimes,
  control: controlShown,
  sums: z.object({
    receivableMinor: amountMinor,
    creditMinor: amountMinor,
    overdueMinor: amountMinor,
    items: count,
    customers: count,
  }),
});

/** Names for roles that see people; who saw which names is kept (SEC-16, SEC-75). */
async function named(tx: TenantTransaction, lines: readonly ReskontroLine[], mayName: boolean) {
  const ids = [...new Set(lines.flatMap(({ partyId }) => (partyId === null ? [] : [partyId])))];
  const parties = mayName ? await partiesById(tx, ids) : new Map<string, { name: string }>();
  if (mayName && ids.length > 0)
    await recordAudit(tx, {
      action: "reskontro.namesRead",
      subjectKind: "tenant",
      subjectId: tx.tenantId,
      detail: { partyIds: ids },
    });
  return lines.map((each) => ({ ...each, name: (each.partyId && parties.get(each.partyId)?.name) || null }));
}

/** Customer number (nothing for the numberless), day due, item, and whether to look further than the next ones. */
const place = z.tuple([z.string().regex(/^\d{0,18}$/), day, uuid, z.enum(["near", "far"])]);

/** The sub-ledger: whole as a file, and page by page for a screen. */
export const reskontroRoutes = [
  route({
    ...ofReport,
    url: "/api/v1/ledgers/:ledgerId/reports/reskontro",
    summary: "The sub-ledger of receivables: each open item with its history, and the items beside their accounts.",
    schema: {
      params: ledgerParams,
      query: z.strictObject({ ...asOfQuery, ...narrowing }),
      responses: { 200: reskontroShown },
    },
    handler: (call) =>
      answerReport(call, async (tx) => reskontroMade(tx, await questionOf(tx, call.params.ledgerId, call.query))),
  }),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/reskontro",
    summary: "The control totals of the sub-ledger beside their accounts, and what the lines that fit come to.",
    chapter: ofReport.chapter,
    permission: ofReport.permission,
    schema: {
      params: ledgerParams,
      query: z.strictObject({ asOf: day.optional(), knownAt, ...narrowing }),
      responses: { 200: summary },
    },
    inTransaction: async (tx, { params: { ledgerId }, query }) =>
      ok(await reskontroSummary(tx, await questionOf(tx, ledgerId, query))),
  }),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/reskontro/lines",
    summary:
      "The lines of the sub-ledger by customer and due day, page by page; each with what its customer comes to. A page may be short, even empty, and go on: the next one looks further.",
    chapter: ofReport.chapter,
    permission: ofReport.permission,
    schema: {
      params: ledgerParams,
      query: z.strictObject({ ...pageQuery, asOf: day.optional(), knownAt, ...narrowing }),
      responses: { 200: pageOf(line) },
    },
    inTransaction: async (tx, call) => {
      const { limit, cursor } = call.query;
      const [no, dueOn, id, how] = decodeCursor(cursor, place) ?? [];
      const customerNo = no ? BigInt(no) : null;
      const after = dueOn === undefined || id === undefined ? undefined : { customerNo, dueOn, id, far: how === "far" };
      const question = await questionOf(tx, call.params.ledgerId, call.query);
      const { lines, next } = await reskontroPage(tx, { ...question, limit, after });
      const nextCursor =
        next && encodeCursor([String(next.customerNo ?? ""), next.dueOn, next.id, next.far ? "far" : "near"]);
      const mayName = mayAlso(call, "reports.read", "parties.read");
      return ok({ items: await named(tx, lines, mayName), nextCursor });
    },
  }),
];
