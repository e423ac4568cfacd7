import { describe, expect, test } from "vitest";
import { createAgencySimulator, demoAccount, type WireRequest } from "./index.ts";
import { signatureOf } from "./sign.ts";

/** What the demo plays with: an agency whose cases go on by themselves, and that knows each clinic as a client of its own. */

const START_MS = Date.UTC(2026, 4, 5, 19);
const DAY_MS = 86_400_000;
const packet = {
  creditor: { name: "Solsidan" },
  debtor: {
    ...{ kind: "person", name: "Anna Andersson" },
    address: { line1: "Storgatan 1", postCode: "11122", city: "Stockholm", country: "SE" },
  },
  ground: { text: "Tandvård", invoiceNumber: "1", invoiceOn: "2026-02-25", dueOn: "2026-03-27" },
  currency: "SEK",
  amounts: { capital: 400_000, interest: 0, fees: 0 },
  interest: { fromOn: "2026-03-28", rule: "statutory" },
  reminders: [
    { level: "remind1", sentOn: "2026-04-07" },
    { level: "remind2", sentOn: "2026-04-14" },
  ],
  payments: [],
  disputed: false,
};

/** A call by a clinic at a moment of its own. */
function signed(
  client: string,
  call: Pick<WireRequest, "method" | "path"> & { body?: unknown; query?: string },
): WireRequest {
  const { method, path, query = "" } = call;
  const body = call.body === undefined ? "" : JSON.stringify(call.body);
  const seconds = String(START_MS / 1_000);
  const signature = `v1=${signatureOf(demoAccount.secret, seconds, { method, path, query, body })}`;
  const headers = { "agency-client": client, "agency-timestamp": seconds, "agency-signature": signature };
  return { method, path, query, headers, body };
}

function opened(lives: boolean) {
  const simulator = createAgencySimulator({ machine: () => START_MS, lives });
  const handOver = (caseId: string, client = "demo-creditor-a") =>
    simulator.call(signed(client, { method: "PUT", path: `/v1/cases/${caseId}`, body: packet }));
  const statuses = async (client = "demo-creditor-a") => {
    const answer = await simulator.call(signed(client, { method: "GET", path: "/v1/statuses" }));
    if (answer?.kind !== "answer") throw new Error("no answer");
    return (answer.answer.json as { events: { caseId: string; status: string; occurredOn: string }[] }).events;
  };
  return { simulator, handOver, statuses };
}

describe("an agency whose cases live", () => {
  test("S2-28 three cases go their three ways as days go by, each status on its own day", async () => {
    const { simulator, handOver, statuses } = opened(true);
    for (const caseId of ["case-0001", "case-0002", "case-0003"]) await handOver(caseId);
    await simulator.advance(13 * DAY_MS);
    expect(
      (await statuses()).map(({ caseId, status, occurredOn }) => `${caseId} ${status} ${occurredOn}`).slice(3),
    ).toEqual([
      "case-0001 demandSent 2026-05-07",
      "case-0002 demandSent 2026-05-07",
      "case-0003 demandSent 2026-05-07",
      "case-0002 planAgreed 2026-05-15",
      "case-0003 paid 2026-05-17",
    ]);
    await simulator.advance(40 * DAY_MS);
    expect((await statuses()).slice(8).map(({ caseId, status }) => `${caseId} ${status}`)).toEqual([
      "case-0001 paid",
      "case-0002 paid",
      "case-0001 failed",
    ]);
  });

  test("what a person ended by hand goes on no more; without `lives` nothing happens by itself", async () => {
    const { simulator, handOver, statuses } = opened(true);
    await handOver("case-0001");
    simulator.act(simulator.find("case-0001")!, "fail");
    await simulator.advance(60 * DAY_MS);
    expect((await statuses()).map(({ status }) => status)).toEqual(["received", "failed"]);
    const quiet = opened(false);
    await quiet.handOver("case-0001");
    await quiet.simulator.advance(60 * DAY_MS);
    expect(await quiet.statuses()).toHaveLength(1);
  });

  test("S0-45 each clinic of a creditor hears of its own cases; of one that nobody knows, all do", async () => {
    const { simulator, handOver, statuses } = opened(false);
    await handOver("case-0001", "demo-creditor-a");
    await handOver("case-0002", "demo-creditor-b");
    simulator.tell({ caseId: "nobody", status: "paid" });
    expect((await statuses("demo-creditor-b")).map(({ caseId }) => caseId)).toEqual(["case-0002", "nobody"]);
    expect(await simulator.call(signed("another", { method: "GET", path: "/v1/statuses" }))).toMatchObject({
      answer: { status: 401 },
    });
  });
});
