import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestPlatform } from "../../testkit/index.ts";
import { withTenant } from "../platform/index.ts";
import { bankAccount, invoice, ocrFile, statement } from "./books.fixture.ts";
import { currentness } from "./index.ts";

let platform: TestPlatform;

beforeAll(async () => {
  platform = await testPlatform("2026-10-12T06:00");
});
afterAll(() => platform.close());

describe("is the ledger current", () => {
  // 12 October 2026 is a Monday: the last bank day that has ended is Friday the 9th.
  test.each([
    ["2026-10-08", false],
    ["2026-10-09", true],
  ])("S0-25 on Monday morning a statement through %s makes it %s", async (through, current) => {
    const clinic = await testClinic(platform);
    const found = await withTenant(platform, clinic.context, async (tx) => {
      const account = await bankAccount(tx, clinic, `1503208${through.slice(-2)}19`);
      const { item } = await invoice(tx, clinic, { amountMinor: 100n, on: "2026-10-01", number: "1" });
      const lump = await ocrFile(tx, clinic, account, "2026-10-07", [{ amountMinor: 100n, item }]);
      await statement(tx, clinic, account, {
        from: "2026-10-07",
        openingMinor: 0n,
        lines: [{ amountMinor: 100n, meets: lump }],
      });
      const newest = await statement(tx, clinic, account, { from: through, openingMinor: 100n, lines: [] });
      return { newest, lump, report: await currentness(tx, { ledgerId: clinic.ledgerId }) };
    });
    expect(found.report).toMatchObject({ today: "2026-10-12", expectedThrough: "2026-10-09", current });
    expect(found.report.accounts).toMatchObject([
      { paymentsFileId: found.lump.fileId, paymentsThrough: "2026-10-07", statementThrough: through, current },
    ]);
  });

  test("S0-25 an account whose statement never came is not current", async () => {
    const clinic = await testClinic(platform);
    const report = await withTenant(platform, clinic.context, async (tx) => {
      await bankAccount(tx, clinic, "90010123456");
      return currentness(tx, { ledgerId: clinic.ledgerId });
    });
    expect(report).toMatchObject({
      current: false,
      accounts: [{ statementFileId: null, paymentsFileId: null, current: false }],
    });
  });
});
