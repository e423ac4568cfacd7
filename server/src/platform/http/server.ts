import helmet from "@fastify/helmet";
import underPressure from "@fastify/under-pressure";
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import type { Context, Platform } from "../context.ts";
import { refuse } from "../errors.ts";
import { toJson } from "../json.ts";
import { answerCall } from "./answer.ts";
import "./errors.ts";
import { securityHeaders } from "./headers.ts";
import { checkInput } from "./input.ts";
import { inLanguage, languageOf } from "./language.ts";
import { createMetrics, type Gauges, type Metrics } from "./metrics.ts";
import { addOpenApi } from "./openapi.ts";
import { permit, type LedgersOfClinics } from "./permit.ts";
import { problemOf, refusalOf } from "./problem.ts";
import { addRoutesOfOurOwn } from "./own-routes.ts";
import { inputSchemas, type Principal, type Route } from "./route.ts";

/** Finds out who is asking. Throws a refusal for credentials that are wrong; gives undefined when there are none. */
export type Authenticate = (request: FastifyRequest, declared: Route) => Promise<Principal | undefined>;

export type ServerOptions = {
  readonly routes: readonly Route[];
  readonly authenticate: Authenticate;
  readonly ledgersOfClinics: LedgersOfClinics;
  /** Counts a request against the limits of its tenant or, unknown, its address. Throws RATE_LIMITED. */
  readonly countRequest?: (request: FastifyRequest, principal: Principal | undefined) => Promise<void>;
  readonly gauges?: Gauges;
  /** Proxies in front whose word about the caller's address and protocol is taken. */
  readonly trustProxy?: string | readonly string[];
  /** Above this delay of the event loop new requests are turned away. */
  readonly mostEventLoopDelayMs?: number;
  /** Asked every five seconds: may the server take work? While it says no, requests are turned away. */
  readonly canWork?: () => Promise<boolean>;
};

export type HttpServer = FastifyInstance & { readonly declaredRoutes: readonly Route[]; readonly metrics: Metrics };

const JSON_BYTES = 256 * 1024;

declare module "fastify" {
  interface FastifyRequest {
    /** On whose behalf; set once the request was permitted. */
    kvittContext: Context | null;
    kvittPrincipal: Principal | null;
  }
}

function bare(platform: Platform, options: ServerOptions): FastifyInstance {
  const logger: FastifyBaseLogger = platform.log;
  return Fastify({
    loggerInstance: logger,
    // Fastify's own lines would carry the URL; ours carry the pattern (SEC-76).
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    genReqId: () => platform.ids.next(),
    requestIdHeader: false,
    bodyLimit: JSON_BYTES,
    onProtoPoisoning: "error",
    onConstructorPoisoning: "error",
    trustProxy: options.trustProxy === undefined ? false : [options.trustProxy].flat(),
    routerOptions: { maxParamLength: 200 },
  });
}

function patternOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? "unmatched";
}

function logAnswers(server: FastifyInstance, metrics: Metrics): void {
  server.addHook("onResponse", async (request, reply) => {
    const pattern = patternOf(request);
    metrics.answered(request.method, pattern, reply.statusCode, reply.elapsedTime / 1000);
    const { kvittContext: context } = request;
    const who = context ? { tenantId: context.tenantId, actor: `${context.actor.kind}:${context.actor.id}` } : {};
    request.log.info(
      { method: request.method, route: pattern, status: reply.statusCode, ms: Math.round(reply.elapsedTime), ...who },
      "answered",
    );
  });
}

/** What the log keeps of an unexpected error: its kind, its code, where it arose. Its message may quote a row or an input (SEC-76). */
function causeOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    code: (error as { code?: unknown }).code,
    at: frames.slice(0, 8).map((line) => line.trim()),
  };
}

/** Refusals in their own words, in the language asked for; everything else as INTERNAL, with the cause in the log and only the request id outside (SEC-77). */
function explain(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalOf(error);
  if (!refusal) request.log.error({ cause: causeOf(error), route: patternOf(request) }, "failed");
  // Who was turned away, and why: the security log (SEC-77).
  else if ([401, 403, 429].includes(refusal.status))
    request.log.warn({ code: refusal.code, route: patternOf(request) }, "refused");
  const shown = refusal ?? refuse("INTERNAL");
  if (shown.code === "RATE_LIMITED") void reply.header("retry-after", String(shown.facts["seconds"] ?? 60));
  if (shown.code === "OVERLOADED") void reply.header("retry-after", "10");
  const language = languageOf(request);
  return reply
    .code(shown.status)
    .headers(inLanguage(language))
    .type("application/problem+json; charset=utf-8")
    .send(toJson(problemOf(shown, request.id, language)));
}

async function addDefences(server: FastifyInstance, options: ServerOptions): Promise<void> {
  server.addHook("onRequest", async (request, reply) => {
    void reply.headers({ "x-request-id": request.id, "cache-control": "no-store" });
  });
  await server.register(helmet, securityHeaders);
  await server.register(underPressure, {
    maxEventLoopDelay: options.mostEventLoopDelayMs ?? 2_000,
    // Looked at over some seconds: an interval in which nothing was sampled counts as an endless delay, and one second is soon starved.
    sampleInterval: 5_000,
    ...(options.canWork ? { healthCheck: options.canWork, healthCheckInterval: 5_000 } : {}),
    // A busy process is alive: who watches over it must not end it for that.
    pressureHandler: (request) => {
      if (patternOf(request) !== "/healthz") throw refuse("OVERLOADED");
    },
  });
}

async function admit(
  platform: Platform,
  options: ServerOptions,
  declared: Route,
  request: FastifyRequest,
): Promise<void> {
  const { permission } = declared;
  const principal = await options.authenticate(request, declared);
  await options.countRequest?.(request, principal);
  if (permission === "public") return;
  if (!principal) throw refuse("NOT_SIGNED_IN");
  request.kvittPrincipal = principal;
  request.kvittContext = await permit(
    principal,
    permission,
    request.id,
    platform.clock.now(),
    options.ledgersOfClinics,
  );
}

/** A server that stops ends each connection with the answer it still owes: a caller who keeps its connections open would hold it for a minute. */
function letGo(server: FastifyInstance): void {
  let stopping = false;
  server.addHook("preClose", async () => {
    stopping = true;
  });
  server.addHook("onSend", async (_request, reply) => {
    if (stopping) void reply.header("connection", "close");
  });
}

/** Whose context a public route works in: nobody's. It is never used, since a public route opens no tenant's transaction. */
const NOBODY: Context = {
  tenantId: "00000000-0000-0000-0000-000000000000",
  actor: { kind: "system", id: "public" },
  ledgers: [],
};

function addRoute(server: FastifyInstance, platform: Platform, options: ServerOptions, declared: Route): void {
  server.route({
    method: declared.method,
    url: declared.url,
    schema: inputSchemas(declared),
    config: { declared },
    ...(declared.upload ? { bodyLimit: declared.upload.mostBytes } : {}),
    onRequest: (request) => admit(platform, options, declared, request),
    handler: (request, reply) => answerCall(platform, declared, request, reply, request.kvittContext ?? NOBODY),
  });
}

/** A file comes as its bytes and is read by the handler as they arrive; anything but JSON is refused elsewhere. */
function takeFiles(server: FastifyInstance): void {
  server.addContentTypeParser("application/octet-stream", (request, payload, done) => {
    const { declared } = request.routeOptions.config as { declared?: Route };
    if (declared?.upload) done(null, payload);
    else done(refuse("MEDIA_TYPE"));
  });
  server.removeContentTypeParser("text/plain");
}

/**
 * An HTTP server over declared routes: checked input, permissions, idempotency keys, problem+json, security headers, limits, metrics, and the
 * OpenAPI document of exactly these routes. It does not listen yet.
 */
export async function createServer(platform: Platform, options: ServerOptions): Promise<HttpServer> {
  const server = bare(platform, options);
  const metrics = createMetrics(platform, options.gauges ?? {});
  server.decorateRequest("kvittContext", null);
  server.decorateRequest("kvittPrincipal", null);
  server.setValidatorCompiler(checkInput as never);
  server.setSerializerCompiler(() => toJson);
  server.setErrorHandler(explain);
  server.setNotFoundHandler((request, reply) => explain(refuse("NOT_FOUND"), request, reply));
  logAnswers(server, metrics);
  letGo(server);
  await addDefences(server, options);
  takeFiles(server);
  await addOpenApi(server, options.routes);
  addRoutesOfOurOwn(server, platform, metrics);
  for (const declared of options.routes) addRoute(server, platform, options, declared);
  return Object.assign(server, { declaredRoutes: options.routes, metrics });
}
