import * as z from "zod";
import { route, uuid } from "../../platform/http/index.ts";
import { AGE_BY, AGING_GROUPS, agingGroups, agingRows, agingTotals, PAYER_KINDS } from "../../reports/index.ts";
import { answerReport, asOfQuery, known, ledgerParams, ofReport, timesOf } from "./report-answer.ts";
import { agingGroupsShown, agingShown } from "./report-fields.ts";
import { agingGroupTables, agingSheet } from "./report-tables.ts";

const aged = { ...asOfQuery, by: z.enum(AGE_BY).optional(), payer: z.enum(PAYER_KINDS).optional() };

/** Receivables by age: of one ledger by customer, and over many by clinic, kind of payer or insurer. */
export const agingRoutes = [
  route({
    ...ofReport,
    url: "/api/v1/ledgers/:ledgerId/reports/aging",
    summary: "Receivables by days overdue, or since they were issued, in all and by customer.",
    schema: { params: ledgerParams, query: z.strictObject(aged), responses: { 200: agingShown } },
    handler: (call) =>
      answerReport(call, async (tx) => {
        const { by, payer } = call.query;
        const times = await timesOf(tx, call.params.ledgerId, call.query);
        const question = { ...call.params, ...times, by, payer };
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
    url: "/api/v1/reports/aging",
    summary:
      "Receivables by age over the ledgers in reach or one: by clinic, kind of payer or insurer. The rows behind a cell are lines of the sub-ledger.",
    schema: {
      query: z.strictObject({ ...aged, ledgerId: uuid.optional(), group: z.enum(AGING_GROUPS).optional() }),
      responses: { 200: agingGroupsShown },
    },
    handler: (call) =>
      answerReport(call, async (tx) => {
        const { by, payer, group, ledgerId, asOf, knownAt } = call.query;
        const report = await agingGroups(tx, { ledgerId, asOf, by, payer, group, ...known(knownAt) });
        const tables = () => agingGroupTables(report);
        return { name: `aging-${report.group}-${report.asOf}`, schema: agingGroupsShown, report, tables };
      }),
  }),
];
