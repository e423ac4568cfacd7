import { maskIdentityNumbers } from "@kvitt/values";
import type { FastifyReply, FastifyRequest } from "fastify";
import * as z from "zod";
import { ok, requireFreshFactor, type Answer, type Call } from "../../platform/http/index.ts";
import { refuse } from "../../platform/index.ts";
import type { Browser, Person, SignIn, Step } from "../../platform/sign-in/index.ts";

/** What the chapters about oneself share: the browser that asks, and the person in it. */

export const stepAnswer = z.object({ next: z.enum(["secondFactor", "enrol", "done"]) });

/** The browser's own name for itself is kept with the session, so that people know theirs: whatever it says, no number of a person (SEC-55). */
export function browserOf({ headers, ip }: FastifyRequest): Browser {
  const { cookie, "user-agent": named } = headers;
  return { cookies: cookie, userAgent: named === undefined ? undefined : maskIdentityNumbers(named), address: ip };
}

/** The origin of the page that asks; a change from a browser was held to our own already (SEC-25). Throws SIGN_IN_FAILED for what is none. */
export function originOf({ headers, protocol, host }: FastifyRequest): string {
  const origin = headers.origin ?? `${protocol}://${host}`;
  if (!URL.canParse(origin)) throw refuse("SIGN_IN_FAILED");
  return origin;
}

/** A step of signing in as it is answered: its cookies set, and what comes next. */
export function taken(step: Step, reply: Pick<FastifyReply, "header">): Answer {
  void reply.header("set-cookie", [...step.setCookies]);
  return ok({ next: step.next });
}

/** The person of the session. Throws NOT_SIGNED_IN. */
export async function signedIn(signIn: SignIn, request: FastifyRequest): Promise<Person> {
  const person = await signIn.person({ cookies: request.headers.cookie });
  if (!person) throw refuse("NOT_SIGNED_IN");
  return person;
}

/** Holds a person to a factor shown within five minutes, for what concerns nobody's tenant (SEC-15). Throws FACTOR_NOT_FRESH. */
export function holdToFreshFactor({
  request,
  platform,
}: Pick<Call<unknown, unknown, unknown>, "request" | "platform">): void {
  if (!request.kvittPrincipal) throw refuse("NOT_SIGNED_IN");
  requireFreshFactor(request.kvittPrincipal, platform.clock.now());
}
