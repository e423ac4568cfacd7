import * as z from "zod";
import { listAlarms, type Alarm } from "../../controls/index.ts";
import { day, instant, ok, route, uuid } from "../../platform/http/index.ts";

const shown = z.object({
  id: uuid,
  kind: z.string(),
  subjectKind: z.string(),
  subjectId: uuid,
  day,
  raisedAt: instant,
  clearedAt: instant.nullable(),
  detail: z.record(z.string(), z.json()),
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
    summary: "What a person must see, newest first, at most 200: a bank file that did not come, a check that failed.",
    chapter: "Alarms",
    permission: { action: "alarms.read", scope: "tenant" },
    schema: {
      query: z.strictObject({ state: z.enum(["standing", "all"]).default("standing") }),
      responses: { 200: z.object({ items: z.array(shown) }) },
    },
    inTransaction: async (tx, { query }) =>
      ok({ items: (await listAlarms(tx, { all: query.state === "all" })).map(show) }),
  }),
];
