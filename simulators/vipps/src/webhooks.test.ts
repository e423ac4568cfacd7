import { createHash, createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { pauseAfter } from "./deliveries.ts";
import { allEvents, hook, openDesk, said } from "./desk.fixture.ts";
import { signedHeaders } from "./sign.ts";

const ref = "kvitt-260101-1";
const webhooks = "/webhooks/v1/webhooks";
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe("registrations", () => {
  test("the secret is told once", async () => {
    const desk = openDesk();
    const secret = await desk.listen();
    const listed = (await desk.call("GET", webhooks)).json as { webhooks: { id: string }[] };
    expect(listed.webhooks).toMatchObject([{ url: hook, events: allEvents }]);
    expect(JSON.stringify(listed)).not.toContain(secret);
    const path = `${webhooks}/${listed.webhooks[0]!.id}`;
    expect(await desk.call("DELETE", path)).toEqual({ status: 204 });
    expect((await desk.call("DELETE", path)).status).toBe(404);
  });

  test.each([
    [{ url: "http://pay.example.test/hooks", events: allEvents }, "url"],
    [{ url: hook, events: ["epayments.payment.paid.v1"] }, "events"],
    [{ url: hook, events: [] }, "events"],
    [{ url: hook, events: allEvents, secret: "mine" }, "secret"],
  ])("%j is malformed: %s", async (body, field) => {
    expect(said(await openDesk().call("POST", webhooks, body))).toBe(field);
  });

  test("at most 25 for an event", async () => {
    const desk = openDesk();
    for (let turn = 0; turn < 25; turn += 1) await desk.listen(`${hook}/${turn}`);
    expect(said(await desk.call("POST", webhooks, { url: hook, events: allEvents }))).toBe("events");
  });
});

describe("signing", () => {
  const event =
    '{"msn":"123456","reference":"kvitt-260101-1","pspReference":"dd8e0a8e-2b26-40ed-98f1-1d5832fc129f","name":"AUTHORIZED","amount":{"currency":"NOK","value":245000},"timestamp":"2026-11-19T08:38:31.099Z","success":true}';
  const first = { url: hook, secret: "090a478d-37ff-4e77-970e-d457aeb26a3a", date: "Thu, 19 Nov 2026 08:38:32 GMT" };
  test.each([
    ["V1", { ...first, body: event }, "LZyEoANtkUO1KwWzxFCm5DgV3P+duS6JSw7p2xXs9j4="],
    [
      "V2",
      {
        url: "https://pay.example.test:8443/hooks/vipps?t=7&x=%C3%A5",
        secret: "hemmelig-æøå",
        date: "Fri, 20 Nov 2026 23:59:59 GMT",
        body: '{"name":"Åse"}',
      },
      "Gf+2h+PpewAKV0WwO2nUHCuiJXakR57OlffekjgynTs=",
    ],
    ["V3", { ...first, body: "" }, "vrooPmFu2z5n4k7QChdwb/gxoyf2S8AmPClDQKNVU04="],
  ])("%s", (_name, asked, signature) => {
    expect(signedHeaders(asked)["authorization"]).toMatch(new RegExp(`&Signature=${RegExp.escape(signature)}$`));
  });
});

describe("delivery", () => {
  test("each event of a payment, in order, signed with the registration's secret", async () => {
    const desk = openDesk();
    const secret = await desk.listen();
    await desk.approved(ref);
    await desk.move("capture", ref, 1_000);
    expect(desk.names()).toEqual(["CREATED", "AUTHORIZED", "CAPTURED"]);
    const { headers, body } = desk.caught[2]!;
    const hash = createHash("sha256").update(body).digest("base64");
    const text = `POST\n/hooks/vipps\n${headers["x-ms-date"]};pay.example.test;${hash}`;
    expect(headers["authorization"]).toContain(createHmac("sha256", secret).update(text).digest("base64"));
    expect(JSON.parse(body)).toMatchObject({
      msn: "123456",
      reference: ref,
      name: "CAPTURED",
      amount: { currency: "NOK", value: 1_000 },
      success: true,
    });
  });

  test("tried again until somebody says 200, and the next event of the payment waits for it", async () => {
    const desk = openDesk();
    await desk.listen();
    desk.answerWith = 500;
    await desk.approved(ref);
    await desk.create("kvitt-260102-1");
    expect(desk.names()).toEqual(["CREATED", "CREATED"]);
    await desk.simulator.advance(1_999);
    expect(desk.caught).toHaveLength(2);
    desk.answerWith = 200;
    await desk.simulator.advance(1);
    expect(desk.names()).toEqual(["CREATED", "CREATED", "CREATED", "AUTHORIZED", "CREATED"]);
    expect(desk.caught[2]).toEqual(desk.caught[0]);
  });

  test.each([
    [1, 2_000],
    [3, 2_000],
    [4, minute],
    [5, 2 * minute],
    [6, hour],
    [28, hour],
    [29, day],
    [35, day],
  ])("after try %i the next comes %i ms later", (tries, ms) => {
    expect(pauseAfter(tries)).toBe(ms);
  });

  test("given up after seven days; a registration that got nothing through for fourteen is deleted", async () => {
    const desk = openDesk();
    await desk.listen();
    desk.answerWith = 500;
    await desk.create(ref);
    await desk.simulator.advance(8 * day);
    expect(desk.simulator.deliveries().map(({ state }) => state)).toEqual(["givenUp", "givenUp"]);
    expect(desk.simulator.registrations()).toHaveLength(1);
    await desk.create("kvitt-260102-1");
    await desk.simulator.advance(6 * day - 1);
    expect(desk.simulator.registrations()).toHaveLength(1);
    await desk.simulator.advance(day);
    expect(desk.simulator.registrations()).toEqual([]);
    expect(desk.simulator.deliveries().filter(({ state }) => state === "waiting")).toEqual([]);
  });

  const script = async (fault: object, event = "AUTHORIZED") => {
    const desk = openDesk();
    await desk.listen();
    desk.simulator.rules.replace([{ on: "webhook", match: { event }, fault } as never]);
    await desk.approved(ref);
    await desk.move("capture", ref, 1_000);
    return desk;
  };

  test("withheld: it never comes, and the others do", async () => {
    const desk = await script({ do: "withhold" });
    await desk.simulator.advance(7 * day);
    expect(desk.names()).toEqual(["CREATED", "CAPTURED"]);
  });

  test("duplicated", async () => {
    expect((await script({ do: "duplicate", copies: 2 }, "CAPTURED")).names()).toEqual([
      "CREATED",
      "AUTHORIZED",
      "CAPTURED",
      "CAPTURED",
      "CAPTURED",
    ]);
  });

  test("late, and overtaken", async () => {
    const desk = await script({ do: "late", seconds: 60 });
    expect(desk.names()).toEqual(["CREATED", "CAPTURED"]);
    await desk.simulator.advance(minute);
    expect(desk.names()).toEqual(["CREATED", "CAPTURED", "AUTHORIZED"]);
  });

  test("after the next", async () => {
    expect((await script({ do: "afterNext" })).names()).toEqual(["CREATED", "CAPTURED", "AUTHORIZED"]);
  });

  test("signed wrongly", async () => {
    const desk = openDesk();
    const secret = await desk.listen();
    desk.simulator.rules.replace([{ on: "webhook", fault: { do: "badSignature" } }]);
    await desk.create(ref);
    const { headers, body } = desk.caught[0]!;
    const right = signedHeaders({ url: hook, secret, date: headers["x-ms-date"]!, body });
    expect(headers["authorization"]).not.toBe(right["authorization"]);
    expect(headers["x-ms-content-sha256"]).toBe(right["x-ms-content-sha256"]);
  });
});
