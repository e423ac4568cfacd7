import type { Frame, Screen } from "@kvitt/web-pay";
import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Posted } from "./read-input.ts";
import { BASES, frameFor, goTo, postedBy, show, visitorOf, type PayPage, type Visitor } from "./visits.ts";
import type { Seen } from "./world.ts";

/** What a route of a visit works with. */
export type Step = {
  readonly page: PayPage;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly visitor: Visitor;
  readonly seen: Seen;
  readonly frame: Frame;
  /** Shows a screen of this visit. */
  readonly show: (screen: Screen, status?: number) => FastifyReply;
  /** On to another page of this visit. */
  readonly goTo: (path: string, more?: Readonly<Record<string, string>>) => FastifyReply;
};

/**
 * A page of a visit. `get` shows and never changes anything (SEC-32); `post` acts on a form of ours. A form that comes back in another language
 * (`again`) is shown anew with what was typed, by `get`.
 */
export type PayRoute = {
  readonly path: string;
  /** Only for who was confirmed: others are asked who they are first. */
  readonly confirmed?: true;
  readonly get?: (step: Step, posted: Posted) => Promise<FastifyReply>;
  readonly post?: (step: Step, posted: Posted) => Promise<FastifyReply>;
  /** How a POST is counted. */
  readonly counts?: "act" | "check";
};

async function stepOf(
  page: PayPage,
  request: FastifyRequest,
  reply: FastifyReply,
  here: string,
): Promise<Step | FastifyReply> {
  const visitor = await visitorOf(page, request);
  if (visitor === "timedOut") {
    const frame = frameFor(page, request, { seen: null, token: null, base: "", here: "" });
    return show(page, reply, frame, { screen: "timedOut" }, 403);
  }
  const { base, token, seen } = visitor;
  const frame = frameFor(page, request, { seen, token, base, here });
  return {
    page,
    request,
    reply,
    visitor,
    seen,
    frame,
    show: (screen, status) => show(page, reply, frame, screen, status),
    goTo: (path, more = {}) => goTo(reply, base, path, { lang: frame.language, ...more }),
  };
}

const NAMES: Readonly<Record<string, string>> = {
  "/due": "moveDue",
  "/document.pdf": "document",
  "/receipt.pdf": "receipt",
};
/** The act that a confirmed page is for, to come back to it after confirmation. */
const actOf = (path: string): string => NAMES[path] ?? path.slice(1);

const mayEnter = (route: PayRoute, { visitor }: Step): boolean => !route.confirmed || visitor.certainty !== null;

async function getting(
  page: PayPage,
  route: PayRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const step = await stepOf(page, request, reply, route.path);
  if (!("visitor" in step)) return step;
  if (!mayEnter(route, step)) return step.goTo("/confirm", { to: actOf(route.path) });
  return route.get!(step, {});
}

async function posting(
  page: PayPage,
  route: PayRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const step = await stepOf(page, request, reply, route.path);
  if (!("visitor" in step)) return step;
  if (!mayEnter(route, step)) return step.goTo("/confirm", { to: actOf(route.path) });
  const posted = postedBy(page, request, step.visitor);
  if (!posted) return step.goTo("", { notice: "old" });
  if (posted["again"] !== undefined && route.get) return route.get(step, posted);
  // Counted by the link, whatever address of it was used: it is one bill.
  const subject = createHash("sha256").update(step.visitor.visit.linkId).digest("base64url").slice(0, 22);
  await page.limits.count(route.counts ?? "act", subject);
  return route.post!(step, posted);
}

/** Hangs the pages of a visit under each of its three addresses. */
export function addPayRoutes(server: FastifyInstance, page: PayPage, routes: readonly PayRoute[]): void {
  for (const base of BASES)
    for (const route of routes) {
      const url = `${base}${route.path}`;
      if (route.get) server.get(url, (request, reply) => getting(page, route, request, reply));
      if (route.post) server.post(url, (request, reply) => posting(page, route, request, reply));
    }
}
