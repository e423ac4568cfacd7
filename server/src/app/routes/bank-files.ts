import * as z from "zod";
import {
  bankFileById,
  importFile,
  listBankFiles,
  releaseFile,
  turnDownFile,
  NOTHING_SAID,
  standingOfFiles,
  type BankFile,
  type BankFileReader,
  type FileChunks,
  type FileStanding,
} from "../../banking/index.ts";
import {
  amountMinor,
  created,
  day,
  decodeCursor,
  ok,
  page,
  pageOf,
  pageQuery,
  route,
  uuid,
  type Route,
} from "../../platform/http/index.ts";
import { withTenant, type TenantTransaction } from "../../platform/index.ts";
import { bankFileLines } from "../../reports/index.ts";
import { count, moment, momentAndId, reason } from "./fields.ts";

const chapter = "Bank files";
const params = z.strictObject({ fileId: uuid });
const states = ["stored", "rejected", "quarantined", "awaitingRelease", "posting", "posted"] as const;
/** SEC-62: larger files come by the watched directory or the command line. */
const MOST_BYTES = 20_000_000;

const summary = z.object({
  id: uuid,
  format: z.string(),
  channel: z.string(),
  state: z.enum(states),
  byteLength: count,
  receivedAt: moment,
  receivedBy: z.string(),
});
const sum = z.object({ lines: z.int(), minor: amountMinor });
const listed = summary.extend({
  totals: z.object({
    lines: z.int(),
    ledgerMinor: amountMinor,
    byState: z.record(z.string(), sum),
    statements: z.int(),
    statementLines: z.int(),
    problemCount: z.int(),
  }),
  /** What the file says of itself, also before it is posted. */
  payments: count,
  amountMinor,
  /** Lines that wait for a person now. */
  waiting: count,
});
const problem = z.object({
  code: z.string(),
  level: z.enum(["file", "warn", "info", "line"]),
  line: z.int(),
  field: z.string().optional(),
  /** What stood there; a person's number is no part of it. */
  value: z.string().optional(),
  rule: z.string(),
  sentence: z.string(),
});
/** A file may have thousands of findings; these are the first. */
const MOST_PROBLEMS = 200;
/** `totals` as the list has them. */
const shown = listed.extend({ problemCount: z.int(), problems: z.array(problem) });
const taken = shown.extend({ alreadyImported: z.boolean() });

function show<File extends Pick<BankFile, "problems">>(file: File, standing: FileStanding) {
  return {
    ...file,
    ...standing,
    problemCount: file.problems.length,
    problems: file.problems.slice(0, MOST_PROBLEMS),
  };
}

/** A file as it stands now. */
async function shownOf(tx: TenantTransaction, file: BankFile) {
  return show(file, (await standingOfFiles(tx, [file.id])).get(file.id) ?? NOTHING_SAID);
}

const reading = [
  route({
    method: "GET",
    url: "/api/v1/bank-files",
    summary: "Files from the bank, newest first: what each brought and where its money went.",
    chapter,
    permission: { action: "bankFiles.read", scope: "tenant" },
    schema: {
      query: z.strictObject({ ...pageQuery, state: z.enum(states).optional() }),
      responses: { 200: pageOf(listed) },
    },
    inTransaction: async (tx, { query: { state, limit, cursor } }) => {
      const [receivedAt, id] = decodeCursor(cursor, momentAndId) ?? [];
      const filter = {
        limit: limit + 1,
        ...(state ? { state } : {}),
        ...(receivedAt && id ? { after: { receivedAt, id } } : {}),
      };
      return ok(page(await listBankFiles(tx, filter), limit, (file) => [file.receivedAt.toString(), file.id]));
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/bank-files/:fileId",
    summary: "One file with what was found wrong or strange in it, the first 200 findings.",
    chapter,
    permission: { action: "bankFiles.read", scope: "tenant" },
    schema: { params, responses: { 200: shown } },
    inTransaction: async (tx, { params: { fileId } }) => {
      const file = await bankFileById(tx, fileId);
      return ok(await shownOf(tx, file));
    },
  }),
];

const fileLine = z.object({
  kind: z.enum(["payment", "statement"]),
  id: uuid,
  ledgerId: uuid,
  lineNo: z.int(),
  on: day,
  amountMinor,
  reference: z.string().nullable(),
  state: z.string(),
  invoices: z.array(z.object({ id: uuid, number: z.string(), amountMinor })),
});
const linePlace = z.tuple([z.enum(["payment", "statement"]), uuid, z.coerce.number().int(), uuid]);

const ofLines = route({
  method: "GET",
  url: "/api/v1/bank-files/:fileId/lines",
  summary:
    "The lines of a file in their order, and what became of each: its state, and the invoices its money settled.",
  chapter,
  permission: { action: "bankFiles.read", scope: "tenant" },
  schema: {
    params,
    query: z.strictObject({
      ...pageQuery,
      waiting: z.stringbool({ truthy: ["true"], falsy: ["false"] }).default(false),
    }),
    responses: { 200: pageOf(fileLine) },
  },
  inTransaction: async (tx, { params: { fileId }, query: { limit, cursor, waiting } }) => {
    await bankFileById(tx, fileId);
    const [kind, place, lineNo, id] = decodeCursor(cursor, linePlace) ?? [];
    const after = kind && place && lineNo !== undefined && id ? { after: { kind, place, lineNo, id } } : {};
    const found = await bankFileLines(tx, fileId, { waiting, limit: limit + 1, ...after });
    return ok(page(found, limit, (line) => [line.kind, line.place, String(line.lineNo), line.id]));
  },
});

/** Files from the bank, brought in by a person or a program, released by a second person (SEC-14). */
export function bankFileRoutes(reader: BankFileReader): Route[] {
  return [
    ...reading,
    ofLines,
    route({
      method: "POST",
      url: "/api/v1/bank-files",
      summary:
        "Takes a file from the bank, checks it whole and lets it wait for a second person. 200 when it was here before.",
      chapter,
      permission: { action: "bankFiles.upload", scope: "tenant" },
      upload: { mostBytes: MOST_BYTES },
      schema: {
        query: z.strictObject({
          confirmUnknownAccounts: z.stringbool({ truthy: ["true"], falsy: ["false"] }).default(false),
        }),
        responses: { 200: taken, 201: taken },
      },
      handler: async ({ platform, context, query, body }) => {
        const { file, alreadyImported } = await importFile(platform, context, reader, {
          channel: "upload",
          chunks: body as unknown as FileChunks,
          confirmUnknownAccounts: query.confirmUnknownAccounts,
        });
        const answer = { ...(await withTenant(platform, context, (tx) => shownOf(tx, file))), alreadyImported };
        return alreadyImported ? ok(answer) : created(answer);
      },
    }),
    route({
      method: "POST",
      url: "/api/v1/bank-files/:fileId/release",
      summary:
        "Releases a file that another person uploaded, in one-person mode also one's own, of which the accountant is told; its payments are matched and posted.",
      chapter,
      permission: { action: "bankFiles.release", scope: "tenant", fresh: true },
      idempotent: true,
      schema: { params, responses: { 200: shown } },
      handler: async ({ platform, context, params: { fileId } }) => {
        const file = await releaseFile(platform, context, reader, fileId);
        return ok(await withTenant(platform, context, (tx) => shownOf(tx, file)));
      },
    }),
    route({
      method: "POST",
      url: "/api/v1/bank-files/:fileId/refusal",
      summary: "Refuses a file that waits, with a reason: nothing of it is posted.",
      chapter,
      permission: { action: "bankFiles.release", scope: "tenant" },
      schema: { params, body: z.strictObject({ reason }), responses: { 200: shown } },
      handler: async ({ platform, context, params: { fileId }, body }) => {
        const file = await turnDownFile(platform, context, fileId, body.reason);
        return ok(await withTenant(platform, context, (tx) => shownOf(tx, file)));
      },
    }),
  ];
}
