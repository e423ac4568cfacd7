import type { Clinic, Frame, Language, Screen } from "@kvitt/web-pay";
import { languages, renderPage, scriptOf } from "@kvitt/web-pay";
import type { FastifyReply, FastifyRequest } from "fastify";
import "../../platform/http/index.ts";
import { languageAsked, refuse, type Platform } from "../../platform/index.ts";
import { networkOf } from "../../platform/sign-in/index.ts";
import { policy } from "./headers.ts";
import type { PayLimits } from "./limits.ts";
import { postedOf, type Posted } from "./read-input.ts";
import { confirmedBy, formToken, isFormOf, tokenOfReturn } from "./tickets.ts";
import type { Certainty, Opened, PayPageWorld, Seen } from "./world.ts";

/** Who visits: found again by each request, from its address or its cookie. */

export type PayPage = {
  readonly platform: Platform;
  readonly world: PayPageWorld;
  readonly limits: PayLimits;
  /** Our own address as payers see it: `https://pay.example.no`. */
  readonly origin: string;
  /** Origins of partners that a form may lead to. */
  readonly payerOrigins: readonly string[];
};

export const COOKIE = "__Host-kvitt-bill";

/** The three addresses of a visit: the link of a message, the way back from a partner, and the confirmed browser's. */
export const BASES = ["/p/:token", "/r/:ticket", "/bill"] as const;

export type Visitor = Opened & {
  readonly token: string;
  readonly base: string;
  readonly certainty: Certainty | null;
  /** Came back from a partner: a receipt is theirs. */
  readonly returned: boolean;
};

type Params = { readonly token?: string; readonly ticket?: string };
type Found = Omit<Visitor, keyof Opened>;

function cookieOf(request: FastifyRequest): string | undefined {
  const pairs = (request.headers.cookie ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
}

function found({ platform }: PayPage, request: FastifyRequest): Found | undefined {
  const { token, ticket } = request.params as Params;
  if (token !== undefined) return { token, base: `/p/${token}`, certainty: null, returned: false };
  if (ticket !== undefined) {
    const held = tokenOfReturn(platform, ticket);
    return held === undefined ? undefined : { token: held, base: `/r/${ticket}`, certainty: null, returned: true };
  }
  const cookie = cookieOf(request);
  const held = cookie === undefined ? undefined : confirmedBy(platform, cookie);
  return held && { ...held, base: "/bill", returned: false };
}

/** Counts a guess and refuses: the same words for unknown, revoked, over and malformed (SEC-36). */
export async function nobody(page: PayPage, request: FastifyRequest): Promise<never> {
  await page.limits.count("guess", networkOf(request.ip));
  throw refuse("NOT_FOUND");
}

/** Who visits. A cookie that has run out is told so; everything else that opens nothing is not found. */
export async function visitorOf(page: PayPage, request: FastifyRequest): Promise<Visitor | "timedOut"> {
  const here = found(page, request);
  const opened = here && (await page.world.open(here.token));
  if (opened) return { ...here, ...opened };
  const { token, ticket } = request.params as Params;
  return token === undefined && ticket === undefined && !here ? "timedOut" : nobody(page, request);
}

/** The language asked for in the address; else the recipient's, else the browser's. */
export function languageFor(request: FastifyRequest, seen: Seen | null): Language {
  const asked = (request.query as { lang?: unknown }).lang;
  const known = languages.find((language) => language === asked);
  return known ?? seen?.language ?? languageAsked(request.headers["accept-language"]);
}

export type Around = Pick<Frame, "base" | "here"> & {
  readonly seen: Seen | null;
  readonly token: string | null;
  readonly clinic?: Clinic | null;
};

export function frameFor(page: PayPage, request: FastifyRequest, { seen, token, base, here }: Around): Frame {
  return {
    language: languageFor(request, seen),
    country: seen?.country ?? "NO",
    currency: seen?.currency ?? "NOK",
    clinic: seen?.clinic ?? null,
    base,
    here,
    formToken: token === null ? "" : formToken(page.platform, token),
    checkCode: seen?.checkCode ?? null,
    verifyAt: seen ? `/verify/${seen.place}` : null,
  };
}

/** Sends a screen with the policy that fits it. */
export function show(page: PayPage, reply: FastifyReply, frame: Frame, screen: Screen, status = 200): FastifyReply {
  return reply
    .code(status)
    .header("content-security-policy", policy(scriptOf(screen), page.payerOrigins))
    .header("content-language", frame.language)
    .type("text/html; charset=utf-8")
    .send(renderPage(frame, screen));
}

/** On to another page of the visit, by GET. */
export function goTo(
  reply: FastifyReply,
  base: string,
  path: string,
  query: Readonly<Record<string, string>>,
): FastifyReply {
  return reply.redirect(`${base}${path}?${new URLSearchParams(query).toString()}`, 303);
}

/**
 * Holds a POST to our own pages (SEC-25). Pages say no-referrer, so browsers send `Origin: null` with their forms: then where the request comes
 * from must be told by Sec-Fetch-Site, and the form's token proves the rest.
 */
export function isFromOurPages(page: PayPage, request: FastifyRequest): boolean {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return false;
  const { origin } = request.headers;
  if (origin === undefined || origin === "null") return true;
  return origin === page.origin || origin === `${request.protocol}://${request.host}`;
}

/** What was posted by a form of this visit; undefined when the form is not ours or too old. */
export function postedBy(page: PayPage, request: FastifyRequest, visitor: Pick<Visitor, "token">): Posted | undefined {
  const posted = postedOf(request.body);
  if (!isFromOurPages(page, request)) throw refuse("CROSS_SITE");
  return isFormOf(page.platform, visitor.token, posted["form"] ?? "") ? posted : undefined;
}
