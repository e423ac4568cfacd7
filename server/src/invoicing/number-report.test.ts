import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import { withTenant } from "../platform/index.ts";
import { numbered } from "./claims.fixture.ts";
import { numberReport, receiveClaims, type Claim } from "./index.ts";

let platform: TestPlatform;
let a: TestClinic;
let b: TestClinic;
beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
});
beforeEach(async () => {
  a = await testClinic(platform);
  b = await testClinic(platform, { tenantId: a.tenantId, seriesId: a.seriesId });
});
afterAll(() => platform.close());

const receive = (ledgerId: string, ...claims: Claim[]) =>
  withTenant(platform, a.context, (tx) => receiveClaims(tx, ledgerId, claims));
const report = () => withTenant(platform, a.context, (tx) => numberReport(tx, a.ledgerId));

describe("the number report", () => {
  test("S0-47 N-17 two ledgers on one series: a number of a third, not active, is another ledger's and no gap", async () => {
    const c = await testClinic(platform, { tenantId: a.tenantId, seriesId: a.seriesId, active: false });
    await receive(a.ledgerId, numbered("260101", "1047112601018"));
    await receive(b.ledgerId, numbered("260102", "1047122601024"));
    await expect(receive(c.ledgerId, numbered("260103", "1047132601030"))).rejects.toMatchObject({
      code: "LEDGER_NOT_ACTIVE",
    });
    await receive(a.ledgerId, numbered("260104", "1047142601046"));
    expect((await report()).practiceSystem).toEqual({
      first: "260101",
      last: "260104",
      count: 3,
      otherLedger: ["260103"],
      unexplained: [],
    });
  });

  test("N-17 without another ledger a hole is said to be unexplained", async () => {
    await receive(a.ledgerId, numbered("260101", "1047112601018"), numbered("260103", "1047132601030"));
    expect((await report()).practiceSystem).toMatchObject({ otherLedger: [], unexplained: ["260102"] });
  });

  test("a series that nobody used has nothing to report", async () => {
    expect(await report()).toMatchObject({ own: null, practiceSystem: null });
  });
});
