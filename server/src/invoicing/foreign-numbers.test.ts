import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { breaches, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import { askForNew, needsContact, receiversChanged, requestChecks, runRequests } from "../delivery/index.ts";
import { changeLedger, itemsByReference, ledgerChecks } from "../ledger/index.ts";
import { withTenant, type TenantTransaction } from "../platform/index.ts";
import { claim, numbered } from "./claims.fixture.ts";
import { receiveClaims, withdrawClaim, type Claim } from "./index.ts";

/** FR-41: a third party reads neither number nor reference of the practice system, so Kvitt cannot send an invoice that has them. */

const KID = "1047112601018";
const EMPLOYER = { type: "EMPLOYER", name: "Havn Rederi AS", orgNo: "974760673", email: "faktura@havn.example" };
let platform: TestPlatform;
let clinic: TestClinic;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
const receive = (...claims: Claim[]) => inTenant((tx) => receiveClaims(tx, clinic.ledgerId, claims));
const needs = () => inTenant((tx) => needsContact(tx, clinic.ledgerId, { limit: 10 }));
const asks = (askFromOn: string) => inTenant((tx) => changeLedger(tx, clinic.ledgerId, { requests: { askFromOn } }));
const warned = async (...claims: Claim[]) =>
  (await receive(...claims)).map(({ warnings }) => warnings.map(({ code }) => code));

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
});
beforeEach(async () => {
  clinic = await testClinic(platform);
});
afterAll(() => platform.close());

describe("a claim under the practice system's own number", () => {
  const child = {
    patient: { ref: "P2", name: "Barn Eksempel", birthDate: "2017-05-02" },
    payer: { type: "PATIENT", ref: "P2", name: "Barn Eksempel" },
    guardian: { ref: "F2", name: "Forelder Eksempel", phone: "+4798765432" },
  };

  test("S0-07 is taken with a warning when a company is to pay it, and says so again when it comes again", async () => {
    const theirs = numbered("260101", KID, { payer: EMPLOYER });
    const [first] = await receive(theirs);
    expect(first).toMatchObject({ isNew: true, state: "INVOICED" });
    expect(first!.warnings).toMatchObject([{ code: "THIRD_PARTY_FOREIGN_NUMBER" }]);
    expect(first!.warnings[0]!.remedy).toMatch(/without number and payment reference/);
    expect(await receive(theirs)).toEqual([{ ...first, isNew: false }]);
  });

  test.each([
    ["of the patient's own", numbered("260101", KID)],
    ["of a child that a guardian pays", numbered("260102", "1047122601024", child)],
    ["that has no number yet", claim({ payer: EMPLOYER })],
  ])("one %s is taken without", async (_of, each) => {
    expect(await warned(each)).toEqual([[]]);
  });

  test("each of a batch speaks for itself; a withdrawn one no more", async () => {
    const theirs = numbered("260101", KID, { payer: EMPLOYER });
    const own = numbered("260102", "1047122601024");
    expect(await warned(theirs, own)).toEqual([["THIRD_PARTY_FOREIGN_NUMBER"], []]);
    await inTenant((tx) => withdrawClaim(tx, clinic.ledgerId, "opus-260101"));
    expect(await warned(theirs, own)).toEqual([[], []]);
  });
});

describe("the work list", () => {
  const theirs = () => receive(numbered("260101", KID, { payer: EMPLOYER }), numbered("260102", "1047122601024"));

  test("S1-07 has a line for it where Kvitt asks by itself, until it is withdrawn; and nothing is sent meanwhile", async () => {
    await asks("2026-10-01");
    await theirs();
    const [item] = await inTenant((tx) => itemsByReference(tx, [KID], clinic.ledgerId));
    const line = { itemId: item!.id, debtorId: item!.partyId, reason: "foreignNumber", openMinor: 245_000n };
    expect(await needs()).toMatchObject([line]);
    expect(await askForNew(platform, clinic.context, clinic.ledgerId, null)).toMatchObject({ asked: 1, invoiced: 0 });
    // No new contact mends a number.
    await inTenant((tx) => receiversChanged(tx, [item!.partyId!]));
    const day = Temporal.PlainDate.from("2026-10-07");
    await runRequests(platform, clinic.context, clinic.ledgerId, day, async () => new Set());
    expect(await needs()).toMatchObject([line]);
    await inTenant((tx) => withdrawClaim(tx, clinic.ledgerId, "opus-260101"));
    expect(await needs()).toEqual([]);
    expect(await breaches(platform, clinic.context, [...ledgerChecks, ...requestChecks])).toEqual([]);
  });

  test("has none where the practice system sends by itself, nor for what came before Kvitt did", async () => {
    await theirs();
    expect(await needs()).toEqual([]);
    clinic = await testClinic(platform);
    await asks("2026-10-06");
    await theirs();
    expect(await needs()).toEqual([]);
  });
});
