import * as z from "zod";
import { ledgerById } from "../../ledger/index.ts";
import { day, route, uuid } from "../../platform/http/index.ts";
import {
  accountStatement,
  accountStatementTables,
  agingReport,
  agingTables,
  currentness,
  dayProof,
  dayProofTables,
  entriesOf,
  proofRange,
  reskontro,
  reskontroTables,
  trialBalance,
  trialBalanceTable,
} from "../../reports/index.ts";
import {
  answerReport,
  asOfQuery,
  format,
  known,
  knownAt,
  ledgerParams,
  reportFiles,
  timesOf,
  todayOf,
} from "./report-answer.ts";
import {
  accountStatementShown,
  agingShown,
  currentnessShown,
  dayProofShown,
  entriesShown,
  proofRangeShown,
  reskontroShown,
  trialBalanceShown,
} from "./report-fields.ts";
import { currentnessTable, journalTable } from "./report-tables.ts";

const ofReport = {
  method: "GET",
  chapter: "Reports",
  permission: { action: "reports.read", scope: "ledger" },
  files: reportFiles,
} as const;

const asOfADay = [
  route({
    ...ofReport,
    url: "/api/v1/ledgers/:ledgerId/reports/aging",
    summary: "Receivables by days overdue, in all and by customer.",
    schema: { params: ledgerParams, query: z.strictObject(asOfQuery), responses: { 200: agingShown } },
    inTransaction: async (tx, { params: { ledgerId }, query }) => {
      const report = await agingReport(tx, { ledgerId, ...(await timesOf(tx, ledgerId, query)) });
      const tables = () => agingTables(report);
      return answerReport(query.format, { name: `aging-${report.asOf}`, schema: agingShown, report, tables });
    },
  }),
  route({
    ...ofReport,
    url: "/api/v1/ledgers/:ledgerId/reports/reskontro",
    summary: "The sub-ledger of receivables: each open item with its history, and the items beside their accounts.",
    schema: {
      params: ledgerParams,
      query: z.strictObject({
        ...asOfQuery,
        partyId: uuid.optional(),
        settledToo: z.stringbool({ truthy: ["true"], falsy: ["false"] }).default(false),
      }),
      responses: { 200: reskontroShown },
    },
    inTransaction: async (tx, { params: { ledgerId }, query }) => {
      const { settledToo, partyId } = query;
      const times = await timesOf(tx, ledgerId, query);
      const report = await reskontro(tx, { ledgerId, ...times, settledToo, ...(partyId ? { partyId } : {}) });
      const tables = () => reskontroTables(report);
      return answerReport(query.format, { name: `reskontro-${report.asOf}`, schema: reskontroShown, report, tables });
    },
  }),
  route({
    ...ofReport,
    url: "/api/v1/ledgers/:ledgerId/reports/trial-balance",
    summary: "What each account received, gave and holds.",
    schema: { params: ledgerParams, query: z.strictObject(asOfQuery), responses: { 200: trialBalanceShown } },
    inTransaction: async (tx, { params: { ledgerId }, query }) => {
      const report = await trialBalance(tx, { ledgerId, ...(await timesOf(tx, ledgerId, query)) });
      const tables = () => [trialBalanceTable(report)];
      const name = `trial-balance-${report.asOf}`;
      return answerReport(query.format, { name, schema: trialBalanceShown, report, tables });
    },
  }),
];

const overDays = [
  route({
    ...ofReport,
    url: "/api/v1/ledgers/:ledgerId/reports/account-statement",
    summary: "One customer's dealings with the ledger from a day to a day, with opening and closing balance.",
    schema: {
      params: ledgerParams,
      query: z.strictObject({ partyId: uuid, from: day, to: day, knownAt, format }),
      responses: { 200: accountStatementShown },
    },
    inTransaction: async (tx, { params: { ledgerId }, query }) => {
      await ledgerById(tx, ledgerId);
      const { partyId, from, to } = query;
      const report = await accountStatement(tx, { ledgerId, partyId, from, to, ...known(query.knownAt) });
      const tables = () => accountStatementTables(report);
      const name = `account-statement-${from}-${to}`;
      return answerReport(query.format, { name, schema: accountStatementShown, report, tables });
    },
  }),
  route({
    ...ofReport,
    url: "/api/v1/ledgers/:ledgerId/reports/day-proof",
    summary: "The øre proof of a day: every equation with its parts, the rows behind them and the difference.",
    schema: {
      params: ledgerParams,
      query: z.strictObject({ day: day.optional(), knownAt, format }),
      responses: { 200: dayProofShown },
    },
    inTransaction: async (tx, { params: { ledgerId }, query }) => {
      const today = await todayOf(tx, ledgerId);
      const report = await dayProof(tx, { ledgerId, day: query.day ?? today, ...known(query.knownAt) });
      const tables = () => dayProofTables(report);
      return answerReport(query.format, { name: `day-proof-${report.day}`, schema: dayProofShown, report, tables });
    },
  }),
  route({
    ...ofReport,
    url: "/api/v1/ledgers/:ledgerId/reports/day-proofs",
    summary: "The proof of every day from one to another, without the rows behind it.",
    schema: {
      params: ledgerParams,
      query: z.strictObject({ from: day, to: day, knownAt, format }),
      responses: { 200: proofRangeShown },
    },
    inTransaction: async (tx, { params: { ledgerId }, query }) => {
      const { from, to } = query;
      const days = await proofRange(tx, { ledgerId, from, to, ...known(query.knownAt) });
      const tables = () => days.flatMap(dayProofTables);
      const name = `day-proofs-${from}-${to}`;
      return answerReport(query.format, { name, schema: proofRangeShown, report: { days }, tables });
    },
  }),
];

const ofTheBooks = [
  route({
    ...ofReport,
    url: "/api/v1/ledgers/:ledgerId/reports/currentness",
    summary: "Is the ledger current as of this morning: the newest files of each bank account.",
    schema: { params: ledgerParams, query: z.strictObject({ format }), responses: { 200: currentnessShown } },
    inTransaction: async (tx, { params: { ledgerId }, query }) => {
      const report = await currentness(tx, { ledgerId });
      const tables = () => [currentnessTable(report)];
      return answerReport(query.format, {
        name: `currentness-${report.today}`,
        schema: currentnessShown,
        report,
        tables,
      });
    },
  }),
  route({
    ...ofReport,
    url: "/api/v1/ledgers/:ledgerId/entries",
    summary:
      "The journal in order of day and record, each entry with its postings. As CSV, the header X-Next-Cursor goes on.",
    schema: {
      params: ledgerParams,
      query: z.strictObject({
        from: day.optional(),
        to: day.optional(),
        cursor: z.string().max(60).optional(),
        limit: z.coerce.number().int().min(1).max(500).default(50),
        format,
      }),
      responses: { 200: entriesShown },
    },
    inTransaction: async (tx, { params: { ledgerId }, query }) => {
      await ledgerById(tx, ledgerId);
      const { from, to, cursor, limit } = query;
      const question = { ledgerId, limit, ...(from ? { from } : {}), ...(to ? { to } : {}) };
      const found = await entriesOf(tx, cursor === undefined ? question : { ...question, cursor });
      return answerReport(query.format, {
        name: "entries",
        schema: entriesShown,
        report: { items: found.entries, nextCursor: found.next },
        tables: () => [journalTable(found)],
        headers: found.next === null ? {} : { "x-next-cursor": found.next },
      });
    },
  }),
];

export const reportRoutes = [...asOfADay, ...overDays, ...ofTheBooks];
