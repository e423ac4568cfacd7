import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createBank } from "./bank.ts";
import { createBankServer } from "./http.ts";
import { checkOcr } from "../testkit/check-ocr.ts";
import { clinic, kidOf, monday } from "../testkit/clinics.ts";

const server = createBankServer(createBank({ accounts: [], startOn: monday, deliveryTimes: ["17:30"] }));
let base = "";
const { openingMinor: _none, ...account } = clinic(1);

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
});

async function post(path: string, body: unknown): Promise<{ status: number; json: unknown }> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(`${base}${path}`, { method: "POST", body: text });
  return { status: response.status, json: await response.json() };
}

async function get(path: string): Promise<unknown> {
  return (await fetch(`${base}${path}`)).json();
}

describe("the bank behind HTTP", () => {
  test("a day from account to files", async () => {
    expect((await post("/accounts", { ...account, openingMinor: 5_000 })).status).toBe(201);
    const paid = await post("/payments", [
      { account: account.number, amountMinor: 45_000, on: "2026-10-05", kid: kidOf(1), payerName: "Kari Nordmann" },
      { account: account.number, amountMinor: 1, on: "2026-10-04" },
      { do: "charge", account: account.number, amountMinor: 100, on: "2026-10-05", text: "Gebyr" },
      {
        do: "pay",
        account: account.number,
        amountMinor: 200,
        on: "2026-10-05",
        creditorName: "Kvitt",
        creditorAccount: "15032080119",
      },
      { do: "reverse", paymentId: "P00000001", on: "2026-10-06" },
    ]);
    expect(paid).toEqual({
      status: 200,
      json: [
        { ok: true, paymentId: "P00000001", route: "detail", settledOn: "2026-10-05" },
        { ok: false, code: "DAY_CLOSED" },
        { ok: true },
        { ok: true, orderId: "U00000001" },
        { ok: true, paymentId: "P00000002", route: "statement", settledOn: "2026-10-06" },
      ],
    });
    expect(await post("/clock", { to: "2026-10-06" })).toEqual({
      status: 200,
      json: { today: "2026-10-06", delivered: 2 },
    });
    expect(await get("/clock")).toEqual({ today: "2026-10-06" });
    expect(await get("/orders/U00000001")).toEqual({ orderId: "U00000001", state: "executed" });
    expect(await get(`/accounts/${account.number}`)).toEqual({
      balanceMinor: 49_700,
      creditedMinor: 45_000,
      debitedMinor: 300,
      waitingMinor: -45_000,
    });
  });

  test("files are listed once each after a number, and read as bytes", async () => {
    const [first] = (await get("/files?after=0")) as [Record<string, unknown>];
    const name = "ocr-00900001-20261005-0000001.txt";
    const days = { settledOn: "2026-10-05", deliveredOn: "2026-10-05" };
    expect(first).toEqual({ number: 1, name, kind: "ocr", recipient: "00900001", ...days, bytes: 492 });
    expect(await get("/files?after=1")).toMatchObject([{ number: 2, kind: "camt053", account: account.number }]);
    expect(await get("/files?after=2")).toEqual([]);
    const bytes = new Uint8Array(await (await fetch(`${base}/files/${name}`)).arrayBuffer());
    expect(checkOcr(bytes).payments).toMatchObject([{ kid: kidOf(1), amountMinor: 45_000n }]);
  });

  test("rules come as data", async () => {
    const rules = [{ match: { kind: "camt053" }, fault: { do: "lost" } }];
    expect((await post("/rules", rules)).status).toBe(200);
    expect((await post("/clock", { to: "2026-10-07" })).json).toMatchObject({ delivered: 0 });
  });

  const deposit = { account: account.number, amountMinor: 1, on: "2026-10-08" };
  test.each([
    ["/payments", "{", 400, "body"],
    ["/payments", [1], 400, "payment"],
    ["/payments", { ...deposit, amountMinor: 1.5 }, 400, "amountMinor"],
    ["/payments", { ...deposit, amountMinor: 2 ** 53 }, 400, "amountMinor"],
    ["/payments", { ...deposit, amountMinor: "1" }, 400, "amountMinor"],
    ["/payments", { ...deposit, on: "2026-02-30" }, 400, "on"],
    ["/payments", { ...deposit, on: "20261008" }, 400, "on"],
    ["/payments", { ...deposit, kind: "gold" }, 400, "kind"],
    ["/payments", { do: "steal" }, 400, "do"],
    ["/accounts", { number: "1", ownerName: 2 }, 400, "ownerName"],
    ["/accounts", { ...account, ocrAgreement: { ...account.ocrAgreement, modulus: 9 } }, 400, "modulus"],
    ["/accounts", { ...account, ocrAgreement: { ...account.ocrAgreement, kidLengths: 13 } }, 400, "kidLengths"],
    ["/accounts", { ...account, ocrAgreement: { ...account.ocrAgreement, detail: "fax" } }, 400, "detail"],
    ["/rules", {}, 400, "rules"],
    ["/rules", [{ fault: { do: "nothing" } }], 400, "fault.do"],
    ["/rules", [{ fault: { do: "late" } }], 400, "fault.late"],
    ["/rules", [{ fault: { do: "corrected", bankDays: 1, first: "luck" } }], 400, "fault.corrected"],
    ["/accounts", account, 422, undefined],
    ["/clock", { to: "2026-10-01" }, 422, undefined],
    ["/elsewhere", {}, 404, undefined],
  ])("%s %j is answered with %i", async (path, body, status, field) => {
    const answer = await post(path, body);
    expect(answer.status).toBe(status);
    expect((answer.json as { field?: string }).field).toBe(field);
    expect(answer.json).toHaveProperty("remedy");
  });

  test("a list of payments with one wrong line takes none of them", async () => {
    const before = await get(`/accounts/${account.number}`);
    expect((await post("/payments", [deposit, { ...deposit, amountMinor: null }])).status).toBe(400);
    expect(await get(`/accounts/${account.number}`)).toEqual(before);
  });

  test("what is not there is 404, another method 405", async () => {
    expect((await fetch(`${base}/files/none.txt`)).status).toBe(404);
    expect((await fetch(`${base}/files?after=x`)).status).toBe(400);
    expect((await fetch(`${base}/files`, { method: "DELETE" })).status).toBe(405);
  });
});
