import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Platform } from "../context.ts";
import { errorTable, refuse } from "../errors.ts";
import { notReady } from "./health.ts";
import { PAGE_POLICY } from "./headers.ts";
import type { Metrics } from "./metrics.ts";
import { readApi } from "./reference/model.ts";
import { referencePage, referenceStyle } from "./reference/page.ts";

/** Asked from the machine itself, not through a proxy. */
function isLocal(request: FastifyRequest): boolean {
  const through = request.headers["x-forwarded-for"] ?? request.headers["forwarded"] ?? request.headers["via"];
  return through === undefined && ["127.0.0.1", "::1", "::ffff:127.0.0.1"].includes(request.socket.remoteAddress ?? "");
}

function addHealth(server: FastifyInstance, platform: Platform, metrics: Metrics): void {
  server.get("/healthz", async () => ({ alive: true }));
  server.get("/readyz", async (request) => {
    const reason = await notReady(platform);
    if (reason === undefined) return { ready: true };
    request.log.warn({ reason }, "not ready");
    throw refuse("NOT_READY");
  });
  server.get("/metrics", async (request, reply) => {
    if (!isLocal(request)) throw refuse("NOT_FOUND");
    return reply.type(metrics.contentType).send(await metrics.text());
  });
}

function addReference(server: FastifyInstance): void {
  let page: string | undefined;
  const html = () => (page ??= referencePage(readApi(server.swagger()), errorTable()));
  server.get("/api/v1/reference", async (_request, reply) =>
    reply.header("content-security-policy", PAGE_POLICY).type("text/html; charset=utf-8").send(html()),
  );
  server.get("/api/v1/reference.css", async (_request, reply) =>
    reply.type("text/css; charset=utf-8").send(referenceStyle),
  );
  server.get("/api/v1/openapi.json", async (_request, reply) =>
    reply.type("application/json; charset=utf-8").send(JSON.stringify(server.swagger())),
  );
}

/** What the server tells of itself: is it alive, is it ready, its numbers, and how to use it. Nothing of any tenant. */
export function addRoutesOfOurOwn(server: FastifyInstance, platform: Platform, metrics: Metrics): void {
  addHealth(server, platform, metrics);
  addReference(server);
}
