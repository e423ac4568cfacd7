import * as z from "zod";
import { checkRuns, checkStates, runOneCheck } from "../../controls/index.ts";
import { decodeCursor, ok, page, pageOf, pageQuery, route, uuid } from "../../platform/http/index.ts";
import { checkRows, type CheckRow } from "../../reports/index.ts";
import { allChecks } from "../commands/verify.ts";
import { count, mayAlso, moment } from "./fields.ts";

const chapter = "Checks";

/** So many rows are shown of one check. */
const MOST_ROWS = 50;

const run = z.object({
  id: uuid,
  ranAt: moment,
  /** The names of the checks there were then: one that is not among them was not asked in this run. */
  asked: z.array(z.string()),
  broken: z.array(z.object({ name: z.string(), rows: count })),
});

const stood = z.object({
  name: z.string(),
  sentence: z.string(),
  /** `notRun`: the newest run did not ask it. */
  state: z.enum(["holds", "broken", "notRun"]),
  rows: count,
  brokenSince: moment.nullable(),
});

const value = z.union([count, z.string(), z.boolean(), z.null()]);
const answer = z.object({
  name: z.string(),
  sentence: z.string(),
  askedAt: moment,
  holds: z.boolean(),
  /** There are more rows than are shown. */
  more: z.boolean(),
  /** Who sees no money sees the rows without their amounts. */
  amounts: z.enum(["shown", "withheld"]),
  rows: z.array(
    z.object({
      values: z.record(z.string(), value),
      subject: z.object({ kind: z.enum(["invoice", "bankFile", "party", "ledger"]), id: uuid }).nullable(),
    }),
  ),
});

/** Administrators see no money (SEC-16). */
const withoutAmounts = ({ values, subject }: CheckRow): CheckRow => ({
  values: Object.fromEntries(Object.entries(values).map(([name, each]) => [name, /minor$/i.test(name) ? null : each])),
  subject,
});

/** What must always hold, how it stood night by night, and one check asked now. */
export const checkRoutes = [
  route({
    method: "GET",
    url: "/api/v1/checks",
    summary: "Every statement that must always hold, and how each stood in the newest run.",
    chapter,
    permission: { action: "alarms.read", scope: "tenant" },
    schema: { responses: { 200: z.object({ askedAt: moment, run: run.nullable(), items: z.array(stood) }) } },
    inTransaction: async (tx) => {
      const { run: newest, states } = await checkStates(tx, allChecks);
      return ok({ askedAt: tx.now, run: newest, items: states });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/check-runs",
    summary: "The runs through all checks, newest first: which were asked, which did not hold, and by how many rows.",
    chapter,
    permission: { action: "alarms.read", scope: "tenant" },
    schema: { query: z.strictObject(pageQuery), responses: { 200: pageOf(run) } },
    inTransaction: async (tx, { query: { limit, cursor } }) => {
      const after = decodeCursor(cursor, z.tuple([uuid]))?.[0];
      return ok(page(await checkRuns(tx, { after, limit: limit + 1 }), limit, ({ id }) => [id]));
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/checks/:name",
    summary: "Asks one check now and shows the rows that break it, at most fifty: ids, codes and amounts, no names.",
    chapter,
    permission: { action: "checks.run", scope: "tenant" },
    schema: { params: z.strictObject({ name: z.string().regex(/^[\w.-]{1,80}$/) }), responses: { 200: answer } },
    inTransaction: async (tx, call) => {
      const { name, sentence, breaches } = await runOneCheck(tx, allChecks, call.params.name);
      const rows = await checkRows(tx, name, breaches.slice(0, MOST_ROWS));
      const money = mayAlso(call, "checks.run", "reports.read");
      return ok({
        name,
        sentence,
        askedAt: tx.now,
        holds: breaches.length === 0,
        // A check stops looking when it has found so many: there may be more.
        more: breaches.length >= MOST_ROWS,
        amounts: money ? "shown" : "withheld",
        rows: money ? rows : rows.map(withoutAmounts),
      });
    },
  }),
];
