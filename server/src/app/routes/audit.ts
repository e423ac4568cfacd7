import * as z from "zod";
import { instant, ok, page, pageOf, pageQuery, route, decodeCursor, uuid } from "../../platform/http/index.ts";
import { listAuditEvents, type AuditEvent } from "../../platform/index.ts";

const shown = z.object({
  id: uuid,
  at: instant,
  actorKind: z.string(),
  actorId: z.string(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string().nullable(),
  requestId: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});

function show(event: AuditEvent): z.input<typeof shown> {
  return { ...event, at: event.at.toString(), detail: event.detail };
}

const word = z.string().regex(/^[\w.:-]{1,80}$/);

export const auditRoutes = [
  route({
    method: "GET",
    url: "/api/v1/audit-events",
    summary: "What happened, newest first: who, what, on which subject, when.",
    chapter: "Audit",
    permission: { action: "audit.read", scope: "tenant" },
    schema: {
      query: z.strictObject({
        ...pageQuery,
        subjectKind: word.optional(),
        subjectId: word.optional(),
        action: word.optional(),
        actorId: word.optional(),
        from: instant.optional(),
        to: instant.optional(),
      }),
      responses: { 200: pageOf(shown) },
    },
    inTransaction: async (tx, { query: { limit, cursor, ...filter } }) => {
      const below = decodeCursor(cursor, z.tuple([uuid]))?.[0];
      const found = page(await listAuditEvents(tx, filter, limit + 1, below), limit, (event) => [event.id]);
      return ok({ ...found, items: found.items.map(show) });
    },
  }),
];
