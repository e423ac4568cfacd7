/** The service's addresses: look-up, sending, status. */

import { createHash } from "node:crypto";
import { z } from "zod";
import { brokenRule } from "./check.ts";
import type { Document, Operation, WireAnswer, WireRequest } from "./types.ts";
import { reportView, takenBy, type World } from "./world.ts";

export const MOST_DOCUMENTS = 50;
const MOST_ASKED = 1_000;

const participant = z.string().regex(/^\d{4}:[A-Za-z0-9]{1,35}$/);
const sent = z.strictObject({
  id: z.string().min(8).max(64),
  kind: z.enum(["invoice", "creditNote"]),
  sender: participant,
  receiver: participant,
  document: z.base64().min(1),
});
const sending = z.strictObject({ documents: z.array(sent).min(1).max(MOST_DOCUMENTS) });
const asking = z.strictObject({ ids: z.array(z.string()).max(MOST_ASKED) });

/** Which operation a request asks for; undefined when the service has no such address. */
export function operationOf({ method, path }: WireRequest): Operation | undefined {
  if (method === "POST" && path === "/v1/documents") return "send";
  if (method === "POST" && path === "/v1/status") return "status";
  return method === "GET" && path.startsWith("/v1/participants/") ? "lookUp" : undefined;
}

export function answerCall(world: World, operation: Operation, request: WireRequest): WireAnswer {
  if (request.headers["authorization"] !== `Bearer ${world.key}`) return refusal(401, "KEY_UNKNOWN");
  switch (operation) {
    case "lookUp":
      return lookUp(world, decodeURIComponent(request.path.slice("/v1/participants/".length)));
    case "send":
      return given(sending, request, ({ documents }) => ({
        status: 200,
        json: { results: documents.map((each) => take(world, each)) },
      }));
    case "status":
      return given(asking, request, ({ ids }) => ({ status: 200, json: { reports: ids.flatMap(reportsOf(world)) } }));
  }
}

function lookUp(world: World, asked: string): WireAnswer {
  const taken = takenBy(world, asked);
  if (taken.length === 0) return refusal(404, "PARTICIPANT_UNKNOWN");
  return { status: 200, json: { participant: asked, documents: taken } };
}

type Sent = z.output<typeof sent>;

/** Takes a document once: the same again gets the same answer, another one under its id is refused. */
function take(world: World, { id, kind, sender, receiver, document }: Sent): Record<string, string> {
  const bytes = Buffer.from(document, "base64");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const known = world.documents.get(id);
  if (known !== undefined)
    return known.sha256 === sha256 && known.receiver === receiver ? taken(known) : turnedDown(id, "ID_REUSED");
  if (!takenBy(world, receiver).includes(kind)) return turnedDown(id, "RECEIVER_UNKNOWN");
  const broken = brokenRule(bytes, { kind, sender, receiver });
  if (broken !== undefined) return turnedDown(id, "DOCUMENT_INVALID", broken);
  const made: Document = {
    ...{ id, kind, sender, receiver, bytes, sha256 },
    reference: world.names.uuid(),
    events: [],
    dueMs: world.clock.now() + world.settings.deliverAfterSeconds * 1000,
  };
  world.documents.set(id, made);
  return taken(made);
}

const taken = ({ id, reference }: Document) => ({ id, status: "accepted", reference });
const turnedDown = (id: string, code: string, rule?: string) => ({
  id,
  status: "refused",
  code,
  ...(rule === undefined ? {} : { rule }),
});

const reportsOf =
  (world: World) =>
  (id: string): Record<string, unknown>[] => {
    const document = world.documents.get(id);
    return document === undefined ? [] : document.events.map((told) => reportView(document, told));
  };

function given<T>(schema: z.ZodType<T>, { body }: WireRequest, use: (value: T) => WireAnswer): WireAnswer {
  const read = schema.safeParse(jsonOf(body));
  return read.success ? use(read.data) : refusal(400, "BODY_INVALID", read.error.issues[0]?.path.join("."));
}

export function jsonOf(text: string): unknown {
  try {
    return text === "" ? {} : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

export function refusal(status: number, code: string, field?: string): WireAnswer {
  return { status, json: { code, ...(field ? { field } : {}) } };
}
