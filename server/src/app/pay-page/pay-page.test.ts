import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import { createPayServer } from "./server.ts";
import { fakeWorld, openSeen, OTHER, PLANTED, REVOKED, TOKEN, type FakeWorld } from "./world.fixture.ts";

const ORIGIN = "https://pay.example.test";
const FORM = { "content-type": "application/x-www-form-urlencoded", origin: "null", "sec-fetch-site": "same-origin" };

let platform: TestPlatform;
let world: FakeWorld;
let server: FastifyInstance;
const logged: string[] = [];
let address = 0;
/** How far the server's clock is ahead. */
let ahead: Temporal.DurationLike;
/** Each test comes from a network of its own, so that limits are on for all of them. */
let remoteAddress: string;

beforeAll(async () => {
  platform = await testPlatform("2026-10-05T19:00");
});
afterAll(() => platform.close());
afterEach(() => server.close());
beforeEach(async () => {
  const log = pino({ level: "info" }, { write: (line: string) => logged.push(line) });
  logged.length = 0;
  world = fakeWorld(String(address));
  remoteAddress = `10.1.${address >> 8}.${address++ & 255}`;
  const payerOrigins = ["https://api.wallet.example.test"];
  ahead = { hours: 0 };
  const clock = { ...platform.clock, now: () => platform.clock.now().add(ahead) };
  server = await createPayServer({ ...platform, clock, log }, { world, origin: ORIGIN, payerOrigins });
});

const get = (url: string, headers: Record<string, string> = {}) => server.inject({ url, headers, remoteAddress });
const formIn = (body: string): string => /name="form" value="([^"]+)"/.exec(body)?.[1] ?? "";
const read = (body: string) =>
  body
    .replace(/<(style|script)>[^]*?<\/\1>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
/** Posts a form as a browser does, with the token of the page it stands on. */
async function post(url: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const page = await get(
    url.startsWith("/verify")
      ? "/verify/nordlys"
      : url.replace(/^(\/(?:p|r)\/[^/?]+|\/bill).*/, url.startsWith("/bill") ? "/bill/dispute" : "$1/less"),
    headers,
  );
  return server.inject({
    method: "POST",
    url,
    payload: new URLSearchParams({ form: formIn(page.body), ...fields }).toString(),
    headers: { ...FORM, ...headers },
    remoteAddress,
  });
}
/** The cookie of somebody who was confirmed. */
async function confirmed(by: "birthDay" | "code" = "code"): Promise<{ cookie: string }> {
  const fields: Record<string, string> =
    by === "code" ? { code: "123456" } : { day: "9", month: "3", postCode: "9008" };
  const answer = await post(`/p/${TOKEN}/confirm`, fields);
  return { cookie: String(answer.headers["set-cookie"]).split(";")[0]! };
}

describe("looking", () => {
  test("SEC-32 X-36 a thousand prefetches of every page leave the link unused: nothing is done by GET or HEAD", async () => {
    const paths = [
      "",
      "/invoice",
      "/less",
      "/offers",
      "/confirm",
      "/wrong-person",
      "/again",
      "/receipt.pdf",
      "/pay",
      "/seen",
      "/check",
    ];
    for (let at = 0; at < 1_000; at++) {
      const method = at % 2 === 0 ? "GET" : "HEAD";
      await server.inject({ method, url: `/p/${TOKEN}${paths[at % paths.length]!}`, remoteAddress });
    }
    expect(world.done).toEqual([]);
  });

  test("SEC-32 SEC-34 before confirmation no page knows who the patient is or what was done", async () => {
    const paths = [
      "",
      "/invoice",
      "/less",
      "/offers",
      "/confirm",
      "/confirm?to=lines",
      "/wrong-person",
      "/again",
      "/lines",
      "/receipt",
      "/document.pdf",
    ];
    for (const path of paths) {
      const { body, headers } = await get(`/p/${TOKEN}${path}`);
      for (const planted of PLANTED)
        expect(body + JSON.stringify(headers), `${path}: ${planted}`).not.toContain(planted);
    }
  });

  test("SEC-35 SEC-61 headers of every answer; the policy names what the page holds, and nothing else", async () => {
    for (const url of [`/p/${TOKEN}`, `/p/${TOKEN}/less`, "/verify/nordlys", "/nothing", `/p/${REVOKED}`]) {
      const { headers, body } = await get(url);
      expect(headers).toMatchObject({
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
        "x-robots-tag": "noindex, nofollow",
        "x-content-type-options": "nosniff",
        "strict-transport-security": "max-age=31536000; includeSubDomains",
      });
      const policy = String(headers["content-security-policy"]);
      expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; img-src data:;/);
      expect(policy).not.toMatch(/unsafe|\*/);
      expect(policy.includes("script-src")).toBe(body.includes("<script>"));
      expect(headers["set-cookie"]).toBeUndefined();
    }
  });

  test("SEC-35 the log says which page, never whose", async () => {
    await get(`/p/${TOKEN}?lang=sv`);
    await get(`/p/${REVOKED}/less`);
    await post(`/p/${TOKEN}/confirm`, { day: "9", month: "3", postCode: "9008" });
    world.look = async () => Promise.reject(new Error(`broke on ${TOKEN} ${PLANTED[0]!}`));
    expect((await get(`/p/${TOKEN}`)).statusCode).toBe(500);
    const lines = logged.join("");
    expect(lines).toContain('"route":"/p/:token"');
    for (const secret of [TOKEN, REVOKED, "9008", ...PLANTED]) expect(lines).not.toContain(secret);
  });

  test("L-01 L-06 the recipient's language first, another by the address, on every page", async () => {
    expect((await get(`/p/${TOKEN}`)).body).toContain('<html lang="nb">');
    expect((await get(`/p/${TOKEN}/less?lang=it`)).body).toContain('<html lang="it">');
    expect((await get(`/p/${TOKEN}?lang=xx`)).body).toContain('<html lang="nb">');
    expect((await get("/nothing", { "accept-language": "sv,en;q=0.5" })).body).toContain('<html lang="sv">');
    const again = await post(`/p/${TOKEN}/less?lang=sv`, { amount: "1 000,50", again: "1" });
    expect(again.body).toContain('value="1 000,50"');
    expect(again.body).toContain('<html lang="sv">');
  });
});

describe("addresses that open nothing", () => {
  test("SEC-36 unknown, revoked, malformed and other addresses: the same 404, byte for byte", async () => {
    const urls = [
      `/p/${"x".repeat(32)}`,
      `/p/${REVOKED}`,
      "/p/short",
      `/p/${TOKEN}x`,
      "/r/forged",
      "/nothing",
      `/p/${REVOKED}/confirm`,
    ];
    const answers = await Promise.all(urls.map((url) => get(url)));
    for (const answer of answers) {
      expect(answer.statusCode).toBe(404);
      expect(answer.body).toBe(answers[0]!.body);
    }
  });

  test("SEC-36 SEC-27 ten guesses a minute from one network; who has a link of their own is let in all the same", async () => {
    const guess = (at: number) => get(`/p/${String(at).padStart(32, "z")}`);
    const codes: number[] = [];
    for (let at = 0; at < 12; at++) codes.push((await guess(at)).statusCode);
    expect(codes).toEqual([...Array<number>(10).fill(404), 429, 429]);
    expect((await guess(99)).headers["retry-after"]).toMatch(/^\d+$/);
    expect((await get(`/p/${TOKEN}`)).statusCode).toBe(200);
    // The limit does not tell a revoked link from one that never was.
    expect((await get(`/p/${REVOKED}`)).body).toBe((await guess(100)).body);
  });
});

describe("paying", () => {
  test("S0-40 S0-49 N-06 a way of the page leads to the partner; the way back carries no token", async () => {
    const answer = await post(`/p/${TOKEN}/pay`, { way: "vipps" });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, "https://api.wallet.example.test/go/1"]);
    expect(world.done).toEqual(["pay vipps all - /r/"]);
  });

  test("a partner's address that forms may not lead to is one more press; one that is not https is not followed", async () => {
    world.payerUrl = "https://other.example.test/x?a=1&b=2";
    const answer = await post(`/p/${TOKEN}/pay`, { way: "card" });
    expect(answer.body).toContain('href="https://other.example.test/x?a=1&amp;b=2"');
    world.payerUrl = "javascript:alert(1)";
    expect((await post(`/p/${TOKEN}/pay`, { way: "card" })).headers.location).toBe(`/p/${TOKEN}?lang=nb`);
  });

  test.each([
    ["PAYMENT_UNDER_WAY", 303, "underWay"],
    ["PAYMENT_REFUSED", 303, "refused"],
    ["PAYMENT_NOTHING_OPEN", 303, ""],
    ["PAYMENT_WAY_NOT_SET_UP", 409, ""],
  ])("%s becomes a page with the next step", async (code, status, notice) => {
    world.refusal = code;
    const answer = await post(`/p/${TOKEN}/pay`, { way: "vipps" });
    expect(answer.statusCode).toBe(status);
    if (notice) expect(answer.headers.location).toContain(`notice=${notice}`);
  });

  test("S0-69 a way that the clinic has not opened is refused, whatever is posted", async () => {
    world.seen = { ...openSeen, ways: ["card"] };
    expect((await post(`/p/${TOKEN}/pay`, { way: "vipps" })).statusCode).toBe(409);
    expect((await post(`/p/${TOKEN}/pay`, { way: "cash" })).statusCode).toBe(409);
    expect(world.done).toEqual([]);
  });

  test.each([
    ["100001", "pay card 100001 - /r/"],
    ["10000", "pay card 10000 - /r/"],
    ["9999", ""],
    ["245000", "pay card 245000 - /r/"],
    ["245001", ""],
    ["0", ""],
    ["-5", "pay card all - /r/"],
  ])("X-12 M-06 an amount of %s minor units: %s", async (amountMinor, done) => {
    await post(`/p/${TOKEN}/pay`, { way: "card", amountMinor });
    expect(world.done.join()).toBe(done);
  });

  test.each([
    ["1000", "1 450,00 kr", 200],
    ["1 000,50", "1 449,50 kr", 200],
    ["1.000,50 kr", "1 449,50 kr", 200],
    ["99,99", "Beløpet må være minst 100,00 kr", 422],
    ["2450,01", "Beløpet kan være høyst 2 450,00 kr", 422],
    ["tusen", "Skriv beløpet med tall", 422],
    ["", "Skriv beløpet med tall", 422],
  ])("M-06 typing %j shows the rest or says what is wrong", async (amount, said, status) => {
    const answer = await post(`/p/${TOKEN}/less`, { amount });
    expect(answer.statusCode).toBe(status);
    expect(read(answer.body)).toContain(said);
    expect(world.done).toEqual([]);
  });

  test("SEC-25 a form of another site, of another bill, too old or without token begins nothing", async () => {
    const form = formIn((await get(`/p/${TOKEN}`)).body);
    const otherForm = formIn((await get(`/p/${OTHER}/wrong-person`)).body);
    const send = (fields: Record<string, string>, headers: Record<string, string>) =>
      server.inject({
        method: "POST",
        url: `/p/${TOKEN}/pay`,
        payload: new URLSearchParams({ way: "vipps", ...fields }).toString(),
        headers,
        remoteAddress,
      });
    const { origin: _origin, ...rest } = FORM;
    expect((await send({ form }, { ...rest, "sec-fetch-site": "cross-site" })).statusCode).toBe(403);
    expect((await send({ form }, { ...rest, origin: "https://evil.example.test" })).statusCode).toBe(403);
    for (const forged of [otherForm, "", "forged", `${form.slice(0, 30)}AAAA${form.slice(34)}`])
      expect((await send({ form: forged }, FORM)).headers.location).toContain("notice=old");
    ahead = { hours: 24 };
    expect((await send({ form }, FORM)).headers.location).toContain("notice=old");
    ahead = { hours: 0 };
    expect(world.done).toEqual([]);
    expect((await send({ form }, FORM)).statusCode).toBe(303);
    expect(world.done).toHaveLength(1);
  });

  test("SEC-27 one link begins at most twenty things a minute", async () => {
    const form = formIn((await get(`/p/${TOKEN}`)).body);
    const nobodys = { tenantId: "0", ledgerId: "0", itemId: "0", recipientId: "0", lockedUntil: null };
    world.open = async () => ({ visit: { ...nobodys, linkId: remoteAddress }, seen: world.seen });
    const codes: number[] = [];
    for (let at = 0; at < 21; at++)
      codes.push(
        (
          await server.inject({
            method: "POST",
            url: `/p/${TOKEN}/pay`,
            payload: new URLSearchParams({ form, way: "vipps" }).toString(),
            headers: FORM,
            remoteAddress,
          })
        ).statusCode,
      );
    expect(codes.filter((code) => code === 303)).toHaveLength(20);
    expect(codes.at(-1)).toBe(429);
  });

  test("FR-34 the invoice: with an address it is consent, without one it is not; a wrong address says so", async () => {
    await post(`/p/${TOKEN}/invoice`, { by: "email", email: "kari@example.test" });
    await post(`/p/${TOKEN}/invoice`, { by: "other", email: "kari@example.test" });
    const wrong = await post(`/p/${TOKEN}/invoice`, { by: "email", email: "kari@" });
    expect([wrong.statusCode, read(wrong.body).includes("Skriv en e-postadresse")]).toEqual([422, true]);
    expect(world.done).toEqual(["invoice kari@example.test", "invoice -"]);
  });

  test("T-12 wrong person: messages stop at once; SEC-31 seen is told by a POST", async () => {
    expect(read((await post(`/p/${TOKEN}/wrong-person`, {})).body)).toContain("Takk, det er stoppet");
    expect((await post(`/p/${TOKEN}/seen`, {})).statusCode).toBe(204);
    expect(world.done).toEqual(["stop", "seen"]);
  });
});

describe("how it stands", () => {
  const way = "vipps";
  test.each(["awaitingPayer", "working", "unknown"] as const)(
    "V-07 while a payment is %s nothing else can be begun but what is allowed",
    async (state) => {
      world.seen = { ...openSeen, underWay: { way, state, amountMinor: 245_000n, payerUrl: null } };
      const { body } = await get(`/p/${TOKEN}`);
      expect(body).toContain(`data-state="${state}"`);
      expect(body).not.toContain('name="way"');
      expect((await get(`/p/${TOKEN}/again`)).body.includes('name="way"')).toBe(state === "awaitingPayer");
      expect((await get(`/p/${TOKEN}/less`)).statusCode).toBe(state === "awaitingPayer" ? 200 : 303);
      const form = formIn(body);
      const check = (accept: string) =>
        server.inject({
          method: "POST",
          url: `/p/${TOKEN}/check`,
          payload: `form=${form}`,
          headers: { ...FORM, accept },
          remoteAddress,
        });
      expect((await check("text/plain")).body).toBe(state);
      expect((await check("text/html")).statusCode).toBe(303);
      world.seen = openSeen;
      expect((await check("text/plain")).body).toBe("done");
    },
  );

  test.each([
    ["settled", "Alt er gjort opp"],
    ["credited", "Klinikken har kreditert den"],
    ["withdrawn", "Klinikken har trukket den tilbake"],
    ["partner", "En partner tar seg av betalingen"],
    ["agency", "Saken er hos et inkassoselskap"],
  ] as const)(
    "M-07 X-36 SEC-31 %s: a page with the state, no way to pay, and no POST that pays",
    async (standing, said) => {
      world.seen = { ...openSeen, standing };
      const { statusCode, body } = await get(`/p/${TOKEN}`);
      expect([statusCode, body.includes('name="way"')]).toEqual([200, false]);
      expect(read(body)).toContain(said);
      world.seen = openSeen;
      const form = formIn((await get(`/p/${TOKEN}`)).body);
      world.seen = { ...openSeen, standing };
      const payload = new URLSearchParams({ form, way: "vipps" }).toString();
      const paid = await server.inject({
        method: "POST",
        url: `/p/${TOKEN}/pay`,
        payload,
        headers: FORM,
        remoteAddress,
      });
      expect(paid.statusCode).toBe(303);
      expect(world.done).toEqual([]);
    },
  );

  test("S0-01 what is drawn from the payer's account: the page says when, and no address begins another way", async () => {
    world.seen = openSeen;
    const form = formIn((await get(`/p/${TOKEN}`)).body);
    world.seen = { ...openSeen, drawnOn: "2026-12-07" };
    const { statusCode, body } = await get(`/p/${TOKEN}`);
    expect([statusCode, body.includes('name="way"')]).toEqual([200, false]);
    expect(read(body)).toContain("AvtaleGiro 07.12.2026");
    for (const path of ["invoice", "less", "offers"]) expect((await get(`/p/${TOKEN}/${path}`)).statusCode).toBe(303);
    for (const path of ["pay", "invoice"]) {
      const payload = new URLSearchParams({ form, way: "vipps", by: "other" }).toString();
      const url = `/p/${TOKEN}/${path}`;
      const asked = await server.inject({ method: "POST", url, payload, headers: FORM, remoteAddress });
      expect(asked.statusCode).toBe(303);
    }
    expect(world.done).toEqual([]);
  });

  test("a claim of nothing is settled, not a page that asks for nought", async () => {
    world.seen = { ...openSeen, bill: { ...openSeen.bill, openMinor: 0n } };
    expect(read((await get(`/p/${TOKEN}`)).body)).toContain("Alt er gjort opp");
  });

  test.each([
    ["attemptFailed", "Betalingen gikk ikke gjennom"],
    ["attemptExpired", "Tiden gikk ut"],
    ["attemptCancelled", "Du avbrøt betalingen"],
  ] as const)("FR-33 after %s the choices are back, with what happened", async (ended, said) => {
    world.seen = { ...openSeen, ended };
    const { body } = await get(`/p/${TOKEN}`);
    expect(read(body)).toContain(said);
    expect(body).toContain('name="way"');
  });

  test("X-11 V-08 SEC-36 a receipt for whom the partner sent back, none for the link alone", async () => {
    let returnUrl = "";
    world.startPayment = async (_visit, asked) => {
      ({ returnUrl } = asked);
      return { payerUrl: null };
    };
    await post(`/p/${TOKEN}/pay`, { way: "vipps" });
    world.seen = { ...openSeen, standing: "settled", bill: { ...openSeen.bill, openMinor: 0n } };
    world.receipt_ = {
      amountMinor: 245_000n,
      paidOn: "2026-10-05",
      way: "vipps",
      reference: "1047112601018",
      leftMinor: 0n,
    };
    expect(returnUrl).not.toContain(TOKEN);
    const back = new URL(returnUrl).pathname;
    expect(read((await get(back)).body)).toContain("2 450,00 kr");
    expect((await get(`${back}/receipt.pdf`)).headers["content-type"]).toBe("application/pdf");
    expect(read((await get(`/p/${TOKEN}`)).body)).not.toContain("2 450,00 kr");
    expect((await get(`/p/${TOKEN}/receipt.pdf`)).headers.location).toContain("/confirm");
  });
});

describe("who are you", () => {
  test("SEC-33 birth day and postcode open a token-free address for fifteen minutes, and not the lines", async () => {
    const answer = await post(`/p/${TOKEN}/confirm?to=moveDue`, { day: "9", month: "3", postCode: "9008" });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, "/bill/due?lang=nb"]);
    const cookie = String(answer.headers["set-cookie"]);
    expect(cookie).toMatch(/^__Host-kvitt-bill=[\w-]+; Path=\/; Max-Age=900; Secure; HttpOnly; SameSite=Lax$/);
    expect(cookie).not.toContain(TOKEN);
    const mine = { cookie: cookie.split(";")[0]! };
    expect(read((await get("/bill", mine)).body)).toContain("Flytt forfallsdatoen");
    expect((await get("/bill/lines", mine)).headers.location).toContain("/bill/confirm");
    expect((await get("/bill/document.pdf", mine)).headers.location).toContain("/bill/confirm");
    ahead = { minutes: 15 };
    const late = await get("/bill?lang=nb", mine);
    expect([late.statusCode, read(late.body).includes("Det har gått 15 minutter")]).toEqual([403, true]);
  });

  test("SEC-33 a code on the other channel opens lines and document", async () => {
    expect((await post(`/p/${TOKEN}/confirm/code`, { to: "lines" })).headers.location).toContain("sent=1");
    const mine = await confirmed("code");
    expect(read((await get("/bill/lines", mine)).body)).toContain("Rotfylling tann 36");
    const file = await get("/bill/document.pdf", mine);
    expect(file.headers).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": 'attachment; filename="Faktura-260101.pdf"',
      "cache-control": "no-store",
    });
  });

  test("SEC-31 five wrong answers lock confirming, not paying", async () => {
    for (let at = 1; at <= 5; at++) {
      const { body } = await post(`/p/${TOKEN}/confirm`, { day: "1", month: "1", postCode: "0001" });
      expect(read(body)).toContain(at < 5 ? "Det stemmer ikke med det vi har" : "Prøv igjen i morgen");
    }
    expect(read((await post(`/p/${TOKEN}/confirm`, { day: "9", month: "3", postCode: "9008" })).body)).toContain(
      "Prøv igjen i morgen",
    );
    expect((await post(`/p/${TOKEN}/pay`, { way: "vipps" })).statusCode).toBe(303);
  });

  test("SEC-33 nothing behind confirmation without it: pages lead to the question, posts do nothing", async () => {
    for (const path of ["/lines", "/document.pdf", "/receipt", "/due", "/split", "/dispute", "/paid"])
      expect((await get(`/p/${TOKEN}${path}`)).headers.location).toContain(`/p/${TOKEN}/confirm?`);
    for (const path of ["/due", "/split", "/dispute", "/paid"])
      await post(`/p/${TOKEN}${path}`, { date: "2026-10-20", parts: "2", reason: "x" });
    for (const cookie of ["", "__Host-kvitt-bill=forged"])
      expect((await get("/bill/lines", { cookie })).statusCode).toBe(403);
    expect(world.done).toEqual([]);
  });

  test("SEC-33 a form's token does not pass for a cookie, nor a way back", async () => {
    const form = formIn((await get(`/p/${TOKEN}`)).body);
    expect((await get("/bill", { cookie: `__Host-kvitt-bill=${form}` })).statusCode).toBe(403);
    expect((await get(`/r/${form}`)).statusCode).toBe(404);
  });

  test("SEC-34 who may not confirm is not asked", async () => {
    world.seen = { ...openSeen, mayConfirm: false };
    expect((await get(`/p/${TOKEN}/confirm`)).headers.location).toBe(`/p/${TOKEN}?lang=nb`);
    await post(`/p/${TOKEN}/confirm`, { day: "9", month: "3", postCode: "9008" });
    expect(world.done).toEqual([]);
  });
});

describe("after a declined card", () => {
  const declined = { why: "notForThis", next: "otherWay", tries: 1 } as const;
  const payerUrl = "https://cards.example.test/c/pay/1";
  const waiting = { way: "card", state: "awaitingPayer", amountMinor: 245_000n, payerUrl } as const;

  test("X-09 while the partner's page is open: why, and the way back to it; another declined card is news", async () => {
    world.seen = { ...openSeen, underWay: waiting, declined };
    const { body } = await get(`/p/${TOKEN}`);
    expect(read(body)).toContain("Kortet ble avvist");
    expect(body).toContain(payerUrl);
    const word = /data-state="([^"]+)"/.exec(body)![1]!;
    const asked = async () => (await post(`/p/${TOKEN}/check`, {}, { accept: "text/plain" })).body;
    expect(await asked()).toBe(word);
    world.seen = { ...world.seen, declined: { ...declined, tries: 2 } };
    expect(await asked()).not.toBe(word);
  });

  test("X-09 while the money is being taken an earlier card is no longer spoken of", async () => {
    world.seen = { ...openSeen, underWay: { ...waiting, state: "working", payerUrl: null }, declined };
    expect(read((await get(`/p/${TOKEN}`)).body)).not.toContain("Kortet ble avvist");
  });

  test("X-09 back among the choices: the reason, not that a try came to nothing; after a no to the card another way is first", async () => {
    world.seen = { ...openSeen, ways: ["card", "vipps"], ended: "attemptCancelled", declined };
    const { body } = await get(`/p/${TOKEN}`);
    expect(read(body)).toContain("Dette kortet kan ikke brukes til denne betalingen");
    expect(read(body)).not.toContain("Du avbrøt betalingen");
    expect(body.indexOf('value="vipps"')).toBeLessThan(body.indexOf('value="card"'));
    world.seen = { ...world.seen, declined: { ...declined, next: "otherCard" } };
    const again = (await get(`/p/${TOKEN}`)).body;
    expect(again.indexOf('value="card"')).toBeLessThan(again.indexOf('value="vipps"'));
  });

  test("X-09 a card that is asked for while cards rest leads back to the choices, which say until when", async () => {
    world.refusal = "PAYMENT_CARD_RESTS";
    expect((await post(`/p/${TOKEN}/pay`, { way: "card" })).headers.location).toBe(`/p/${TOKEN}?lang=nb`);
    world.seen = { ...openSeen, ways: ["vipps"], cardsRestUntil: { day: "2026-10-05", time: "20:30" } };
    expect(read((await get(`/p/${TOKEN}`)).body)).toContain("Kort kan brukes igjen 05.10.2026 kl. 20:30");
  });
});

describe("self-service", () => {
  test("N-18 X-13 V-09 moving, splitting, disputing and having paid say what stops, and until when", async () => {
    const mine = await confirmed("birthDay");
    world.done.length = 0;
    const said = async (path: string, fields: Record<string, string>) =>
      read((await post(`/bill${path}`, fields, mine)).body);
    expect(await said("/due", { date: "2026-11-02" })).toContain("Ny forfallsdato er 02.11.2026");
    expect(await said("/split", { parts: "2" })).toContain("Regningen er delt opp");
    expect(await said("/dispute", { reason: "wrongAmount" })).toContain("Purring og inkasso er stoppet til 26.10.2026");
    expect(await said("/paid", { date: "2.10.2026", bank: "DNB" })).toContain("Purring er stoppet til 15.10.2026");
    expect(world.done).toEqual(["due 2026-11-02", "split 2", "dispute wrongAmount", "paid 2026-10-02 DNB"]);
  });

  test.each(["2026-10-19", "2026-11-03", "", "2026-02-30", "tomorrow"])(
    "N-18 the due date is not moved to %j",
    async (date) => {
      const answer = await post("/bill/due", { date }, await confirmed());
      expect([answer.statusCode, read(answer.body).includes("Velg en dato innenfor grensen")]).toEqual([422, true]);
    },
  );

  test("N-18 what the clinic does not allow is neither shown nor done", async () => {
    const mine = await confirmed();
    world.acts_ = ["lines"];
    world.done.length = 0;
    expect((await get("/bill", mine)).body).not.toMatch(/\/bill\/(due|split|dispute|paid)/);
    for (const path of ["/due", "/split", "/dispute"])
      expect((await get(`/bill${path}`, mine)).headers.location).toBe("/bill?lang=nb");
    expect(world.done).toEqual([]);
  });

  test("SEC-55 nothing is written in words: a reason that is not on the page is none, a bank has a name and no story", async () => {
    const mine = await confirmed();
    world.done.length = 0;
    expect((await post("/bill/dispute", { reason: "Jeg er 13097248022" }, mine)).headers.location).toBe(
      "/bill/dispute?lang=nb",
    );
    const answer = await post("/bill/paid", { date: "2026-10-02", bank: "13097248022 rotfylling" }, mine);
    expect([answer.statusCode, read(answer.body).includes("Skriv navnet på banken")]).toEqual([422, true]);
    expect(world.done).toEqual([]);
  });
});

describe("N-19 is this message from us", () => {
  test("amount, day and invoice number for a code; nothing for another; ten a minute", async () => {
    const yes = await post("/verify/nordlys?lang=nb", { code: "k7f-2q" });
    for (const said of ["Ja, den er fra", "2 450,00 kr", "05.10.2026", "1047 1126 01018"])
      expect(read(yes.body)).toContain(said);
    expect((await get("/verify/elsewhere")).statusCode).toBe(404);
    expect(read((await post("/verify/nordlys?lang=nb", { code: "AAA-AA" })).body)).toContain("Vi kjenner ikke koden");
    for (let at = 0; at < 8; at++) await post("/verify/nordlys", { code: `AAA-A${at}` });
    expect((await post("/verify/nordlys", { code: "K7F-2Q" })).statusCode).toBe(429);
  });
});
