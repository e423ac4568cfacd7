import { describe, expect, test } from "vitest";
import { bodyFor, credentials, openDesk, said, signedIn } from "./desk.fixture.ts";
import { demoUnit } from "./simulator.ts";
import type { WireAnswer } from "./types.ts";

const ref = "kvitt-260101-1";
const payments = "/epayment/v1/payments";
const aggregateOf = (answer: WireAnswer): number[] => {
  const { aggregate } = answer.json as { aggregate: Record<string, { value: number }> };
  return ["authorizedAmount", "capturedAmount", "refundedAmount", "cancelledAmount"].map(
    (name) => aggregate[name]!.value,
  );
};

describe("tokens", () => {
  const raw = async (
    desk: ReturnType<typeof openDesk>,
    path: string,
    headers: Record<string, string>,
    method = "GET",
  ) => {
    const outcome = await desk.simulator.call({ method, path, headers, body: "", origin: "http://127.0.0.1" });
    return outcome?.kind === "answer" ? outcome.answer : undefined;
  };

  test("all values are texts", async () => {
    const answer = await raw(openDesk(), "/accesstoken/get", credentials, "POST");
    expect(answer).toMatchObject({ status: 200, json: { token_type: "Bearer", expires_in: "3599" } });
    expect(new Set(Object.values(answer!.json as object).map((value) => typeof value))).toEqual(new Set(["string"]));
  });

  test.each(Object.keys(credentials))("a wrong %s is 401", async (name) => {
    const answer = await raw(openDesk(), "/accesstoken/get", { ...credentials, [name]: "wrong" }, "POST");
    expect(answer?.status).toBe(401);
  });

  test("a call wants a bearer token that has not ended, and both keys that fit it", async () => {
    const desk = openDesk();
    const issued = await raw(desk, "/accesstoken/get", credentials, "POST");
    const good = signedIn((issued!.json as { access_token: string }).access_token);
    expect((await raw(desk, `${payments}/${ref}`, good))?.status).toBe(404);
    for (const change of [
      { authorization: "" },
      { authorization: good["authorization"]!.replace("Bearer ", "") },
      { "ocp-apim-subscription-key": "wrong" },
      { "merchant-serial-number": "654321" },
    ]) {
      expect((await raw(desk, `${payments}/${ref}`, { ...good, ...change }))?.status).toBe(401);
    }
    await desk.simulator.advance(3_600_000);
    expect((await raw(desk, `${payments}/${ref}`, good))?.status).toBe(401);
  });
});

describe("create", () => {
  test("answers with the landing page, and the payment waits for ten minutes", async () => {
    const desk = openDesk();
    const answer = await desk.create(ref);
    expect(answer).toMatchObject({ status: 201, json: { reference: ref } });
    expect((answer.json as { redirectUrl: string }).redirectUrl).toMatch(
      /^http:\/\/127.0.0.1:4030\/landing\?token=\w{32}$/,
    );
    await desk.simulator.advance(599_999);
    expect((await desk.call("GET", `${payments}/${ref}`)).json).toMatchObject({
      state: "CREATED",
      redirectUrl: expect.any(String) as unknown,
    });
    await desk.simulator.advance(1);
    const ended = (await desk.call("GET", `${payments}/${ref}`)).json as object;
    expect(ended).toMatchObject({ state: "EXPIRED" });
    expect(ended).not.toHaveProperty("redirectUrl");
  });

  const receipt = {
    orderLines: [{ name: "x", id: "1", totalAmount: 1, totalAmountExcludingTax: 1, totalTaxAmount: 0, taxRate: 0 }],
    bottomLine: { currency: "NOK" },
  };
  test.each([
    [{ surprise: 1 }, "surprise"],
    [{ amount: { currency: "NOK", value: 1000, vat: 1 } }, "vat"],
    [{ amount: { currency: "NOK", value: "1000" } }, "amount.value"],
    [{ amount: { currency: "SEK", value: 1000 } }, "amount.currency"],
    [{ reference: "short" }, "reference"],
    [{ reference: "no_underscores" }, "reference"],
    [{ userFlow: "FAX" }, "userFlow"],
    [{ paymentDescription: "ab" }, "paymentDescription"],
    [{ minimumUserAge: 101 }, "minimumUserAge"],
    [{ amount: { currency: "NOK", value: 10.5 } }, "4040"],
    [{ amount: { currency: "NOK", value: 65_000_001 } }, "4040"],
    [{ amount: { currency: "NOK", value: 99 } }, "6010"],
    [{ amount: { currency: "DKK", value: 1000 } }, "5040"],
    [{ paymentMethod: { type: "CASH" } }, "4160"],
    [{ paymentMethod: { type: "CARD" }, userFlow: "PUSH_MESSAGE" }, "4160"],
    [{ customer: { phoneNumber: "+4791234567" } }, "4070"],
    [{ returnUrl: "javascript:alert(1)" }, "4090"],
    [{ returnUrl: "http://pay.example.test" }, "4090"],
    [{ returnUrl: undefined }, "4140"],
    [{ userFlow: "PUSH_MESSAGE", customer: undefined }, "4140"],
    [{ userFlow: "QR" }, "4140"],
    [{ metadata: { a: "", b: "", c: "", d: "", e: "", f: "" } }, "4100"],
    [{ metadata: { ["k".repeat(101)]: "" } }, "4120"],
    [{ metadata: { k: "v".repeat(501) } }, "4130"],
    [{ expiresAt: "2026-10-02T08:00:00Z" }, "6130"],
    [{ expiresAt: "2026-10-02T08:00:00Z", receipt }, "5050"],
  ])("%j is refused: %s", async (change, expected) => {
    expect(said(await openDesk().create(ref, change))).toBe(expected);
  });

  test.each([
    ["2026-10-01T08:09:59Z", "6120"],
    ["2026-10-01T08:10:00Z", 201],
    ["2026-11-30T08:00:00Z", 201],
    ["2026-11-30T08:00:01Z", "6110"],
  ])("a sales unit that may: a life until %s is answered with %s", async (expiresAt, expected) => {
    const desk = openDesk({ units: [{ ...demoUnit, allowsLongLiving: true }] });
    expect(said(await desk.create(ref, { expiresAt, receipt }))).toBe(expected);
  });

  test("push needs the sales unit's approval, and has no address", async () => {
    const push = { userFlow: "PUSH_MESSAGE", returnUrl: undefined };
    expect((await openDesk().create(ref, push)).json).toEqual({ reference: ref });
    const desk = openDesk({ units: [{ ...demoUnit, allowsPush: false }] });
    expect(said(await desk.create(ref, push))).toBe("5080");
  });

  test("a reference is used once", async () => {
    const desk = openDesk();
    await desk.create(ref);
    expect(said(await desk.create(ref))).toBe("4150");
  });

  test("no JSON is malformed", async () => {
    expect(said(await openDesk().call("POST", payments, "{"))).toBe("body");
  });
});

describe("capture, refund, cancel", () => {
  test("in parts, each with its own id; the state stays AUTHORIZED", async () => {
    const desk = openDesk();
    await desk.approved(ref);
    const first = await desk.move("capture", ref, 100_000);
    expect(first).toMatchObject({ status: 200, json: { state: "AUTHORIZED", reference: ref } });
    expect(aggregateOf(first)).toEqual([245_000, 100_000, 0, 0]);
    expect(aggregateOf(await desk.move("refund", ref, 40_000))).toEqual([245_000, 100_000, 40_000, 0]);
    expect(aggregateOf(await desk.call("POST", `${payments}/${ref}/cancel`))).toEqual([
      245_000, 100_000, 40_000, 145_000,
    ]);
    const log = (await desk.call("GET", `${payments}/${ref}/events`)).json as {
      name: string;
      amount: { value: number };
      pspReference: string;
    }[];
    expect(log.map(({ name, amount }) => [name, amount.value])).toEqual([
      ["CREATED", 245_000],
      ["AUTHORIZED", 245_000],
      ["CAPTURED", 100_000],
      ["REFUNDED", 40_000],
      ["CANCELLED", 145_000],
    ]);
    expect(new Set(log.map(({ pspReference }) => pspReference)).size).toBe(5);
    expect((first.json as { pspReference: string }).pspReference).toBe(log[2]!.pspReference);
  });

  type Step = readonly [verb: string, value?: number];
  test.each<[string, readonly ("approve" | "decline" | Step)[], string | number]>([
    ["capture before approval", [["capture", 1]], "6080"],
    ["capture after a no", ["decline", ["capture", 1]], "6200"],
    ["capture after the end", [["cancel"], ["capture", 1]], "6070"],
    ["capture after the release", ["approve", ["cancel"], ["capture", 1]], "6070"],
    ["capture too high", ["approve", ["capture", 245_001]], "6090"],
    ["capture of nothing", ["approve", ["capture", 0]], "4040"],
    ["capture of everything", ["approve", ["capture", 245_000]], 200],
    ["capture again", ["approve", ["capture", 245_000], ["capture", 1]], "6170"],
    ["refund before approval", [["refund", 1]], "6020"],
    ["refund before capture", ["approve", ["refund", 1]], "6210"],
    ["refund too high", ["approve", ["capture", 1_000], ["refund", 1_001]], "6150"],
    ["refund again", ["approve", ["capture", 1_000], ["refund", 1_000], ["refund", 1]], "6180"],
    ["refund when the user is gone", ["approve", ["capture", 1_000], ["refund", 123]], "5100"],
    ["refund when the period is over", ["approve", ["capture", 1_000], ["refund", 124]], "6220"],
    ["cancel twice", [["cancel"], ["cancel"]], "6050"],
    ["cancel what was captured", ["approve", ["capture", 245_000], ["cancel"]], "6040"],
    ["cancel twice after approval", ["approve", ["cancel"], ["cancel"]], "6190"],
  ])("%s", async (_what, steps, expected) => {
    const desk = openDesk();
    await desk.create(ref);
    let last: string | number = "";
    for (const step of steps) {
      if (typeof step === "string") desk.simulator.act(desk.simulator.find({ reference: ref })!, step);
      else if (step[0] === "cancel") last = said(await desk.call("POST", `${payments}/${ref}/cancel`));
      else last = said(await desk.move(step[0], ref, step[1]!));
    }
    expect(last).toBe(expected);
  });

  test("cancelTransactionOnly leaves an approved payment alone", async () => {
    const desk = openDesk();
    await desk.approved(ref);
    expect(said(await desk.call("POST", `${payments}/${ref}/cancel`, { cancelTransactionOnly: true }))).toBe("6060");
  });

  const day = 86_400_000;
  test.each([
    ["capture", 180 * day, 200],
    ["capture", 180 * day + 1, "6100"],
    ["cancel", 180 * day + 1, "6030"],
  ])("%s %i ms after approval is answered with %s", async (verb, ms, expected) => {
    const desk = openDesk();
    await desk.approved(ref);
    await desk.simulator.advance(ms);
    const answer =
      verb === "cancel" ? await desk.call("POST", `${payments}/${ref}/cancel`) : await desk.move("capture", ref, 1_000);
    expect(said(answer)).toBe(expected);
  });

  test("a bank that lets go of the money fails the capture, and the log says so", async () => {
    const desk = openDesk();
    await desk.approved(ref);
    desk.simulator.act(desk.simulator.find({ reference: ref })!, "releaseHold");
    expect(said(await desk.move("capture", ref, 1_000))).toBe("6260");
    expect(desk.simulator.find({ reference: ref })!.events.at(-1)).toMatchObject({ name: "CAPTURED", success: false });
  });

  test("a sales unit that may not capture in part", async () => {
    const desk = openDesk({ units: [{ ...demoUnit, allowsPartialCapture: false }] });
    await desk.approved(ref);
    expect(said(await desk.move("capture", ref, 1_000))).toBe("6140");
  });
});

describe("idempotency", () => {
  test("one key, one effect, one answer; another body is a conflict", async () => {
    const desk = openDesk();
    await desk.approved(ref);
    const first = await desk.move("capture", ref, 1_000, "one");
    expect(await desk.move("capture", ref, 1_000, "one")).toEqual(first);
    const other = await desk.move("capture", ref, 2_000, "one");
    expect([other.status, said(other)]).toEqual([409, "4010"]);
    expect(desk.simulator.find({ reference: ref })!.captured).toBe(1_000);
  });

  test("a refusal is remembered for its key, so what is mended comes under a new one", async () => {
    const desk = openDesk();
    await desk.create(ref);
    const early = await desk.move("capture", ref, 1_000, "one");
    desk.simulator.act(desk.simulator.find({ reference: ref })!, "approve");
    expect(await desk.move("capture", ref, 1_000, "one")).toEqual(early);
    expect((await desk.move("capture", ref, 1_000, "two")).status).toBe(200);
  });

  test.each(["", "k".repeat(51)])("the key %j is malformed", async (key) => {
    expect(said(await openDesk().call("POST", payments, bodyFor(ref), key))).toBe("Idempotency-Key");
  });
});

describe("limits", () => {
  test("five captures a minute for a reference, then 429 until the first is a minute old", async () => {
    const desk = openDesk();
    await desk.approved(ref);
    for (let turn = 0; turn < 5; turn += 1) await desk.move("capture", ref, 1_000);
    const sixth = await desk.move("capture", ref, 1_000);
    expect(sixth).toMatchObject({ status: 429, headers: { "retry-after": "60" } });
    await desk.simulator.advance(59_999);
    expect((await desk.move("capture", ref, 1_000)).status).toBe(429);
    await desk.simulator.advance(1);
    expect((await desk.move("capture", ref, 1_000)).status).toBe(200);
  });

  test("switched off, there are none", async () => {
    const desk = openDesk();
    desk.simulator.settings.rateLimits = false;
    await desk.approved(ref);
    for (let turn = 0; turn < 8; turn += 1) expect((await desk.move("capture", ref, 1_000)).status).toBe(200);
  });
});

describe("the test host's approval", () => {
  const path = `/epayment/v1/test/payments/${ref}/approve`;
  const customer = { customer: { phoneNumber: "4791234567" } };

  test("approves once", async () => {
    const desk = openDesk();
    await desk.create(ref);
    expect(await desk.call("POST", path, customer)).toMatchObject({ status: 200 });
    expect(said(await desk.call("POST", path, customer))).toBe("6230");
  });

  test.each([151, 182, 183, 184, 186, 187, 197, 201, 202])(
    "the amount %i is refused by the card; the payment waits on",
    async (value) => {
      const desk = openDesk();
      await desk.create(ref, { amount: { currency: "NOK", value } });
      expect(said(await desk.call("POST", path, customer))).toBe("10010");
      expect(desk.simulator.find({ reference: ref })!.state).toBe("CREATED");
    },
  );
});

describe("scripted misbehaviour", () => {
  const get = (desk: ReturnType<typeof openDesk>) => desk.call("GET", `${payments}/${ref}`);

  test("fires for what it matches, after so many, so many times", async () => {
    const desk = openDesk();
    await desk.create(ref);
    desk.simulator.rules.replace([
      { on: "call", match: { operation: "get" }, skip: 1, times: 2, fault: { do: "refuse", code: "6260" } },
    ]);
    expect([await get(desk), await get(desk), await get(desk), await get(desk)].map(said)).toEqual([
      200,
      "6260",
      "6260",
      200,
    ]);
  });

  test.each([
    ["before", 0],
    ["after", 1_000],
  ] as const)("a failure %s the work leaves %i captured", async (when, captured) => {
    const desk = openDesk();
    await desk.approved(ref);
    desk.simulator.rules.replace([
      { on: "call", match: { operation: "capture" }, fault: { do: "fail", status: 503, when, retryAfterSeconds: 7 } },
    ]);
    expect(await desk.move("capture", ref, 1_000)).toMatchObject({ status: 503, headers: { "retry-after": "7" } });
    expect(desk.simulator.find({ reference: ref })!.captured).toBe(captured);
  });

  test.each([
    ["before", 0],
    ["after", 1_000],
  ] as const)("a line dropped %s the work leaves %i captured", async (when, captured) => {
    const desk = openDesk();
    await desk.approved(ref);
    desk.simulator.rules.replace([
      { on: "call", match: { operation: "capture", reference: ref }, fault: { do: "drop", when } },
    ]);
    await expect(desk.move("capture", ref, 1_000)).rejects.toThrow("dropped");
    expect(desk.simulator.find({ reference: ref })!.captured).toBe(captured);
  });

  test("a delay passes before the work; another state and nonsense come after it", async () => {
    const desk = openDesk();
    await desk.create(ref);
    const before = desk.simulator.now();
    desk.simulator.rules.replace([
      { on: "call", match: { operation: "get" }, fault: { do: "delay", ms: 11_000 } },
      { on: "call", match: { operation: "get" }, fault: { do: "patch", members: { state: "STRANGE" } } },
      { on: "call", match: { operation: "get" }, fault: { do: "text", body: "<html>" } },
    ]);
    expect((await get(desk)).status).toBe(200);
    expect(desk.simulator.now() - before).toBe(11_000);
    expect((await get(desk)).json).toMatchObject({ state: "STRANGE", reference: ref });
    expect((await get(desk)).text).toBe("<html>");
  });

  test("the same seed gives the same names", async () => {
    const answers = await Promise.all(
      [openDesk({ seed: 7 }), openDesk({ seed: 7 }), openDesk({ seed: 8 })].map((desk) => desk.create(ref)),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).not.toEqual(answers[2]);
  });
});
