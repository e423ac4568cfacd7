import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import { openBooks } from "../books.fixture.ts";
import { policyJson, runSimulation, simulationOf, startSimulation, swedishChain } from "../index.ts";

let installation: TestPlatform;
beforeAll(async () => {
  installation = await testPlatform();
});
afterAll(() => installation.close());

/** The chain with seven working days before its first reminder. */
const seven = policyJson({
  ...swedishChain,
  levels: swedishChain.levels.map((level) =>
    level.name === "remind1" ? { ...level, wait: { ...level.wait, days: 7 } } : level,
  ),
});

describe("N-13 a simulation reads the real ledger", () => {
  test("the policy in force comes to what really happened; seven days instead of five differ by two", async () => {
    const books = await openBooks(installation);
    const [prompt, reminded, unpaid] = [
      await books.bill(await books.party()),
      await books.bill(await books.party()),
      await books.bill(await books.party()),
    ];
    await books.pay(prompt, "2026-03-30");
    await books.evening("2026-04-07");
    await books.pay(reminded, "2026-04-09");
    await books.evening("2026-04-14");
    books.at("2026-04-15T09:00");
    const id = await books.work((tx) => startSimulation(tx, { content: seven, years: 1 }));
    await runSimulation(books.platform, books.context, id);
    const { result } = await books.work((tx) => simulationOf(tx, id));
    const { actual, running, draft, leftOut } = result!;
    // 25 February to 30 March are 33 days, to 9 April 43.
    expect(actual).toMatchObject({ invoices: 3, steps: { remind1: 2, remind2: 1 }, paid: 2, tenthDaysToPay: 380 });
    // What really left is not counted here; of the policy three letters by telephone, and nobody has said what one costs.
    const sent = { messages: 3, papers: 0, sendingMinor: null };
    expect(running).toEqual({ ...actual, ...sent });
    // The first reminder on 9 April, paid on the 11th; the second would be on the 16th, after today.
    expect(draft).toMatchObject({ invoices: 3, steps: { remind1: 2 }, paid: 2, tenthDaysToPay: 390 });
    expect([leftOut, await books.levels(unpaid)]).toEqual([0, ["remind1 2026-04-07", "remind2 2026-04-14"]]);
  });
});
