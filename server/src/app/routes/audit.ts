import * as z from "zod";
import { decodeCursor, instant, ok, page, pageOf, pageQuery, route, uuid } from "../../platform/http/index.ts";
import { languageAsked, recordAudit, toJson, withTenant } from "../../platform/index.ts";
import {
  auditRows,
  auditTrail,
  sealState,
  trailWords,
  type ReportLanguage,
  type StreamedTable,
  type TrailEvent,
  type TrailFilter,
} from "../../reports/index.ts";
import { count, moment } from "./fields.ts";
import { answerReport, reportFiles, written } from "./report-answer.ts";
import { toldOf } from "./trail-detail.ts";
import { trailSpeaker } from "./trail-words.ts";

const chapter = "Audit";
const permission = { action: "audit.read", scope: "tenant" } as const;

const shown = z.object({
  id: uuid,
  at: moment,
  actorKind: z.string(),
  actorId: z.string(),
  /** Of a person or of an API key. */
  actorName: z.string().nullable(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string().nullable(),
  requestId: z.string().nullable(),
  /** All that was kept, as it was kept. */
  detail: z.record(z.string(), z.unknown()),
  /** The same in parts: what changed, why, and the rest. */
  changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
  reason: z.string().nullable(),
  rest: z.array(z.object({ field: z.string(), value: z.unknown() })),
});

const word = z.string().regex(/^[\w.:-]{1,80}$/);
const filter = {
  subjectKind: word.optional(),
  subjectId: word.optional(),
  action: word.optional(),
  actorId: word.optional(),
  partyId: uuid.optional(),
  from: instant.optional(),
  to: instant.optional(),
};

type Said = ReturnType<typeof trailSpeaker>;
type TrailColumn = {
  readonly name: string;
  readonly label: string;
  readonly cell: (event: TrailEvent, said: Said) => string | null;
};

/** What a person reads, in the words of the screens. */
const IN_WORDS: readonly TrailColumn[] = [
  { name: "at", label: "Time", cell: ({ at }) => at.toString() },
  { name: "actor", label: "Who", cell: ({ actorName, actorId }) => actorName ?? actorId },
  { name: "as", label: "As", cell: ({ actorKind }, said) => said.actorOf(actorKind) },
  { name: "what", label: "What", cell: ({ action }, said) => said.actionOf(action) },
  { name: "about", label: "Subject", cell: ({ subjectKind }, said) => said.subjectOf(subjectKind) },
  { name: "told", label: "Detail", cell: ({ detail }, said) => said.detailOf(detail) },
];
const SUBJECT: TrailColumn = { name: "subjectId", label: "Id", cell: ({ subjectId }) => subjectId };
/** What a program reads: the codes, the same in every language. */
const IN_CODES: readonly TrailColumn[] = [
  { name: "actorKind", label: "Code of who", cell: ({ actorKind }) => actorKind },
  { name: "action", label: "Code of what", cell: ({ action }) => action },
  { name: "subjectKind", label: "Code of subject", cell: ({ subjectKind }) => subjectKind },
  SUBJECT,
  { name: "requestId", label: "Request", cell: ({ requestId }) => requestId },
  { name: "detail", label: "Data", cell: ({ detail }) => toJson(detail) },
];

async function* cellsOf(events: AsyncIterable<TrailEvent>, columns: readonly TrailColumn[], said: Said) {
  for await (const event of events) yield columns.map(({ cell }) => cell(event, said));
}

/** The trail as a file: all that fits, not a page of it. Paper has the words only, with the subject's id. */
function trailTable(
  events: AsyncIterable<TrailEvent>,
  knownAt: string,
  { format, language }: { readonly format: string; readonly language: ReportLanguage },
): StreamedTable {
  const columns = [...IN_WORDS, ...(format === "pdf" ? [SUBJECT] : IN_CODES)];
  return {
    title: "Audit trail",
    parameters: { knownAt },
    columns: columns.map(({ name, label }) => ({ name, label, kind: "text" })),
    rows: cellsOf(events, columns, trailSpeaker(language)),
  };
}

export const auditRoutes = [
  route({
    method: "GET",
    url: "/api/v1/audit-events",
    summary:
      "What happened, newest first: who, what, on which subject, when; as a file all that fits, and that it was taken is kept.",
    chapter,
    permission,
    files: reportFiles,
    schema: {
      query: z.strictObject({ ...pageQuery, ...filter, ...written }),
      responses: { 200: pageOf(shown) },
    },
    handler: async (call) => {
      const { limit, cursor, format, language: chosen, bom: _bom, ...asked } = call.query;
      const language = chosen ?? languageAsked(call.request.headers["accept-language"]);
      const wanted: TrailFilter = asked;
      // Written before the first piece leaves (SEC-77).
      if (format !== "json")
        await withTenant(call.platform, call.context, (tx) =>
          recordAudit(tx, {
            action: "audit.exported",
            subjectKind: "tenant",
            subjectId: tx.tenantId,
            detail: { format },
          }),
        );
      return answerReport(call, async (tx) => {
        const below = decodeCursor(cursor, z.tuple([uuid]))?.[0];
        const found = format === "json" ? await auditTrail(tx, wanted, limit + 1, below) : [];
        return {
          name: "audit-trail",
          schema: pageOf(shown),
          report: page(
            found.map((event) => ({ ...event, ...toldOf(event.detail) })),
            limit,
            (event) => [event.id],
          ),
          tables: () => [trailTable(auditRows(tx, wanted), tx.now.toString(), { format, language })],
        };
      });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/audit-words",
    summary: "The actions and the actors that stand in the trail of late, to choose a filter from.",
    chapter,
    permission,
    schema: {
      responses: {
        200: z.object({
          actions: z.array(z.string()),
          actors: z.array(z.object({ id: z.string(), kind: z.string(), name: z.string().nullable() })),
        }),
      },
    },
    inTransaction: async (tx) => ok(await trailWords(tx)),
  }),
  route({
    method: "GET",
    url: "/api/v1/seal",
    summary:
      "Up to when the books and the trail are sealed, and whether the chains held when they were last gone through.",
    chapter,
    permission,
    schema: {
      responses: {
        200: z.object({
          streams: z.array(
            z.object({ stream: z.enum(["entry", "audit"]), sealed: count, sealedAt: moment, waiting: count }),
          ),
          checked: z.object({ at: moment, holds: z.boolean() }).nullable(),
        }),
      },
    },
    inTransaction: async (tx) => ok(await sealState(tx)),
  }),
];
