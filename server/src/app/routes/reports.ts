import * as z from "zod";
import { ledgerById } from "../../ledger/index.ts";
import { day, route, uuid } from "../../platform/http/index.ts";
import {
  accountStatement,
  accountStatementTables,
  currentness,
  dayProof,
  dayProofTables,
  entriesOf,
  journalEntries,
  numberCertificate,
  proofRange,
  trialBalance,
  trialBalanceTable,
} from "../../reports/index.ts";
import { agingRoutes } from "./report-aging.ts";
import {
  answerReport,
  asOfQuery,
  known,
  knownAt,
  ledgerParams,
  ofReport,
  timesOf,
  todayOf,
  written,
} from "./report-answer.ts";
import {
  accountStatementShown,
  certificateShown,
  currentnessShown,
  dayProofShown,
  entriesShown,
  journalShown,
  proofRangeShown,
  trialBalanceShown,
} from "./report-fields.ts";
import { reskontroRoutes } from "./report-reskontro.ts";
import { certificateTables, currentnessTable, journalTable, proofRangeTables } from "./report-tables.ts";

const asOfADay = [
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

export const reportRoutes = [...agingRoutes, ...reskontroRoutes, ...asOfADay, ...overDays, ...ofTheBooks];
