import { makeKid } from "@kvitt/values";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import { addBankAccount, changeBankAccount } from "../banking/index.ts";
import { withTenant, type TenantTransaction } from "../platform/index.ts";
import { claim, numbered } from "./claims.fixture.ts";
import { receiveClaims, type Claim } from "./index.ts";

let platform: TestPlatform;
let clinic: TestClinic;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
const receive = (...claims: Claim[]) => inTenant((tx) => receiveClaims(tx, clinic.ledgerId, claims));
const refused = (...claims: Claim[]) =>
  receive(...claims).then(
    () => undefined,
    (error: unknown) => error,
  );

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
});
beforeEach(async () => {
  clinic = await testClinic(platform);
});
afterAll(() => platform.close());

describe("S0-08 a bank account that is closed", () => {
  const agreed = { kidLengths: [13], kidModulus: "mod10", detailSource: "ocrgiro", proofSource: "camt053" } as const;
  const account = (number: string, kidLengths: readonly number[] = agreed.kidLengths) =>
    inTenant((tx) =>
      addBankAccount(tx, {
        ...agreed,
        ledgerId: clinic.ledgerId,
        market: "NO",
        number,
        agreementId: "009000001",
        kidLengths,
      }),
    );
  const closedFrom = (id: string, closedFromOn: string) =>
    inTenant((tx) => changeBankAccount(tx, id, { closedFromOn }));
  const issuedOn = (issueDate: string) => numbered("260101", "1047112601018", { issueDate, dueDate: "2026-10-30" });

  test("takes the KIDs of claims issued the day before it closed, and none of the day and the day after", async () => {
    await closedFrom(await account("86011117947"), "2026-10-05");
    const closed = { code: "KID_ACCOUNT_CLOSED", facts: { day: "2026-10-05" }, problems: [{ line: 1, field: "kid" }] };
    expect(await refused(issuedOn("2026-10-05"))).toMatchObject(closed);
    expect(await refused(issuedOn("2026-10-06"))).toMatchObject(closed);
    expect(await receive(issuedOn("2026-10-04"))).toMatchObject([{ state: "INVOICED" }]);
  });

  test("does not stand in the way of a claim without a KID, nor of a credit", async () => {
    const id = await account("86011117947");
    await receive(issuedOn("2026-10-05"));
    await closedFrom(id, "2026-10-06");
    const credit = {
      kind: "CREDIT",
      credits: "opus-260101",
      payer: null,
      issueDate: "2026-10-06",
      dueDate: "2026-10-06",
    };
    const credited = claim({ ...credit, externalId: "opus-k1", number: "260190", kid: "1047112601018" });
    expect(await receive(claim({ externalId: "opus-2" }), credited)).toMatchObject([
      { state: "RECEIVED" },
      { state: "INVOICED" },
    ]);
  });

  test("leaves the agreement to the account that took its place", async () => {
    await closedFrom(await account("86011117947"), "2026-10-06");
    await account("86011117955", [10]);
    expect(await refused(issuedOn("2026-10-06"))).toMatchObject({ code: "KID_INVALID" });
    const short = numbered("260102", makeKid("104712601", "mod10"), { issueDate: "2026-10-06" });
    expect(await receive(short)).toMatchObject([{ state: "INVOICED" }]);
    expect(await receive(issuedOn("2026-10-05"))).toMatchObject([{ state: "INVOICED" }]);
  });
});
