import formbody from "@fastify/formbody";
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import { Refusal, type Platform } from "../../platform/index.ts";
import { ALWAYS } from "./headers.ts";
import { payLimits } from "./limits.ts";
import { menuGet, ownRoutes } from "./own-routes.ts";
import { frontRoute, payRoutes } from "./pay-routes.ts";
import { addPayRoutes, type PayRoute } from "./routes.ts";
import { addVerifyRoute } from "./verify-route.ts";
import { frameFor, show, type PayPage } from "./visits.ts";
import type { PayPageWorld } from "./world.ts";

export type PayServerOptions = {
  readonly world: PayPageWorld;
  /** The address as payers see it, without a path: `https://pay.example.no`. A host of its own (SEC-35, SEC-61). */
  readonly origin: string;
  /** Origins of partners that a payer is sent on to, as their addresses begin: `https://api.vipps.no`. */
  readonly payerOrigins?: readonly string[];
  /** Proxies in front whose word about the caller's address is taken. */
  readonly trustProxy?: string | readonly string[];
};

const FORM_BYTES = 16 * 1024;
const LONGEST_PARAMETER = 400;

function bare(platform: Platform, options: PayServerOptions): FastifyInstance {
  const logger: FastifyBaseLogger = platform.log;
  return Fastify({
    loggerInstance: logger,
    // Fastify's own lines would carry the address, and with it the token; ours carry the pattern (SEC-35, SEC-76).
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    genReqId: () => platform.ids.next(),
    requestIdHeader: false,
    bodyLimit: FORM_BYTES,
    trustProxy: options.trustProxy === undefined ? false : [options.trustProxy].flat(),
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
  });
}

const patternOf = (request: FastifyRequest): string => request.routeOptions.url ?? "unmatched";

function log(server: FastifyInstance): void {
  server.addHook("onResponse", async (request, reply) => {
    const { method } = request;
    const ms = Math.round(reply.elapsedTime);
    request.log.info({ method, route: patternOf(request), status: reply.statusCode, ms, page: "pay" }, "answered");
  });
}

/** A page without a bill: the same bytes for whatever address was asked (SEC-36). */
function bareScreen(
  page: PayPage,
  request: FastifyRequest,
  reply: FastifyReply,
  status: 403 | 404 | 429 | 500,
): FastifyReply {
  const frame = frameFor(page, request, { seen: null, token: null, base: "", here: "" });
  const screen = status === 404 ? "notFound" : status === 429 ? "limited" : "failed";
  return show(page, reply, frame, { screen }, status);
}

/** What went wrong, as its kind and place: a message may quote what was typed (SEC-76). */
function causeOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const { code } = error as { code?: unknown };
  return { type: error.name, code, at: frames.slice(0, 8).map((line) => line.trim()) };
}

function explain(page: PayPage) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const code = error instanceof Refusal ? error.code : undefined;
    if (code === "RATE_LIMITED") {
      const { seconds } = (error as Refusal).facts;
      return bareScreen(page, request, reply.header("retry-after", String(seconds ?? 60)), 429);
    }
    if (code === "NOT_FOUND") return bareScreen(page, request, reply, 404);
    if (code === "CROSS_SITE") return bareScreen(page, request, reply, 403);
    const status = (error as { statusCode?: unknown }).statusCode;
    // A body too large, of another type, or an address no router can read.
    if (code === undefined && typeof status === "number" && status >= 400 && status < 500)
      return bareScreen(page, request, reply, 404);
    request.log.error({ cause: causeOf(error), route: patternOf(request), refusal: code }, "failed");
    return bareScreen(page, request, reply, 500);
  };
}

/** The menu stands where the first view stands for others. */
const firstRoute: PayRoute = {
  path: "",
  get: async (step, posted) => (step.visitor.certainty === null ? frontRoute.get!(step, posted) : menuGet(step)),
};

/**
 * The pay page's own server, on its own host: pages by token, by the way back from a partner and by the cookie of a confirmed browser; the page that
 * verifies a message. GET and HEAD change nothing (SEC-32). It does not listen yet.
 */
export async function createPayServer(platform: Platform, options: PayServerOptions): Promise<FastifyInstance> {
  const server = bare(platform, options);
  const { world, origin, payerOrigins = [] } = options;
  const page: PayPage = { platform, world, origin, payerOrigins, limits: payLimits(platform) };
  server.addHook("onRequest", async (_request, reply) => {
    void reply.headers(ALWAYS);
  });
  server.setErrorHandler(explain(page));
  server.setNotFoundHandler((request, reply) => bareScreen(page, request, reply, 404));
  server.removeAllContentTypeParsers();
  await server.register(formbody, { bodyLimit: FORM_BYTES });
  log(server);
  addPayRoutes(server, page, [firstRoute, ...payRoutes, ...ownRoutes]);
  addVerifyRoute(server, page);
  server.get("/robots.txt", async (_request, reply) => reply.type("text/plain").send("User-agent: *\nDisallow: /\n"));
  return server;
}
