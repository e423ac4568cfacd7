import * as z from "zod";
import {
  bankFileById,
  importFile,
  listBankFiles,
  releaseFile,
  type BankFile,
  type BankFileReader,
  type FileChunks,
} from "../../banking/index.ts";
import {
  amountMinor,
  created,
  decodeCursor,
  ok,
  page,
  pageOf,
  pageQuery,
  route,
  uuid,
  type Route,
} from "../../platform/http/index.ts";
import { count, moment, momentAndId } from "./fields.ts";

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
});
const problem = z.object({
  code: z.string(),
  level: z.enum(["file", "warn", "info", "line"]),
  line: z.int(),
  field: z.string().optional(),
  rule: z.string(),
  sentence: z.string(),
});
/** A file may have thousands of findings; these are the first. */
const MOST_PROBLEMS = 200;
const shown = summary.extend({ problemCount: z.int(), problems: z.array(problem) });
const taken = shown.extend({ alreadyImported: z.boolean() });

function show<File extends Pick<BankFile, "problems">>(file: File) {
  return { ...file, problemCount: file.problems.length, problems: file.problems.slice(0, MOST_PROBLEMS) };
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
    inTransaction: async (tx, call) => ok(show(await bankFileById(tx, call.params.fileId))),
  }),
];

/** Files from the bank, brought in by a person or a program, released by a second person (SEC-14). */
export function bankFileRoutes(reader: BankFileReader): Route[] {
  return [
    ...reading,
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
        const answer = { ...show(file), alreadyImported };
        return alreadyImported ? ok(answer) : created(answer);
      },
    }),
    route({
      method: "POST",
      url: "/api/v1/bank-files/:fileId/release",
      summary: "Releases a file that another person uploaded; its payments are matched and posted.",
      chapter,
      permission: { action: "bankFiles.release", scope: "tenant", fresh: true },
      idempotent: true,
      schema: { params, responses: { 200: shown } },
      handler: async ({ platform, context, params: { fileId } }) => {
        return ok(show(await releaseFile(platform, context, reader, fileId)));
      },
    }),
  ];
}
