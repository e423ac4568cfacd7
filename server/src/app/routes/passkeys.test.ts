import type { LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import type { HttpServer } from "../../platform/http/index.ts";
import { listAuditEvents, withTenant } from "../../platform/index.ts";
import type { Role } from "../../platform/roles/index.ts";
import { endMembership, resetSecondFactor, USUAL_LIMITS } from "../../platform/sign-in/index.ts";
import { createHttpServer } from "../http-server.ts";
import { createBankReaders } from "../readers/index.ts";
import { signInNew } from "./asking.fixture.ts";
import { softwareAuthenticator, type Authenticator, type Lies } from "./authenticator.fixture.ts";

const ORIGIN = "http://kvitt.example";
const SESSION = "__Host-kvitt.session_token";

let platform: TestPlatform;
let clinic: TestClinic;
let server: HttpServer;

beforeAll(async () => {
  platform = await testPlatform();
  clinic = await testClinic(platform);
  const address = { points: 10_000, seconds: 60 };
  server = await createHttpServer(platform, { limits: { ...USUAL_LIMITS, address }, reader: createBankReaders() });
});
afterAll(async () => {
  await server.close();
  await platform.close();
});

type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** A browser with its cookies, at a page of ours. */
type TestBrowser = {
  readonly cookies: Map<string, string>;
  ask(method: Method, url: string, body?: object): Promise<LightMyRequestResponse>;
};

function browser(from: Record<string, string> = {}): TestBrowser {
  const cookies = new Map((from["cookie"] ?? "").split("; ").map((one) => one.split("=", 2) as [string, string]));
  return {
    cookies,
    async ask(method, url, body) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const headers = { host: "kvitt.example", origin: ORIGIN, "sec-fetch-site": "same-origin", cookie };
      const answer = await server.inject({ method, url: `/api/v1${url}`, headers, ...(body ? { payload: body } : {}) });
      for (const set of [answer.headers["set-cookie"] ?? []].flat()) {
        const [name = "", value = ""] = set.split(";")[0]!.split("=", 2);
        cookies.set(name, value);
      }
      return answer;
    },
  };
}

type Options = {
  readonly challenge: string;
  readonly rpId: string;
  readonly rp: { id: string };
  readonly user: { id: string };
};
const optionsOf = (answer: LightMyRequestResponse) => answer.json<{ options: Options }>().options;
const codeOf = (answer: LightMyRequestResponse): [number, string | undefined] => [
  answer.statusCode,
  answer.body === "" ? undefined : answer.json<{ code?: string }>().code,
];

/** A person in their own browser, signed in with password and code. */
async function person(role: Role = "hqFinance"): Promise<TestBrowser> {
  const roles = [{ role, clinicIds: role === "reception" ? [clinic.clinicId] : null }];
  return browser(await signInNew(server, platform, clinic.context, { roles }));
}

async function add(who: TestBrowser, device: Authenticator, lies: Lies = {}): Promise<LightMyRequestResponse> {
  const options = optionsOf(await who.ask("POST", "/me/passkeys/options"));
  return who.ask("POST", "/me/passkeys", { name: "Telefonen", credential: device.make(options, lies) });
}

async function signIn(device: Authenticator, lies: Lies = {}, at = browser()): Promise<LightMyRequestResponse> {
  const options = optionsOf(await at.ask("POST", "/sign-in/passkey/options"));
  return at.ask("POST", "/sign-in/passkey", { credential: device.sign(options, lies) });
}

/** A person with a passkey, and the device it lives in. */
async function enrolled(role?: Role, device = softwareAuthenticator(ORIGIN)) {
  const who = await person(role);
  const added = await add(who, device);
  expect(added.statusCode).toBe(201);
  const { userId } = (await who.ask("GET", "/me")).json<{ userId: string }>();
  return { who, device, userId, passkeyId: added.json<{ id: string }>().id };
}

describe("adding a passkey", () => {
  test("SEC-22 the device is asked to check its owner and to be found without a name; what is added stands in the list", async () => {
    const who = await person();
    const device = softwareAuthenticator(ORIGIN);
    const asked = await who.ask("POST", "/me/passkeys/options");
    expect(optionsOf(asked)).toMatchObject({
      rp: { id: "kvitt.example", name: "Kvitt" },
      attestation: "none",
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      excludeCredentials: [],
    });
    expect([asked.headers["set-cookie"]].flat()).toEqual([
      expect.stringMatching(/^__Host-kvitt\.passkey=[\w-]{43}; Max-Age=300; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ]);
    expect((await add(who, device)).statusCode).toBe(201);
    expect((await who.ask("GET", "/me/passkeys")).json()).toMatchObject({
      items: [{ name: "Telefonen", host: "kvitt.example", synced: false, usedAt: null }],
    });
    const again = optionsOf(await who.ask("POST", "/me/passkeys/options"));
    expect(again).toMatchObject({ excludeCredentials: [{ id: device.credentialId, transports: ["internal"] }] });
  });

  test.each<[string, Lies]>([
    ["made at another origin", { origin: "http://kvitt.example.evil" }],
    ["made for another host", { rpId: "evil.example" }],
    ["of an owner the device did not check", { verified: false }],
    ["for another challenge", { challenge: "AAAA" }],
    ["that is a sign-in's answer", { type: "webauthn.get" }],
    ["made in a frame of another page", { crossOrigin: true }],
    ["with certificates that nobody asked for", { certified: true }],
  ])("SEC-22 one %s is refused", async (_which, lies) => {
    const who = await person();
    expect(codeOf(await add(who, softwareAuthenticator(ORIGIN), lies))).toEqual([422, "PASSKEY_REFUSED"]);
    expect((await who.ask("GET", "/me/passkeys")).json()).toEqual({ items: [] });
  });

  test("SEC-22 an answer is taken once, and one credential belongs to one person", async () => {
    const { device } = await enrolled();
    const other = await person();
    expect(codeOf(await add(other, device))).toEqual([422, "PASSKEY_REFUSED"]);
    const fresh = softwareAuthenticator(ORIGIN);
    const options = optionsOf(await other.ask("POST", "/me/passkeys/options"));
    const held = new Map(other.cookies);
    const body = { name: "Nøkkelen", credential: fresh.make(options) };
    expect((await other.ask("POST", "/me/passkeys", body)).statusCode).toBe(201);
    for (const [name, value] of held) other.cookies.set(name, value);
    expect(codeOf(await other.ask("POST", "/me/passkeys", body))).toEqual([422, "PASSKEY_REFUSED"]);
  });

  test("SEC-15 it takes a factor shown within five minutes, to add, to rename and to remove", async () => {
    const { who, passkeyId } = await enrolled();
    const options = optionsOf(await who.ask("POST", "/me/passkeys/options"));
    platform.clock.moveTo(platform.clock.now().add({ minutes: 6 }));
    const credential = softwareAuthenticator(ORIGIN).make(options);
    const asked = [
      await who.ask("POST", "/me/passkeys/options"),
      await who.ask("POST", "/me/passkeys", { name: "Sent", credential }),
      await who.ask("PATCH", `/me/passkeys/${passkeyId}`, { name: "Sent" }),
      await who.ask("DELETE", `/me/passkeys/${passkeyId}`),
    ];
    expect(asked.map(codeOf)).toEqual(asked.map(() => [403, "FACTOR_NOT_FRESH"]));
    expect((await who.ask("GET", "/me/passkeys")).json()).toMatchObject({ items: [{ name: "Telefonen" }] });
  });
});

describe("signing in with a passkey", () => {
  test("SEC-22 SEC-25 it is password and second factor in one: the session is new, its cookie bound, its factor fresh", async () => {
    const { device, userId } = await enrolled();
    const at = browser();
    const done = await signIn(device, {}, at);
    expect(done.json()).toEqual({ next: "done" });
    const cookie = [done.headers["set-cookie"]].flat().find((one) => one?.startsWith(`${SESSION}=`));
    expect(cookie?.split("; ").slice(1)).toEqual(
      expect.arrayContaining(["Path=/", "HttpOnly", "Secure", "SameSite=Lax"]),
    );
    expect((await at.ask("GET", "/me")).json()).toMatchObject({ userId, secondFactor: { fresh: true } });
    expect((await at.ask("GET", "/me/passkeys")).json()).toMatchObject({
      items: [{ usedAt: platform.clock.now().toString() }],
    });
    const first = at.cookies.get(SESSION);
    await signIn(device, {}, at);
    expect(at.cookies.get(SESSION)).not.toBe(first);
  });

  test("SEC-26 nobody is asked for a name, and whoever asks is asked alike", async () => {
    await enrolled();
    const options = optionsOf(await browser().ask("POST", "/sign-in/passkey/options"));
    expect(options).toEqual({
      challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      timeout: 60_000,
      rpId: "kvitt.example",
      userVerification: "required",
      allowCredentials: [],
    });
  });

  test.each<[string, (other: { key: Authenticator["key"]; handle: string }) => Lies]>([
    ["at another origin", () => ({ origin: "http://kvitt.example.evil" })],
    ["for another host", () => ({ rpId: "evil.example" })],
    ["without checking the owner", () => ({ verified: false })],
    ["of another challenge", () => ({ challenge: "AAAA" })],
    ["of a registration", () => ({ type: "webauthn.create" })],
    ["in a frame of another page", () => ({ crossOrigin: true })],
    ["with another user's key", ({ key }) => ({ key })],
    ["in another user's name", ({ handle }) => ({ userHandle: handle })],
    ["in nobody's name", () => ({ userHandle: undefined })],
    ["with a count that was reached before", () => ({ counter: 1 })],
  ])("SEC-22 SEC-26 a signature %s is refused, in the words of every wrong sign-in", async (_which, lie) => {
    const { device } = await enrolled();
    const other = await enrolled();
    expect((await signIn(device)).statusCode).toBe(200);
    const at = browser();
    const handle = Buffer.from(other.userId).toString("base64url");
    expect(codeOf(await signIn(device, lie({ key: other.device.key, handle }), at))).toEqual([401, "SIGN_IN_FAILED"]);
    expect(at.cookies.has(SESSION)).toBe(false);
    expect((await at.ask("GET", "/me")).statusCode).toBe(401);
    expect((await signIn(device, {}, at)).statusCode).toBe(200);
  });

  test("SEC-22 an answer replayed, in the same browser, in another, and by a device that counts, is refused", async () => {
    const { device } = await enrolled();
    const at = browser();
    const options = optionsOf(await at.ask("POST", "/sign-in/passkey/options"));
    const held = new Map(at.cookies);
    const body = { credential: device.sign(options) };
    const elsewhere = browser();
    await elsewhere.ask("POST", "/sign-in/passkey/options");
    expect(codeOf(await elsewhere.ask("POST", "/sign-in/passkey", body))).toEqual([401, "SIGN_IN_FAILED"]);
    expect(codeOf(await browser().ask("POST", "/sign-in/passkey", body))).toEqual([401, "SIGN_IN_FAILED"]);
    expect((await at.ask("POST", "/sign-in/passkey", body)).statusCode).toBe(200);
    for (const [name, value] of held) at.cookies.set(name, value);
    expect(codeOf(await at.ask("POST", "/sign-in/passkey", body))).toEqual([401, "SIGN_IN_FAILED"]);
  });

  test("SEC-22 one answer sent twice at the same moment lets in once, also from a device that does not count", async () => {
    const { device } = await enrolled("cfo", softwareAuthenticator(ORIGIN, false));
    expect((await signIn(device)).statusCode).toBe(200);
    const at = browser();
    const options = optionsOf(await at.ask("POST", "/sign-in/passkey/options"));
    const body = { credential: device.sign(options) };
    const answers = await Promise.all([
      at.ask("POST", "/sign-in/passkey", body),
      at.ask("POST", "/sign-in/passkey", body),
    ]);
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 401]);
  });

  test("SEC-22 the question lives five minutes", async () => {
    const { device } = await enrolled();
    const later = async (seconds: number) => {
      const at = browser();
      const options = optionsOf(await at.ask("POST", "/sign-in/passkey/options"));
      platform.clock.moveTo(platform.clock.now().add({ seconds }));
      return (await at.ask("POST", "/sign-in/passkey", { credential: device.sign(options) })).statusCode;
    };
    expect([await later(299), await later(300)]).toEqual([200, 401]);
  });

  test("SEC-26 an unknown passkey, and one of somebody who works here no more, are refused alike", async () => {
    const { device, userId } = await enrolled();
    await withTenant(platform, clinic.context, (tx) => endMembership(tx, userId));
    const unknown = softwareAuthenticator(ORIGIN);
    const handle = Buffer.from(userId).toString("base64url");
    const bodies = [await signIn(device), await signIn(unknown, { userHandle: handle })].map((answer) =>
      answer.body.replace(/"requestId":"[^"]*"/, ""),
    );
    expect(bodies[0]).toContain("SIGN_IN_FAILED");
    expect(bodies[1]).toBe(bodies[0]);
  });

  test("SEC-27 the eleventh wrong signature of an account is turned away", async () => {
    const { device } = await enrolled();
    const tries = [];
    for (let i = 0; i < 11; i++) tries.push((await signIn(device, { verified: false })).statusCode);
    expect(tries).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
  });

  test.each([
    ["reception", 29, 31],
    ["cfo", 14, 16],
  ] as const)("SEC-24 %s: alive after %d idle minutes, ended after %d", async (role, inside, outside) => {
    const { device } = await enrolled(role);
    const at = browser();
    await signIn(device, {}, at);
    platform.clock.moveTo(platform.clock.now().add({ minutes: inside }));
    expect((await at.ask("GET", "/me")).statusCode).toBe(200);
    platform.clock.moveTo(platform.clock.now().add({ minutes: outside }));
    expect((await at.ask("GET", "/me")).statusCode).toBe(401);
  });
});

describe("stepping up", () => {
  async function stepUp(who: TestBrowser, device: Authenticator, lies: Lies = {}): Promise<LightMyRequestResponse> {
    const options = optionsOf(await who.ask("POST", "/step-up/passkey/options"));
    return who.ask("POST", "/step-up/passkey", { credential: device.sign(options, lies) });
  }

  test("SEC-15 SEC-24 with one's own passkey: the factor is fresh, the session's token new, the old one dead", async () => {
    const { who, device } = await enrolled();
    const other = await enrolled();
    platform.clock.moveTo(platform.clock.now().add({ minutes: 6 }));
    const fresh = async () =>
      (await who.ask("GET", "/me")).json<{ secondFactor: { fresh: boolean } }>().secondFactor.fresh;
    expect(await fresh()).toBe(false);
    expect(codeOf(await stepUp(who, other.device))).toEqual([401, "SIGN_IN_FAILED"]);
    expect(codeOf(await stepUp(who, device, { verified: false }))).toEqual([401, "SIGN_IN_FAILED"]);
    expect(await fresh()).toBe(false);
    const old = browser();
    old.cookies.set(SESSION, who.cookies.get(SESSION)!);
    expect((await stepUp(who, device)).statusCode).toBe(200);
    expect(await fresh()).toBe(true);
    expect((await old.ask("GET", "/me")).statusCode).toBe(401);
  });

  test("SEC-22 an answer to a sign-in's question steps nobody up, nor does one person's question serve another", async () => {
    const { who, device } = await enrolled();
    const asked = optionsOf(await who.ask("POST", "/sign-in/passkey/options"));
    const crossed = await who.ask("POST", "/step-up/passkey", { credential: device.sign(asked) });
    expect(codeOf(crossed)).toEqual([401, "SIGN_IN_FAILED"]);
    const other = await enrolled();
    const theirs = optionsOf(await other.who.ask("POST", "/step-up/passkey/options"));
    who.cookies.set("__Host-kvitt.passkey", other.who.cookies.get("__Host-kvitt.passkey")!);
    expect(codeOf(await who.ask("POST", "/step-up/passkey", { credential: device.sign(theirs) }))).toEqual([
      401,
      "SIGN_IN_FAILED",
    ]);
  });
});

describe("one's own passkeys", () => {
  test("SEC-24 one renames and removes one's own and nobody else's; a removed one opens nothing", async () => {
    const { who, device, passkeyId } = await enrolled();
    const other = await enrolled();
    for (const [method, body] of [["PATCH", { name: "Min" }], ["DELETE"]] as const)
      expect(codeOf(await other.who.ask(method, `/me/passkeys/${passkeyId}`, body))).toEqual([
        404,
        "PASSKEY_NOT_FOUND",
      ]);
    expect((await who.ask("PATCH", `/me/passkeys/${passkeyId}`, { name: "Nettbrettet" })).statusCode).toBe(204);
    expect((await who.ask("GET", "/me/passkeys")).json()).toMatchObject({ items: [{ name: "Nettbrettet" }] });
    expect((await who.ask("DELETE", `/me/passkeys/${passkeyId}`)).statusCode).toBe(204);
    expect((await who.ask("GET", "/me/passkeys")).json()).toEqual({ items: [] });
    expect(codeOf(await signIn(device))).toEqual([401, "SIGN_IN_FAILED"]);
  });

  test("SEC-24 SEC-77 adding and removing end all other sessions, and stand in the audit trail", async () => {
    const { who, device, userId, passkeyId } = await enrolled();
    const at = browser();
    await signIn(device, {}, at);
    expect((await add(who, softwareAuthenticator(ORIGIN))).statusCode).toBe(201);
    expect((await at.ask("GET", "/me")).statusCode).toBe(401);
    await signIn(device, {}, at);
    await who.ask("DELETE", `/me/passkeys/${passkeyId}`);
    expect((await at.ask("GET", "/me")).statusCode).toBe(401);
    expect((await who.ask("GET", "/me")).statusCode).toBe(200);
    const events = await withTenant(platform, clinic.context, (tx) => listAuditEvents(tx, { subjectId: userId }, 10));
    expect(events.map((event) => event.action)).toEqual([
      "user.passkeyRemoved",
      "user.passkeyAdded",
      "user.passkeyAdded",
      "user.created",
    ]);
  });

  test("SEC-22 an administrator who resets the second factor takes the passkeys away too", async () => {
    const { device, userId } = await enrolled();
    await withTenant(platform, clinic.context, (tx) => resetSecondFactor(tx, userId));
    expect(codeOf(await signIn(device))).toEqual([401, "SIGN_IN_FAILED"]);
  });
});
