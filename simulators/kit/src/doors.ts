/** The doors: the wire's addresses first, then pages and controls. This machine only; the caller listens and closes. */

import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { TLSSocket } from "node:tls";
import type { JsonAnswer, Outcome } from "./faults.ts";
import { jsonOf, jsonReply, type Reply } from "./reply.ts";

export type Visit = {
  readonly method: string;
  readonly url: URL;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
  readonly socket: IncomingMessage["socket"];
};

/** What was sent to a page or a control: JSON, or a form's fields. */
export type Posted = { readonly input: unknown; readonly byForm: boolean; readonly form: URLSearchParams };

type MaybeReply = Reply | undefined;

export type Doors = {
  readonly longestBodyMegabytes: number;
  /** The wire; undefined when it has no such address. */
  call?(visit: Visit): Promise<Outcome<Reply> | undefined>;
  read(visit: Visit): MaybeReply;
  write(visit: Visit, posted: Posted): MaybeReply | Promise<MaybeReply>;
  /** What nobody has an answer for. */
  unknown?(visit: Visit): Reply;
  /** Does what has fallen due, after everything that is not a look. */
  settle?(): Promise<void>;
  /** More of the pages' content security policy. */
  readonly policy?: string;
};

export function listenerFor(doors: Doors): RequestListener {
  return (request, response) => {
    serve(doors, request, response).catch((error: unknown) => {
      const sentence = error instanceof Error ? error.message : "The simulator failed.";
      send(doors, response, jsonReply(500, { code: "SIMULATOR_FAILED", sentence }));
    });
  };
}

async function serve(doors: Doors, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "GET", headers, socket } = request;
  const scheme = socket instanceof TLSSocket ? "https" : "http";
  const url = new URL(request.url ?? "/", `${scheme}://${headers.host ?? "127.0.0.1"}`);
  const body = await bodyOf(request, doors.longestBodyMegabytes * 1024 * 1024);
  if (body === null) {
    const sentence = `At most ${doors.longestBodyMegabytes} megabytes.`;
    send(doors, response, jsonReply(413, { code: "BODY_TOO_LONG", sentence }));
    return;
  }
  const visit = { method, url, path: url.pathname, headers, body, socket };
  const outcome = await doors.call?.(visit);
  if (outcome?.kind === "dropped") socket.destroy();
  else send(doors, response, outcome === undefined ? await pageOrControl(doors, visit) : outcome.answer);
  if (method !== "GET") await doors.settle?.();
}

async function pageOrControl(doors: Doors, visit: Visit): Promise<Reply> {
  const reply = visit.method === "GET" ? doors.read(visit) : await doors.write(visit, postedIn(visit));
  return (
    reply ?? doors.unknown?.(visit) ?? jsonReply(404, { code: "NOT_FOUND", sentence: "Nothing is at this address." })
  );
}

function postedIn({ headers, body }: Visit): Posted {
  const text = body.toString("utf8");
  const byForm = String(headers["content-type"]).startsWith("application/x-www-form-urlencoded");
  const form = new URLSearchParams(byForm ? text : "");
  return { input: byForm ? Object.fromEntries(form) : text === "" ? {} : jsonOf(text), byForm, form };
}

async function bodyOf(request: IncomingMessage, mostBytes: number): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > mostBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function send(doors: Doors, response: ServerResponse, { status, type, body, headers = {} }: Reply): void {
  const policy = ["default-src 'none'", "style-src 'unsafe-inline'", ...(doors.policy ? [doors.policy] : [])];
  const described = body.length === 0 ? {} : { "content-type": type };
  const safe = {
    "content-security-policy": policy.join("; "),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  };
  response.writeHead(status, { ...described, ...safe, ...headers }).end(body);
}

/** A wire's outcome as the doors send it. */
export function sentAs<Answer>(
  outcome: Outcome<Answer> | undefined,
  replyOf: (answer: Answer) => Reply,
): Outcome<Reply> | undefined {
  return outcome?.kind === "answer" ? { kind: "answer", answer: replyOf(outcome.answer) } : outcome;
}

/** JSON, or the text in its place, under the type its headers name. */
export function replyOfJson({ status, json, text, headers = {} }: JsonAnswer): Reply {
  const { "content-type": type = "application/json", ...rest } = headers;
  return { status, type, body: text ?? (json === undefined ? "" : JSON.stringify(json)), headers: rest };
}
