/** The doors: the service's addresses, the payer's pages, the controls. This machine only; the caller listens and closes. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { controlRead, controlWrite } from "./control.ts";
import { phoneAct, phonePage } from "./phone.ts";
import { jsonReply, type Reply } from "./reply.ts";
import type { VippsSimulator } from "./simulator.ts";
import type { WireAnswer, WireRequest } from "./types.ts";

const LONGEST_BODY_BYTES = 1024 * 1024;

export function createVippsServer(simulator: VippsSimulator): Server {
  return createServer((request, response) => {
    serve(simulator, request, response).catch((error: unknown) => {
      const sentence = error instanceof Error ? error.message : "The simulator failed.";
      send(response, jsonReply(500, { code: "SIMULATOR_FAILED", sentence }));
    });
  });
}

async function serve(simulator: VippsSimulator, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const origin = `http://${request.headers.host ?? "127.0.0.1"}`;
  const url = new URL(request.url ?? "/", origin);
  const body = await bodyOf(request);
  if (body === null) {
    send(response, jsonReply(413, { code: "BODY_TOO_LONG", sentence: "At most one megabyte." }));
    return;
  }
  const { method = "GET", headers } = request;
  const wire: WireRequest = { method, path: url.pathname, headers, body, origin };
  const outcome = await simulator.call(wire);
  if (outcome?.kind === "dropped") request.socket.destroy();
  else send(response, outcome === undefined ? await pages(simulator, url, wire) : replyOf(outcome.answer));
  if (method !== "GET") await simulator.settle();
}

async function pages(simulator: VippsSimulator, url: URL, request: WireRequest): Promise<Reply> {
  const { pathname, searchParams } = url;
  const reply =
    request.method === "GET"
      ? (phonePage(simulator, pathname, searchParams) ?? controlRead(simulator, pathname))
      : await pageWrite(simulator, pathname, request);
  return reply ?? jsonReply(404, { code: "NOT_FOUND", sentence: "Nothing is at this address." });
}

async function pageWrite(simulator: VippsSimulator, path: string, request: WireRequest): Promise<Reply | undefined> {
  const byForm = String(request.headers["content-type"]).startsWith("application/x-www-form-urlencoded");
  const form = new URLSearchParams(byForm ? request.body : "");
  const shown = phoneAct(simulator, path, form);
  if (shown !== undefined) return shown;
  const input = byForm ? Object.fromEntries(form) : jsonOf(request.body);
  return controlWrite(simulator, path, input, byForm);
}

function jsonOf(body: string): unknown {
  try {
    return body === "" ? {} : (JSON.parse(body) as unknown);
  } catch {
    return undefined;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > LONGEST_BODY_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function replyOf({ status, json, text, headers = {} }: WireAnswer): Reply {
  const { "content-type": type = "application/json", ...rest } = headers;
  const body = text ?? (json === undefined ? "" : JSON.stringify(json));
  return { status, type, body, headers: rest };
}

function send(response: ServerResponse, { status, type, body, headers = {} }: Reply): void {
  const policy = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    "referrer-policy": "no-referrer",
  };
  const described = body === "" ? {} : { "content-type": type };
  response.writeHead(status, { ...described, ...policy, "cache-control": "no-store", ...headers }).end(body);
}
