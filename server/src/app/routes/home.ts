import * as z from "zod";
import { decodeCursor, day, ok, page, pageOf, pageQuery, route, uuid } from "../../platform/http/index.ts";
import { filedReport, home, homeRows, HOME_FIGURES, listFiledReports } from "../../reports/index.ts";
import { count, explanation, mayAlso, moment } from "./fields.ts";
import { ledgerParams } from "./report-answer.ts";
import { saidRow, saidRows } from "./said-rows.ts";

const chapter = "Home";
const permission = { action: "reports.read", scope: "ledger" } as const;

const why = z.object({ rule: z.string(), version: z.int(), inputs: explanation });
const part = z.object({
  name: z.string(),
  unit: z.enum(["minor", "count", "minutes"]),
  value: count,
  count,
  rows: z.string(),
});
const unit = z.enum(["minor", "dayTenths", "basisPoints", "hundredths", "minutes"]);
const figure = z.object({
  name: z.enum(HOME_FIGURES),
  unit,
  value: count.nullable(),
  explanation: why,
  parts: z.array(part),
});
const week = z.object({ no: z.int(), from: day, to: day, expected: part, low: part, high: part });

const shown = z.object({
  madeAt: moment,
  books: z.array(
    z.object({
      currency: z.string(),
      day,
      ledgers: z.array(z.object({ ledgerId: uuid, name: z.string() })),
      figures: z.array(figure),
      forecast: figure.extend({ weeks: z.array(week) }),
    }),
  ),
});

const row = saidRow.extend({
  kind: z.enum(["bankAccount", "openItem", "entry", "bankLine", "auditEvent", "invoice"]),
  explanation: why.nullable(),
  reference: z.string().nullable(),
});

const homeAnswers = [
  route({
    method: "GET",
    url: "/api/v1/home",
    summary:
      "Cash, receivables and work at a glance, over all ledgers in reach or one, by currency. Each figure has its rule and the addresses of its rows.",
    chapter,
    permission,
    schema: { query: z.strictObject({ ledgerId: uuid.optional() }), responses: { 200: shown } },
    inTransaction: async (tx, { query: { ledgerId } }) => ok(await home(tx, { ledgerId })),
  }),
  route({
    method: "GET",
    url: "/api/v1/home/rows",
    summary:
      "The rows behind a part of a figure: their values add up to the part's. Addresses are given by the figures.",
    chapter,
    permission,
    schema: {
      query: z.strictObject({
        ...pageQuery,
        figure: z.enum(HOME_FIGURES),
        part: z.string().regex(/^[\w -]{1,24}$/),
        currency: z.string().regex(/^[A-Z]{3}$/),
        day,
        ledgerId: uuid.optional(),
      }),
      responses: { 200: pageOf(row) },
    },
    inTransaction: async (tx, call) => {
      const { cursor, limit, ...question } = call.query;
      const after = decodeCursor(cursor, z.tuple([uuid]))?.[0];
      const rows = await homeRows(tx, { ...question, after, limit: limit + 1 });
      const found = page(rows, limit, ({ id }) => [id]);
      const withNames = mayAlso(call, "reports.read", "parties.read");
      return ok({ ...found, items: await saidRows(tx, found.items, withNames) });
    },
  }),
];

const cell = { openMinor: count, items: count };
const filed = z.object({
  id: uuid,
  ledgerId: uuid,
  kind: z.enum(["aging"]),
  monthOn: day,
  asOfOn: day,
  knownAt: moment,
  sha256: z.string(),
  byteLength: count,
  totals: z.object({ ...cell, buckets: z.array(z.object({ label: z.string(), ...cell })) }),
});

const filedReports = [
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/filed-reports",
    summary: "Reports that were made and put away by themselves, one aging for each month, newest first.",
    chapter,
    permission,
    schema: { params: ledgerParams, query: z.strictObject(pageQuery), responses: { 200: pageOf(filed) } },
    inTransaction: async (tx, { params: { ledgerId }, query: { limit, cursor } }) => {
      const before = decodeCursor(cursor, z.tuple([day]))?.[0];
      const found = page(await listFiledReports(tx, { ledgerId, before, limit: limit + 1 }), limit, ({ monthOn }) => [
        monthOn,
      ]);
      return ok({ ...found, items: found.items.map((one) => ({ ...one, sha256: one.sha256.toString("hex") })) });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/filed-reports/:reportId",
    summary: "A filed report's bytes, the same whenever they are asked for.",
    chapter,
    permission,
    files: { mediaTypes: ["application/json"] },
    schema: { params: ledgerParams.extend({ reportId: uuid }), responses: { 200: null } },
    inTransaction: async (tx, { params: { ledgerId, reportId } }) => {
      const { bytes, kind, asOfOn, sha256 } = await filedReport(tx, ledgerId, reportId);
      return ok(bytes, {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="${kind}-${asOfOn}.json"`,
        etag: `"${sha256.toString("hex")}"`,
      });
    },
  }),
];

export const homeRoutes = [...homeAnswers, ...filedReports];
