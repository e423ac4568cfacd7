import * as z from "zod";
import { decodeCursor, day, ok, page, pageOf, pageQuery, route, uuid } from "../../platform/http/index.ts";
import {
  chart,
  chartRows,
  CHARTS,
  type Chart,
  type ChartBar,
  type ChartBook,
  type Table,
} from "../../reports/index.ts";
import { count, explanation, mayAlso } from "./fields.ts";
import { answerReport, ofReport, written } from "./report-answer.ts";
import { saidRow, saidRows } from "./said-rows.ts";

/** Shares in bars over time, level and channel, and the rows that each bar is the sum of. */

const bar = z.object({
  /** The first day of a month, a level or a channel; null over all. */
  bar: z.string().nullable(),
  ledgerId: uuid.nullable(),
  value: count.nullable(),
  parts: z.array(z.object({ name: z.string(), value: count })),
});
const chartShown = z.object({
  chart: z.enum(CHARTS),
  unit: z.enum(["basisPoints", "dayTenths"]),
  day,
  books: z.array(
    z.object({
      currency: z.string(),
      from: day,
      to: day,
      ledgers: z.array(z.object({ ledgerId: uuid, name: z.string() })),
      bars: z.array(bar),
      clinics: z.array(bar),
      cells: z.array(bar),
      whole: bar.nullable(),
      explanation: z.object({ rule: z.string(), version: z.int(), inputs: explanation }),
    }),
  ),
});
const row = saidRow.extend({ kind: z.enum(["openItem", "invoice", "entry"]) });

const COLUMN_NAMES: Readonly<Record<string, string>> = {
  lost: "Lost",
  billed: "Billed",
  receivables: "Receivables",
  paid7: "Paid within 7 days",
  paid14: "Paid within 14 days",
  reminded: "Reminded of",
  paid: "Paid",
  reached: "Reached",
};
const TITLES: Readonly<Record<Chart["chart"], string>> = {
  losses: "Loss rate",
  dso: "Days sales outstanding",
  reminders: "Effect of reminders",
  channels: "Paid by channel",
};

/** One bar a row, over all clinics and of each; one table for each currency. */
function chartTables({ chart: name, unit, books }: Chart): readonly Table[] {
  return books.map(({ currency, from, to, bars, cells, ledgers }: ChartBook) => {
    const nameOf = new Map(ledgers.map(({ ledgerId, name: said }) => [ledgerId, said]));
    const parts = bars[0]?.parts.map((part) => part.name) ?? [];
    const cellsOf = (one: ChartBar) => [
      one.ledgerId === null ? null : (nameOf.get(one.ledgerId) ?? null),
      one.bar,
      ...one.parts.map(({ value }) => value),
      one.value,
    ];
    return {
      title: TITLES[name],
      parameters: { from, to, currency },
      columns: [
        { name: "ledger", label: "Ledger", kind: "text" },
        { name: "bar", label: "Bar", kind: "text" },
        ...parts.map((part) => ({ name: part, label: COLUMN_NAMES[part] ?? part, kind: "money" as const })),
        { name: unit, label: unit === "basisPoints" ? "Hundredths of a percent" : "Tenths of a day", kind: "count" },
      ],
      rows: [...bars, ...cells].map(cellsOf),
    };
  });
}

const whichChart = { chart: z.enum(CHARTS) };

export const figureRoutes = [
  route({
    ...ofReport,
    url: "/api/v1/figures",
    summary:
      "A share in bars, over the ledgers in reach or one, by currency: loss rate and days sales outstanding by month, what reminders bring by level, what is paid by channel.",
    schema: {
      query: z.strictObject({ ...whichChart, ...written, ledgerId: uuid.optional() }),
      responses: { 200: chartShown },
    },
    handler: (call) =>
      answerReport(call, async (tx) => {
        const report = await chart(tx, call.query.chart, { ledgerId: call.query.ledgerId });
        const tables = () => chartTables(report);
        return { name: `${report.chart}-${report.day}`, schema: chartShown, report, tables };
      }),
  }),
  route({
    method: "GET",
    url: "/api/v1/figures/rows",
    summary: "The rows behind a part of a bar: their values add up to the part's. Without a bar, of all bars.",
    chapter: "Reports",
    permission: { action: "reports.read", scope: "ledger" },
    schema: {
      query: z.strictObject({
        ...whichChart,
        ...pageQuery,
        part: z.string().regex(/^[\w]{1,24}$/),
        bar: z
          .string()
          .regex(/^[\w-]{1,24}$/)
          .optional(),
        currency: z.string().regex(/^[A-Z]{3}$/),
        ledgerId: uuid.optional(),
      }),
      responses: { 200: pageOf(row) },
    },
    inTransaction: async (tx, call) => {
      const { cursor, limit, ...question } = call.query;
      const after = decodeCursor(cursor, z.tuple([uuid]))?.[0];
      const rows = await chartRows(tx, { ...question, after, limit: limit + 1 });
      const found = page(rows, limit, ({ id }) => [id]);
      const said = await saidRows(tx, found.items, mayAlso(call, "reports.read", "parties.read"));
      return ok({ ...found, items: said.map((one) => ({ ...one, kind: row.shape.kind.parse(one.kind) })) });
    },
  }),
];
