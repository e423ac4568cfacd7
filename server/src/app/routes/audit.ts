import * as z from "zod";
import { decodeCursor, instant, ok, page, pageOf, pageQuery, route, uuid } from "../../platform/http/index.ts";
import { recordAudit, toJson, withTenant } from "../../platform/index.ts";
import {
  auditRows,
  auditTrail,
  sealState,
  trailWords,
  type StreamedTable,
  type TrailEvent,
  type TrailFilter,
} from "../../reports/index.ts";
import { count, moment } from "./fields.ts";
import { answerReport, reportFiles, written } from "./report-answer.ts";

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
  detail: z.record(z.string(), z.unknown()),
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

async function* cellsOf(events: AsyncIterable<TrailEvent>) {
  for await (const { at, actorKind, actorId, actorName, action, subjectKind, subjectId, requestId, detail } of events)
    yield [at.toString(), actorName ?? actorId, actorKind, action, subjectKind, subjectId, requestId, toJson(detail)];
}

/** The trail as a file: all that fits, not a page of it. */
function trailTable(events: AsyncIterable<TrailEvent>, knownAt: string): StreamedTable {
  const column = (name: string, label: string) => ({ name, label, kind: "text" as const });
  return {
    title: "Audit trail",
    parameters: { knownAt },
    columns: [
      column("at", "Time"),
      column("actor", "Who"),
      column("actorKind", "As"),
      column("action", "What"),
      column("subjectKind", "Subject"),
      column("subjectId", "Id"),
      column("requestId", "Request"),
      column("detail", "Detail"),
    ],
    rows: cellsOf(events),
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
      const { limit, cursor, format, language: _language, bom: _bom, ...asked } = call.query;
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
          report: page(found, limit, (event) => [event.id]),
          tables: () => [trailTable(auditRows(tx, wanted), tx.now.toString())],
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
