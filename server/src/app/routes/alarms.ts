import * as z from "zod";
import { acknowledgeAlarm, listAlarms, type Alarm } from "../../controls/index.ts";
import {
  day,
  decodeCursor,
  instant,
  noContent,
  ok,
  page,
  pageOf,
  pageQuery,
  route,
  uuid,
} from "../../platform/http/index.ts";
import { momentAndId } from "./fields.ts";

const shown = z.object({
  id: uuid,
  kind: z.string(),
  subjectKind: z.string(),
  subjectId: uuid,
  day,
  raisedAt: instant,
  clearedAt: instant.nullable(),
  detail: z.record(z.string(), z.unknown()),
});

function show(alarm: Alarm): z.input<typeof shown> {
  const { id, kind, subjectKind, subjectId, dayOn, raisedAt, clearedAt, detail } = alarm;
  const plain = (detail ?? {}) as Record<string, z.core.util.JSONType>;
  return {
    id,
    kind,
    subjectKind,
    subjectId,
    day: dayOn,
    raisedAt: raisedAt.toString(),
    clearedAt: clearedAt?.toString() ?? null,
    detail: plain,
  };
}

export const alarmRoutes = [
  route({
    method: "GET",
    url: "/api/v1/alarms",
    summary: "What a person must see, newest first: a bank file that did not come, a check that failed.",
    chapter: "Alarms",
    permission: { action: "alarms.read", scope: "tenant" },
    schema: {
      query: z.strictObject({ ...pageQuery, state: z.enum(["standing", "all"]).default("standing") }),
      responses: { 200: pageOf(shown) },
    },
    inTransaction: async (tx, { query: { state, limit, cursor } }) => {
      const [raisedAt, id] = decodeCursor(cursor, momentAndId) ?? [];
      const after = raisedAt && id ? { after: { raisedAt, id } } : {};
      const alarms = await listAlarms(tx, { all: state === "all", limit: limit + 1, ...after });
      const found = page(alarms, limit, (alarm) => [alarm.raisedAt.toString(), alarm.id]);
      return ok({ ...found, items: found.items.map(show) });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/alarms/:alarmId/acknowledgement",
    summary: "Says that somebody has seen an alarm and looks after it: it stands no longer.",
    chapter: "Alarms",
    permission: { action: "alarms.acknowledge", scope: "tenant" },
    schema: { params: z.strictObject({ alarmId: uuid }), responses: { 204: null } },
    inTransaction: async (tx, { params: { alarmId } }) => {
      await acknowledgeAlarm(tx, alarmId);
      return noContent();
    },
  }),
];
