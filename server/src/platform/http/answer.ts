import type { FastifyReply, FastifyRequest } from "fastify";
import * as z from "zod";
import type { Context, Platform } from "../context.ts";
import { withTenant } from "../database/with-tenant.ts";
import { invariant } from "../errors.ts";
import { toJson } from "../json.ts";
import type { Language } from "../languages.ts";
import { answerIn } from "../say.ts";
import { etagOf } from "./etag.ts";
import { claimOf, onceAcrossTransactions, onceInTransaction, type Claim, type Kept } from "./idempotency.ts";
import { InputError } from "./input.ts";
import { inLanguage, languageOf } from "./language.ts";
import type { Answer, Call, Route } from "./route.ts";
import { limited } from "./upload.ts";

type Headers = Readonly<Record<string, string>>;
type Written = Kept & { readonly headers: Headers };

/** Builds the answer's text from the allow-list of its schema (SEC-11). An answer that does not fit is our mistake, and says nothing. */
function write(route: Route, answer: Answer, language: Language): Written {
  const schema = route.schema.responses[answer.status];
  invariant(schema !== undefined, `${route.method} ${route.url} declares the status ${answer.status}`);
  if (schema === null) return { status: answer.status, text: "", headers: answer.headers ?? {} };
  const { shown, said } = answerIn(z.encode(schema, answer.body), language);
  const etag: Headers = route.etag ? { etag: etagOf(shown) } : {};
  const spoken = said ? inLanguage(language) : {};
  return { status: answer.status, text: toJson(shown), headers: { ...etag, ...spoken, ...answer.headers } };
}

function send(request: FastifyRequest, reply: FastifyReply, written: Written): FastifyReply {
  void reply.headers(written.headers);
  if (
    request.method === "GET" &&
    written.headers["etag"] &&
    request.headers["if-none-match"] === written.headers["etag"]
  )
    return reply.code(304).send();
  void reply.code(written.status);
  if (written.text === "") return reply.send();
  return reply.type("application/json; charset=utf-8").send(written.text);
}

/** A file is streamed as it is; its media type and name stand in the headers the handler gave. */
function sendFile(reply: FastifyReply, answer: Answer): FastifyReply {
  return reply
    .code(answer.status)
    .headers(answer.headers ?? {})
    .send(answer.body);
}

function refuseBody(route: Route, request: FastifyRequest): void {
  if (route.schema.body || route.upload || request.body === undefined || request.body === null) return;
  const fields = typeof request.body === "object" ? Object.keys(request.body).length : 1;
  if (fields > 0) throw new InputError("body", [{ code: "UNKNOWN_FIELD", sentence: "This request takes no body." }]);
}

function callOf(
  platform: Platform,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  context: Context,
): Call<unknown, unknown, unknown> {
  refuseBody(route, request);
  const body = route.upload ? limited(request.body, route.upload.mostBytes) : request.body;
  return { params: request.params, query: request.query, body, context, platform, request, reply };
}

// The headers of a repeated answer are the first one's body only; a Location or ETag can be read from it.
async function once(
  platform: Platform,
  route: Route,
  call: Call<unknown, unknown, unknown>,
  claim: Claim,
): Promise<Written> {
  let headers: Headers = {};
  const kept = (answer: Answer): Kept => {
    const written = write(route, answer, languageOf(call.request));
    headers = written.headers;
    return written;
  };
  const done = route.inTransaction
    ? await withTenant(platform, call.context, (tx) =>
        onceInTransaction(tx, claim, async () => kept(await route.inTransaction(tx, call))),
      )
    : await onceAcrossTransactions(platform, call.context, claim, async () => kept(await route.handler(call)));
  return { status: done.status, text: done.text, headers: done.repeated ? { "idempotent-replayed": "true" } : headers };
}

/** Runs a route's handler for a request that may use it, and sends what it answers. */
export async function answerCall(
  platform: Platform,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  context: Context,
): Promise<FastifyReply> {
  const call = callOf(platform, route, request, reply, context);
  const claim =
    request.method === "GET" ||
    route.upload ||
    route.files ||
    route.secretAnswer ||
    typeof route.permission === "string"
      ? undefined
      : claimOf(
          `${route.method} ${route.url}`,
          request.headers["idempotency-key"],
          route.idempotent === true,
          context,
          { params: call.params, query: call.query, body: call.body },
        );
  if (claim) return send(request, reply, await once(platform, route, call, claim));
  const answer = route.inTransaction
    ? await withTenant(platform, context, (tx) => route.inTransaction(tx, call))
    : await route.handler(call);
  return route.files ? sendFile(reply, answer) : send(request, reply, write(route, answer, languageOf(request)));
}
