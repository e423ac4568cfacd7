import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testPlatform, type TestPlatform } from "../../testkit/index.ts";
import { openBooks } from "./books.fixture.ts";

let installation: TestPlatform;
beforeAll(async () => {
  installation = await testPlatform();
});
afterAll(() => installation.close());

describe("a claim that nobody pays", () => {
  test("DP-010 DP-013 DP-014 each step on its day, by whom it is sent, and never a second time", async () => {
    const books = await openBooks(installation);
    const claim = await books.bill(await books.party());
    expect(await books.evening("2026-04-02")).toMatchObject({ state: "done", taken: 0 });
    expect(await books.evening("2026-04-07")).toMatchObject({ state: "done", taken: 1 });
    expect(await books.steps(claim)).toMatchObject([
      { level: "remind1", takenOn: "2026-04-07", amountMinor: 120_000n },
    ]);
    expect([...books.sms.taken.values()].map(({ text }) => text)).toEqual([
      expect.stringContaining("Solsidan Tandvård: vi ser inte din betalning på 1 200,00 kr, förföll 2026-03-27"),
    ]);
    expect(await books.run()).toMatchObject({ state: "done", taken: 0 });
    expect(await books.evening("2026-04-13")).toMatchObject({ taken: 0 });
    expect(await books.evening("2026-04-14")).toMatchObject({ taken: 1 });
    expect(await books.evening("2026-04-21")).toMatchObject({ taken: 0, forPerson: expect.any(String) as string });
    expect(await books.levels(claim)).toEqual(["remind1 2026-04-07", "remind2 2026-04-14"]);
    expect(books.sms.order).toHaveLength(2);
  });
});
