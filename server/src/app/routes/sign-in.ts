import * as z from "zod";
import { instant, noContent, ok, route, uuid, type Route } from "../../platform/http/index.ts";
import { refuse } from "../../platform/index.ts";
import { endSession, listSessions, type Person, type ShownSession, type SignIn } from "../../platform/sign-in/index.ts";
import { browserOf, signedIn, stepAnswer, taken } from "./browser.ts";

const chapter = "Sign-in";
const code = z.string().regex(/^\d{6}$/);
const password = z.string().min(1).max(200);

function showSession(session: ShownSession, person: Person) {
  return {
    id: session.id,
    userAgent: session.userAgent,
    signedInAt: session.signedInAt.toString(),
    usedAt: session.usedAt.toString(),
    current: session.id === person.sessionId,
  };
}

function signInSteps(signIn: SignIn): Route[] {
  return [
    route({
      method: "POST",
      url: "/api/v1/sign-in",
      summary:
        "First step: e-mail address and password. The second factor comes next, or is set up when there is none.",
      chapter,
      permission: "public",
      schema: { body: z.strictObject({ email: z.string().max(200), password }), responses: { 200: stepAnswer } },
      handler: async ({ body, request, reply }) =>
        taken(await signIn.begin(browserOf(request), body.email, body.password), reply),
    }),
    route({
      method: "POST",
      url: "/api/v1/sign-in/second-factor",
      summary: "Second step: the code that the authenticator shows. A code is taken once.",
      chapter,
      permission: "public",
      schema: { body: z.strictObject({ code }), responses: { 200: stepAnswer } },
      handler: async ({ body, request, reply }) =>
        taken(await signIn.secondFactor(browserOf(request), body.code), reply),
    }),
    route({
      method: "POST",
      url: "/api/v1/sign-in/enrolment",
      summary: "Begins to set up a second factor: the address to show as a QR code for an authenticator app.",
      chapter,
      permission: "public",
      schema: { body: z.strictObject({ password }), responses: { 200: z.object({ uri: z.string() }) } },
      handler: async ({ body, request }) => ok(await signIn.enrol(browserOf(request), body.password)),
    }),
    route({
      method: "POST",
      url: "/api/v1/sign-in/enrolment/confirm",
      summary: "Confirms the second factor with its first code; from now on one is signed in.",
      chapter,
      permission: "public",
      schema: { body: z.strictObject({ code }), responses: { 200: stepAnswer } },
      handler: async ({ body, request, reply }) =>
        taken(await signIn.confirmEnrolment(browserOf(request), body.code), reply),
    }),
    route({
      method: "POST",
      url: "/api/v1/sign-out",
      summary: "Ends this session.",
      chapter,
      permission: "public",
      schema: { responses: { 200: stepAnswer } },
      handler: async ({ request, reply }) => {
        void reply.header("clear-site-data", '"cache", "cookies", "storage"');
        return taken(await signIn.signOut(browserOf(request)), reply);
      },
    }),
  ];
}

function ownSteps(signIn: SignIn): Route[] {
  return [
    route({
      method: "POST",
      url: "/api/v1/step-up",
      summary: "Shows the second factor again, for what needs a fresh one; the session gets a new token.",
      chapter,
      permission: "person",
      schema: { body: z.strictObject({ code }), responses: { 200: stepAnswer } },
      handler: async ({ body, request, reply }) => taken(await signIn.stepUp(browserOf(request), body.code), reply),
    }),
    route({
      method: "POST",
      url: "/api/v1/me/password",
      summary: "Changes one's own password; all other sessions end.",
      chapter,
      permission: "person",
      schema: {
        body: z.strictObject({ currentPassword: password, newPassword: password }),
        responses: { 200: stepAnswer },
      },
      handler: async ({ body, request, reply }) => {
        const person = await signedIn(signIn, request);
        return taken(
          await signIn.changePassword(browserOf(request), person, body.currentPassword, body.newPassword),
          reply,
        );
      },
    }),
  ];
}

function ownSessions(signIn: SignIn): Route[] {
  return [
    route({
      method: "GET",
      url: "/api/v1/me/sessions",
      summary: "One's own sessions, the last used first.",
      chapter,
      permission: "person",
      schema: {
        responses: {
          200: z.object({
            items: z.array(
              z.object({
                id: uuid,
                userAgent: z.string().nullable(),
                signedInAt: instant,
                usedAt: instant,
                current: z.boolean(),
              }),
            ),
          }),
        },
      },
      handler: async ({ platform, request }) => {
        const person = await signedIn(signIn, request);
        const sessions = await listSessions(platform, person.userId);
        return ok({ items: sessions.map((session) => showSession(session, person)) });
      },
    }),
    route({
      method: "DELETE",
      url: "/api/v1/me/sessions/:sessionId",
      summary: "Ends one of one's own sessions.",
      chapter,
      permission: "person",
      schema: { params: z.strictObject({ sessionId: uuid }), responses: { 204: null } },
      handler: async ({ platform, params, context }) => {
        if (!(await endSession(platform, context.actor.id, params.sessionId))) throw refuse("NOT_FOUND");
        return noContent();
      },
    }),
  ];
}

/** Signing in and out, and one's own sessions. */
export function signInRoutes(signIn: SignIn): Route[] {
  return [...signInSteps(signIn), ...ownSteps(signIn), ...ownSessions(signIn)];
}
