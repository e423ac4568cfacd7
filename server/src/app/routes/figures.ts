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
  /** The first day of a month, a level, a channel or a kind of work; null over all. */
  bar: z.string().nullable(),
  ledgerId: uuid.nullable(),
  value: count.nullable(),
  parts: z.array(z.object({ name: z.string(), value: count, count: count.nullable() })),
});
const chartShown = z.object({
  chart: z.enum(CHARTS),
  unit: z.enum(["basisPoints", "dayTenths", "per100Tenths", "count"]),
  partUnit: z.enum(["minor", "count"]),
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
const row = saidRow.extend({
  kind: z.enum(["openItem", "invoice", "entry", "bankLine", "followUpStep", "auditEvent"]),
});

const COLUMN_NAMES: Readonly<Record<string, string>> = {
  lost: "Lost",
  billed: "Billed",
  receivables: "Receivables",
  paid7: "Paid within 7 days",
  paid14: "Paid within 14 days",
  reminded: "Reminded of",
  paid: "Paid",
  reached: "Reached",
  bankReference: "Bank, by reference",
  bank: "Bank, no usable reference",
  directDebit: "Direct debit",
  card: "Card",
  wallet: "Wallet",
  partPayment: "Part payment partner",
  terminal: "Terminal",
  customerCredit: "Credit to the payer",
  agency: "Collection agency",
  credit: "Credited",
  other: "Other",
  open: "Open",
  invoiced: "Invoiced",
  clinic: "Touches at the clinic",
  headOffice: "Touches at head office",
  untouched: "Invoices nobody touched",
  invoices: "Invoices",
  byItself: "Done by itself",
};
const UNITS: Readonly<Record<Chart["unit"], string>> = {
  basisPoints: "Hundredths of a percent",
  dayTenths: "Tenths of a day",
  per100Tenths: "Tenths of a touch for each 100 invoices",
  count: "Touches",
};
const TITLES: Readonly<Record<Chart["chart"], string>> = {
  losses: "Loss rate",
  dso: "Days sales outstanding",
  reminders: "Effect of reminders",
  channels: "Paid by channel",
  settlement: "Settled by way of payment",
  work: "Work caused by invoices",
  workKinds: "Kinds of work",
};

/** One bar a row, over all clinics and of each; one table for each currency. */
function chartTables({ chart: name, unit, partUnit, books }: Chart): readonly Table[] {
  return books.map(({ currency, from, to, bars, cells, ledgers }: ChartBook) => {
    const nameOf = new Map(ledgers.map(({ ledgerId, name: said }) => [ledgerId, said]));
    const parts = bars[0]?.parts.map((part) => part.name) ?? [];
    const kind = partUnit === "minor" ? ("money" as const) : ("count" as const);
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
        ...parts.map((part) => ({ name: part, label: COLUMN_NAMES[part] ?? part, kind })),
        { name: unit, label: UNITS[unit], kind: "count" },
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
      "A share in bars, over the ledgers in reach or one, by currency: loss rate and days sales outstanding by month, what reminders bring by level, what is paid by channel, what settled the bills of a month, and the work that invoices cause by month and kind.",
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
