import * as z from "zod";
import { ledgerById } from "../../ledger/index.ts";
import { day, route, uuid } from "../../platform/http/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import {
  accountStatement,
  accountStatementTables,
  agingRows,
  agingTotals,
  currentness,
  dayProof,
  dayProofTables,
  entriesOf,
  journalEntries,
  numberCertificate,
  proofRange,
  reskontroFrame,
  reskontroItems,
  trialBalance,
  trialBalanceTable,
  type ReskontroItem,
  type ReskontroQuestion,
} from "../../reports/index.ts";
import {
  answerReport,
  asOfQuery,
  known,
  knownAt,
  ledgerParams,
  reportFiles,
  timesOf,
  todayOf,
  trueOrFalse,
  written,
  type Made,
} from "./report-answer.ts";
import {
  accountStatementShown,
  agingShown,
  certificateShown,
  currentnessShown,
  dayProofShown,
  entriesShown,
  journalShown,
  proofRangeShown,
  reskontroShown,
  trialBalanceShown,
} from "./report-fields.ts";
import {
  agingSheet,
  certificateTables,
  currentnessTable,
  journalTable,
  proofRangeTables,
  reskontroSheets,
} from "./report-tables.ts";

const ofReport = {
  method: "GET",
  chapter: "Reports",
  permission: { action: "reports.read", scope: "ledger" },
  files: reportFiles,
} as const;

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

const asOfADay = [
  route({
    ...ofReport,
    url: "/api/v1/ledgers/:ledgerId/reports/aging",
    summary: "Receivables by days overdue, in all and by customer.",
    schema: { params: ledgerParams, query: z.strictObject(asOfQuery), responses: { 200: agingShown } },
    handler: (call) =>
      answerReport(call, async (tx) => {
        const question = { ...call.params, ...(await timesOf(tx, call.params.ledgerId, call.query)) };
        const report = await agingTotals(tx, question);
        const rows = agingRows(tx, { ...question, knownAt: report.knownAt });
        const name = `aging-${report.asOf}`;
        return {
          name,
          schema: agingShown,
          report,
          long: { field: "rows", rows },
          tables: () => agingSheet(report, rows),
        };
      }),
  }),
  route({
    ...ofReport,
    url: "/api/v1/ledgers/:ledgerId/reports/reskontro",
    summary: "The sub-ledger of receivables: each open item with its history, and the items beside their accounts.",
    schema: {
      params: ledgerParams,
      query: z.strictObject({ ...asOfQuery, partyId: uuid.optional(), settledToo: trueOrFalse }),
      responses: { 200: reskontroShown },
    },
    handler: (call) =>
      answerReport(call, async (tx) => {
        const { settledToo, partyId } = call.query;
        const times = await timesOf(tx, call.params.ledgerId, call.query);
        return reskontroMade(tx, { ...call.params, ...times, settledToo, ...(partyId ? { partyId } : {}) });
      }),
  }),
  route({
    ...ofReport,
    url: "/api/v1/ledgers/:ledgerId/reports/trial-balance",
    summary: "What each account received, gave and holds.",
    schema: { params: ledgerParams, query: z.strictObject(asOfQuery), responses: { 200: trialBalanceShown } },
    handler: (call) =>
      answerReport(call, async (tx) => {
        const { ledgerId } = call.params;
        const report = await trialBalance(tx, { ledgerId, ...(await timesOf(tx, ledgerId, call.query)) });
        const tables = () => [trialBalanceTable(report)];
        return { name: `trial-balance-${report.asOf}`, schema: trialBalanceShown, report, tables };
      }),
  }),
  route({
    ...ofReport,
    // Who sees some clinics only cannot tell a missing number from one out of reach.
    permission: { action: "reports.read", scope: "tenant" },
    url: "/api/v1/ledgers/:ledgerId/number-certificate",
    summary: "The certificate of the ledger's number series: first, last, missing, for each ledger that shares it.",
    schema: {
      params: ledgerParams,
      query: z.strictObject({ asOf: day.optional(), ...written }),
      responses: { 200: certificateShown },
    },
    handler: (call) =>
      answerReport(call, async (tx) => {
        const { ledgerId } = call.params;
        const report = await numberCertificate(tx, {
          ledgerId,
          asOf: call.query.asOf ?? (await todayOf(tx, ledgerId)),
        });
        const name = `number-certificate-${report.asOf}`;
        return { name, schema: certificateShown, report, tables: () => certificateTables(report) };
      }),
  }),
];

const overDays = [
  route({
    ...ofReport,
    url: "/api/v1/ledgers/:ledgerId/reports/account-statement",
    summary: "One customer's dealings with the ledger from a day to a day, with opening and closing balance.",
    schema: {
      params: ledgerParams,
      query: z.strictObject({ partyId: uuid, from: day, to: day, knownAt, ...written }),
      responses: { 200: accountStatementShown },
    },
    handler: (call) =>
      answerReport(call, async (tx) => {
        const { ledgerId } = call.params;
        await ledgerById(tx, ledgerId);
        const { partyId, from, to } = call.query;
        const report = await accountStatement(tx, { ledgerId, partyId, from, to, ...known(call.query.knownAt) });
        const tables = () => accountStatementTables(report);
        return { name: `account-statement-${from}-${to}`, schema: accountStatementShown, report, tables };
      }),
  }),
  route({
    ...ofReport,
    url: "/api/v1/ledgers/:ledgerId/reports/day-proof",
    summary: "The øre proof of a day: every equation with its parts, the rows behind them and the difference.",
    schema: {
      params: ledgerParams,
      query: z.strictObject({ day: day.optional(), knownAt, ...written }),
      responses: { 200: dayProofShown },
    },
    handler: (call) =>
      answerReport(call, async (tx) => {
        const { ledgerId } = call.params;
        const today = await todayOf(tx, ledgerId);
        const report = await dayProof(tx, { ledgerId, day: call.query.day ?? today, ...known(call.query.knownAt) });
        const tables = () => dayProofTables(report);
        return { name: `day-proof-${report.day}`, schema: dayProofShown, report, tables };
      }),
  }),
  route({
    ...ofReport,
    url: "/api/v1/ledgers/:ledgerId/reports/day-proofs",
    summary: "The proof of every day from one to another, without the rows behind it.",
    schema: {
      params: ledgerParams,
      query: z.strictObject({ from: day, to: day, knownAt, ...written }),
      responses: { 200: proofRangeShown },
    },
    handler: (call) =>
      answerReport(call, async (tx) => {
        const { from, to } = call.query;
        const days = await proofRange(tx, { ...call.params, from, to, ...known(call.query.knownAt) });
        const name = `day-proofs-${from}-${to}`;
        return { name, schema: proofRangeShown, report: { days }, tables: () => proofRangeTables(days) };
      }),
  }),
];

const ofTheBooks = [
  route({
    ...ofReport,
    url: "/api/v1/ledgers/:ledgerId/reports/currentness",
    summary: "Is the ledger current as of this morning: the newest files of each bank account.",
    schema: { params: ledgerParams, query: z.strictObject(written), responses: { 200: currentnessShown } },
    handler: (call) =>
      answerReport(call, async (tx) => {
        const report = await currentness(tx, call.params);
        const tables = () => [currentnessTable(report)];
        return { name: `currentness-${report.today}`, schema: currentnessShown, report, tables };
      }),
  }),
  route({
    ...ofReport,
    url: "/api/v1/ledgers/:ledgerId/reports/journal",
    summary: "The journal whole, in order of day and record: every entry with its postings.",
    schema: {
      params: ledgerParams,
      query: z.strictObject({ from: day.optional(), to: day.optional(), knownAt, ...written }),
      responses: { 200: journalShown },
    },
    handler: (call) =>
      answerReport(call, async (tx) => {
        const { ledgerId } = call.params;
        const { id, name: ledgerName, currency } = await ledgerById(tx, ledgerId);
        const { asOf: to, knownAt: at = tx.now } = await timesOf(tx, ledgerId, { ...call.query, asOf: call.query.to });
        const from = call.query.from ?? null;
        const rows = journalEntries(tx, { ledgerId, to, ...(from ? { from } : {}) }, at);
        const times = { ...(from ? { from } : {}), to, knownAt: at.toString(), currency };
        return {
          name: `journal-${to}`,
          schema: journalShown,
          report: { ledgerId: id, ledgerName, currency, from, to, knownAt: at },
          long: { field: "entries", rows },
          tables: () => [journalTable(rows, times, ledgerName)],
        };
      }),
  }),
  route({
    ...ofReport,
    url: "/api/v1/ledgers/:ledgerId/entries",
    summary: "The journal in order of day and record, page by page. As a file, the header X-Next-Cursor goes on.",
    schema: {
      params: ledgerParams,
      query: z.strictObject({
        from: day.optional(),
        to: day.optional(),
        cursor: z.string().max(60).optional(),
        limit: z.coerce.number().int().min(1).max(500).default(50),
        ...written,
      }),
      responses: { 200: entriesShown },
    },
    handler: (call) =>
      answerReport(call, async (tx) => {
        const { ledgerId } = call.params;
        await ledgerById(tx, ledgerId);
        const { from, to, cursor, limit } = call.query;
        const question = { ledgerId, limit, ...(from ? { from } : {}), ...(to ? { to } : {}) };
        const found = await entriesOf(tx, cursor === undefined ? question : { ...question, cursor });
        return {
          name: "entries",
          schema: entriesShown,
          report: { items: found.entries, nextCursor: found.next },
          tables: () => [journalTable(found.entries)],
          headers: found.next === null ? {} : { "x-next-cursor": found.next },
        };
      }),
  }),
];

export const reportRoutes = [...asOfADay, ...overDays, ...ofTheBooks];
