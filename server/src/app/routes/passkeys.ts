import * as z from "zod";
import { created, instant, noContent, ok, route, uuid, type Answer, type Route } from "../../platform/http/index.ts";
import type { Asked, ShownPasskey, SignIn } from "../../platform/sign-in/index.ts";
import { browserOf, holdToFreshFactor, originOf, signedIn, stepAnswer, taken } from "./browser.ts";
import { written } from "./fields.ts";

const chapter = "Passkeys";

/** Bytes in base64url as WebAuthn's `toJSON` writes them, at most so many characters. */
const bytes = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[\w-]+$/);
/** What browsers add and we have no use for: it is taken and dropped. */
const unused = {
  authenticatorAttachment: z.enum(["platform", "cross-platform"]).nullish(),
  clientExtensionResults: z.record(z.string().max(60), z.unknown()).optional(),
};
const common = { id: bytes(1_400), rawId: bytes(1_400), type: z.literal("public-key"), ...unused };
const clientDataJSON = bytes(4_000);
const transport = z.enum(["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"]);

const signed = z.strictObject({
  ...common,
  response: z.strictObject({
    clientDataJSON,
    authenticatorData: bytes(4_000),
    signature: bytes(2_000),
    userHandle: bytes(100).optional(),
  }),
});
const made = z.strictObject({
  ...common,
  response: z.strictObject({
    clientDataJSON,
    attestationObject: bytes(20_000),
    transports: z.array(transport).max(10).default([]),
    authenticatorData: bytes(10_000).optional(),
    publicKey: bytes(4_000).optional(),
    publicKeyAlgorithm: z.int().optional(),
  }),
});

const name = written(1, 60);
const shown = z.object({
  id: uuid,
  name: z.string(),
  host: z.string(),
  synced: z.boolean(),
  createdAt: instant,
  usedAt: instant.nullable(),
});

function show({ createdAt, usedAt, ...passkey }: ShownPasskey): z.input<typeof shown> {
  return { ...passkey, createdAt: createdAt.toString(), usedAt: usedAt?.toString() ?? null };
}

const descriptors = z.array(z.object({ id: z.string(), type: z.string(), transports: z.array(z.string()).optional() }));
const requestOptions = z.object({
  options: z.object({
    challenge: z.string(),
    timeout: z.int(),
    rpId: z.string(),
    allowCredentials: descriptors.optional(),
    userVerification: z.literal("required"),
  }),
});
const creationOptions = z.object({
  options: z.object({
    challenge: z.string(),
    timeout: z.int(),
    rp: z.object({ id: z.string(), name: z.string() }),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
    pubKeyCredParams: z.array(z.object({ alg: z.int(), type: z.string() })),
    excludeCredentials: descriptors,
    attestation: z.literal("none"),
    authenticatorSelection: z.object({
      residentKey: z.literal("required"),
      requireResidentKey: z.literal(true),
      userVerification: z.literal("required"),
    }),
  }),
});

function asked(
  { options, setCookies }: Asked<object>,
  reply: { header(name: string, value: string[]): unknown },
): Answer {
  reply.header("set-cookie", [...setCookies]);
  return ok({ options });
}

function provingSteps(signIn: SignIn): Route[] {
  return [
    route({
      method: "POST",
      url: "/api/v1/sign-in/passkey/options",
      summary:
        "Begins to sign in with a passkey: what the browser's WebAuthn call takes. It can be answered once, within five minutes.",
      chapter,
      permission: "public",
      schema: { responses: { 200: requestOptions } },
      handler: async ({ request, reply }) =>
        asked(await signIn.passkeys.beginSignIn(browserOf(request), originOf(request)), reply),
    }),
    route({
      method: "POST",
      url: "/api/v1/sign-in/passkey",
      summary: "Signs in with a passkey, which is password and second factor in one.",
      chapter,
      permission: "public",
      schema: { body: z.strictObject({ credential: signed }), responses: { 200: stepAnswer } },
      handler: async ({ body, request, reply }) =>
        taken(await signIn.passkeys.signIn(browserOf(request), body.credential), reply),
    }),
    route({
      method: "POST",
      url: "/api/v1/step-up/passkey/options",
      summary: "Begins to show the second factor again with one of one's passkeys.",
      chapter,
      permission: "person",
      schema: { responses: { 200: requestOptions } },
      handler: async ({ request, reply }) =>
        asked(await signIn.passkeys.beginStepUp(await signedIn(signIn, request), originOf(request)), reply),
    }),
    route({
      method: "POST",
      url: "/api/v1/step-up/passkey",
      summary: "Shows the second factor again with a passkey; the session gets a new token.",
      chapter,
      permission: "person",
      schema: { body: z.strictObject({ credential: signed }), responses: { 200: stepAnswer } },
      handler: async ({ body, request, reply }) => {
        const person = await signedIn(signIn, request);
        return taken(await signIn.passkeys.stepUp(browserOf(request), person, body.credential), reply);
      },
    }),
  ];
}

function addingSteps(signIn: SignIn): Route[] {
  return [
    route({
      method: "POST",
      url: "/api/v1/me/passkeys/options",
      summary: "Begins to add a passkey: what the browser's WebAuthn call takes. Needs a fresh second factor.",
      chapter,
      permission: "person",
      schema: { responses: { 200: creationOptions } },
      handler: async ({ request, reply, platform }) => {
        holdToFreshFactor({ request, platform });
        const person = await signedIn(signIn, request);
        return asked(await signIn.passkeys.beginAdding(person, originOf(request)), reply);
      },
    }),
    route({
      method: "POST",
      url: "/api/v1/me/passkeys",
      summary: "Adds a passkey under a name of one's own; all other sessions end. Needs a fresh second factor.",
      chapter,
      permission: "person",
      schema: { body: z.strictObject({ name, credential: made }), responses: { 201: shown } },
      handler: async ({ body, request, platform }) => {
        holdToFreshFactor({ request, platform });
        const person = await signedIn(signIn, request);
        return created(show(await signIn.passkeys.add(browserOf(request), person, body.name, body.credential)));
      },
    }),
  ];
}

function keepingSteps(signIn: SignIn): Route[] {
  const params = z.strictObject({ passkeyId: uuid });
  return [
    route({
      method: "GET",
      url: "/api/v1/me/passkeys",
      summary: "One's own passkeys, the oldest first.",
      chapter,
      permission: "person",
      schema: { responses: { 200: z.object({ items: z.array(shown) }) } },
      handler: async ({ request }) => {
        const found = await signIn.passkeys.list(await signedIn(signIn, request));
        return ok({ items: found.map(show) });
      },
    }),
    route({
      method: "PATCH",
      url: "/api/v1/me/passkeys/:passkeyId",
      summary: "Renames one of one's own passkeys. Needs a fresh second factor.",
      chapter,
      permission: "person",
      schema: { params, body: z.strictObject({ name }), responses: { 204: null } },
      handler: async ({ params: { passkeyId }, body, request, platform, context }) => {
        holdToFreshFactor({ request, platform });
        await signIn.passkeys.rename(context.actor.id, passkeyId, body.name);
        return noContent();
      },
    }),
    route({
      method: "DELETE",
      url: "/api/v1/me/passkeys/:passkeyId",
      summary: "Removes one of one's own passkeys; all other sessions end. Needs a fresh second factor.",
      chapter,
      permission: "person",
      schema: { params, responses: { 204: null } },
      handler: async ({ params: { passkeyId }, request, platform, context }) => {
        holdToFreshFactor({ request, platform });
        const session = await signIn.person({ cookies: request.headers.cookie });
        await signIn.passkeys.remove(context.actor.id, passkeyId, session?.token);
        return noContent();
      },
    }),
  ];
}

/** Signing in and stepping up with a passkey, and one's own passkeys (SEC-22). */
export function passkeyRoutes(signIn: SignIn): Route[] {
  return [...provingSteps(signIn), ...addingSteps(signIn), ...keepingSteps(signIn)];
}
