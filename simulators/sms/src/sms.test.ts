import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { createSmsServer, createSmsSimulator, demoAccounts, partsOf, type Rule, type SmsOptions } from "./index.ts";
import { pauseAfter } from "./pushes.ts";

const hook = "https://pay.example.test/hooks/sms";
const to = "+4791234567";

function openDesk(options: SmsOptions = {}) {
  const caught: { readonly headers: Readonly<Record<string, string>>; readonly body: string }[] = [];
  const desk = {
    answerWith: 200,
    caught,
    simulator: createSmsSimulator({
      webhookUrls: { a: hook, b: hook },
      post: async (_url, headers, body): Promise<number> => {
        caught.push({ headers, body });
        return desk.answerWith;
      },
      ...options,
    }),
    call: async (path: string, body: string, authorization: string) => {
      const outcome = await desk.simulator.call({ method: "POST", path, headers: { authorization }, body });
      return outcome?.kind === "answer"
        ? { ...outcome.answer, json: JSON.parse(outcome.answer.body) as unknown }
        : outcome;
    },
    sendA: (...messages: readonly object[]) =>
      desk.call(
        "/a/v1/batches",
        JSON.stringify({
          messages: messages.map((one, no) => ({ id: `m${no}`, to, from: "Fjordsmil", text: "Hei", ...one })),
        }),
        `Bearer ${demoAccounts.a.password}`,
      ),
    reports: () =>
      caught.flatMap(({ body }) => (JSON.parse(body) as { reports: { id: string; state: string }[] }).reports),
    script: (...rules: readonly Rule[]) => desk.simulator.rules.replace(rules),
  };
  return desk;
}

describe("gateway A", () => {
  test("taken, and reported three seconds later, many in one call", async () => {
    const desk = openDesk();
    expect(await desk.sendA({}, {})).toMatchObject({
      status: 200,
      json: { results: [{ id: "m0", status: "accepted", reference: "a000000001" }, { id: "m1" }] },
    });
    await desk.simulator.advance(2_999);
    expect(desk.caught).toEqual([]);
    await desk.simulator.advance(1);
    expect(desk.caught).toHaveLength(1);
    expect(desk.reports()).toMatchObject([
      { id: "m0", state: "DELIVERED", eventId: "a000000001-1", at: "2026-10-01T08:00:03Z" },
      { id: "m1", state: "DELIVERED" },
    ]);
  });

  test.each([
    [{ to: "91234567" }, "INVALID_RECIPIENT"],
    [{ to: "+4782912345" }, "PREMIUM_NUMBER"],
    [{ to: "+4722334455" }, "NOT_A_MOBILE"],
    [{ to: "+4799999410" }, "OPTED_OUT"],
    [{ from: "Fjord smil" }, "SENDER_NOT_REGISTERED"],
    [{ from: "AltForLangtNavn" }, "SENDER_NOT_REGISTERED"],
    [{ text: "" }, "TEXT_NOT_ALLOWED"],
    [{ text: "x".repeat(1_531) }, "TEXT_NOT_ALLOWED"],
  ])("%j is turned away: %s", async (message, code) => {
    expect(await openDesk().sendA(message)).toMatchObject({
      json: { results: [{ id: "m0", status: "rejected", code }] },
    });
  });

  test.each([
    ["+4799999404", ["UNDELIVERABLE ABSENT_SUBSCRIBER"]],
    ["+4799999403", ["UNDELIVERABLE BLOCKED_BY_RECIPIENT"]],
    ["+4799999408", ["BUFFERED undefined", "EXPIRED UNREACHABLE"]],
  ])("%s is taken and then %s", async (number, states) => {
    const desk = openDesk();
    await desk.sendA({ to: number });
    await desk.simulator.advance(86_400_000);
    const reports = desk.reports() as { state: string; code?: string }[];
    expect(reports.map(({ state, code }) => `${state} ${code}`)).toEqual(states);
  });

  test("the same id is one message; with another text it is turned away", async () => {
    const desk = openDesk();
    const first = await desk.sendA({});
    expect(await desk.sendA({})).toEqual(first);
    expect(await desk.sendA({ text: "Annet" })).toMatchObject({ json: { results: [{ code: "ID_CONFLICT" }] } });
    expect(desk.simulator.messages()).toHaveLength(1);
  });

  test("500 in a call, 501 are too many; a wrong key and a strange field get nothing in", async () => {
    const desk = openDesk();
    const many = (count: number) => Array.from({ length: count }, (_, no) => ({ id: `x${no}` }));
    expect(await desk.sendA(...many(501))).toMatchObject({ status: 413 });
    expect(await desk.sendA(...many(500))).toMatchObject({ status: 200 });
    expect(await desk.call("/a/v1/batches", "{}", "Bearer wrong")).toMatchObject({ status: 401 });
    expect(await desk.sendA({ priority: 1 })).toMatchObject({ status: 400 });
  });
});

describe("gateway B", () => {
  const authorization = `Basic ${btoa(`${demoAccounts.b.user}:${demoAccounts.b.password}`)}`;

  test("forms in, short JSON out, the words of SMPP", async () => {
    const desk = openDesk();
    const form =
      "ref=r1&msisdn=4791234567&from=Fjordsmil&text=Hei+%C3%A5&ref=r2&msisdn=4799999404&from=Fjordsmil&text=Hei";
    expect(await desk.call("/b/send", form, authorization)).toMatchObject({
      json: [
        { ref: "r1", rc: 0 },
        { ref: "r2", rc: 0 },
      ],
    });
    await desk.simulator.advance(3_000);
    expect(await desk.call("/b/status", "ref=r1&ref=r2&ref=r3", authorization)).toMatchObject({
      json: [
        { ref: "r1", status: "DELIVRD", err: "000" },
        { ref: "r2", status: "UNDELIV", err: "001" },
      ],
    });
    expect(desk.simulator.messages()[0]!.text).toBe("Hei å");
    expect(desk.caught[0]!.headers["x-gateway-digest"]).toMatch(/^[A-Za-z0-9+/]{86}==$/);
  });

  test("fields that do not pair are malformed", async () => {
    expect(await openDesk().call("/b/send", "ref=r1&ref=r2&msisdn=47&from=F&text=H", authorization)).toMatchObject({
      status: 400,
    });
  });
});

describe("misbehaviour", () => {
  const told = async (fault: Extract<Rule, { on: "report" }>["fault"]) => {
    const desk = openDesk();
    desk.script({ on: "report", match: { id: "m0" }, fault });
    await desk.sendA({}, {});
    await desk.simulator.advance(3_000);
    return desk;
  };
  const ids = (desk: ReturnType<typeof openDesk>) => desk.reports().map(({ id }) => id);

  test("withheld: it never comes, and can be asked for", async () => {
    const desk = await told({ do: "withhold" });
    await desk.simulator.advance(86_400_000);
    expect(ids(desk)).toEqual(["m1"]);
    const asked = await desk.call("/a/v1/status", '{"ids":["m0"]}', `Bearer ${demoAccounts.a.password}`);
    expect(asked).toMatchObject({ json: { reports: [{ id: "m0", state: "DELIVERED" }] } });
  });

  test("duplicated", async () => {
    expect(ids(await told({ do: "duplicate", copies: 2 }))).toEqual(["m0", "m1", "m0", "m0"]);
  });

  test("after the next", async () => {
    expect(ids(await told({ do: "afterNext" }))).toEqual(["m1", "m0"]);
  });

  test("late", async () => {
    const desk = await told({ do: "late", seconds: 3_600 });
    expect(ids(desk)).toEqual(["m1"]);
    await desk.simulator.advance(3_600_000);
    expect(ids(desk)).toEqual(["m1", "m0"]);
  });

  test("tried again until somebody says 2xx, signed anew each time, and given up after a day", async () => {
    const desk = openDesk();
    desk.answerWith = 500;
    await desk.sendA({});
    await desk.simulator.advance(13_000);
    expect(desk.caught).toHaveLength(2);
    expect(desk.caught[1]!.headers["x-signature"]).not.toBe(desk.caught[0]!.headers["x-signature"]);
    await desk.simulator.advance(2 * 86_400_000);
    expect(desk.simulator.pushes()).toMatchObject([{ state: "givenUp" }]);
    expect([1, 2, 3, 4, 9].map(pauseAfter)).toEqual([10_000, 60_000, 600_000, 3_600_000, 3_600_000]);
  });

  test("a share of the messages, the same ones for the same seed", async () => {
    const refused = async (seed: number) => {
      const desk = openDesk({ seed });
      desk.script({ on: "message", share: 0.2, fault: { do: "refuse", turned: "badNumber" } });
      await desk.sendA(...Array.from({ length: 200 }, (_, no) => ({ id: `x${no}` })));
      return desk.simulator.messages().map(({ id }) => id);
    };
    const taken = await refused(7);
    expect(taken.length).toBeGreaterThan(140);
    expect(taken.length).toBeLessThan(180);
    expect(await refused(7)).toEqual(taken);
    expect(await refused(8)).not.toEqual(taken);
  });
});

describe("for a person", () => {
  async function openServer() {
    const desk = openDesk();
    const server = createSmsServer(desk.simulator);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return { ...desk, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  test("a phone shows what has come, newest first, its links clickable and nothing else alive", async () => {
    const desk = await openServer();
    await desk.sendA({ text: "Gammel" }, { text: "<b>Ny</b>\nhttps://pay.example.test/aZ09_-\nForfall 1.12." });
    expect(await (await fetch(`${desk.url}/phone/4791234567`)).text()).toContain("Ingen meldinger");
    await desk.simulator.advance(3_000);
    const page = await (await fetch(`${desk.url}/phone/4791234567`)).text();
    expect(page).toContain('<a href="https://pay.example.test/aZ09_-" rel="noreferrer">');
    expect(page).toContain("&lt;b&gt;Ny&lt;/b&gt;");
    expect(page.indexOf("Ny")).toBeLessThan(page.indexOf("Gammel"));
    expect(await (await fetch(`${desk.url}/`)).text()).toContain('href="/phone/4791234567"');
  });

  test("the controls move the clock, end messages and refuse what they do not know", async () => {
    const desk = await openServer();
    const post = (path: string, body: unknown) =>
      fetch(`${desk.url}/_control${path}`, { method: "POST", body: JSON.stringify(body) });
    await desk.sendA({}, {});
    expect((await post("/messages/a/m0/fail", {})).status).toBe(200);
    expect((await post("/messages/a/m0/deliver", {})).status).toBe(409);
    await post("/clock", { advanceSeconds: 3 });
    expect(desk.reports().map(({ id, state }) => `${id} ${state}`)).toEqual(["m0 UNDELIVERABLE", "m1 DELIVERED"]);
    expect((await post("/rules", [{ on: "report", fault: { do: "explode" } }])).status).toBe(400);
    expect((await post("/settings", { senders: ["Solsiden"] })).status).toBe(200);
    expect(await desk.sendA({ id: "m9" })).toMatchObject({ json: { results: [{ code: "SENDER_NOT_REGISTERED" }] } });
    expect(await (await fetch(`${desk.url}/_control`)).text()).toContain("SMS simulator");
    expect(await (await fetch(`${desk.url}/_control/settings`)).text()).not.toContain("secret");
  });
});

describe("T-03 parts of a text", () => {
  test.each([
    ["æøåÆØÅ èéäöüß", 1],
    ["x".repeat(160), 1],
    ["x".repeat(161), 2],
    ["x".repeat(306), 2],
    ["x".repeat(307), 3],
    ["€".repeat(80), 1],
    ["€".repeat(81), 2],
    ["’" + "x".repeat(69), 1],
    ["’" + "x".repeat(70), 2],
    ["😀".repeat(36), 2],
  ])("%#", (text, parts) => {
    expect(partsOf(text)).toBe(parts);
  });
});
