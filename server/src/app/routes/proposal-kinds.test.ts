import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { applyMatches } from "../../banking/index.ts";
import { createProposal } from "../../controls/index.ts";
import { applyInvoices } from "../../invoicing/index.ts";
import { withTenant } from "../../platform/index.ts";
import { openApi, read, type Api } from "./asking.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T05:00");
  api = await openApi(platform);
  clinic = await testClinic(platform);
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

/** A proposal of a kind with one line that nobody would carry out. */
async function proposed(kind: string): Promise<string> {
  const explanation = { rule: "test", version: 1, inputs: {} };
  const line = { action: "test", subjectKind: "ledger", subjectId: clinic.ledgerId, amountMinor: 1n, explanation };
  const lines = [{ ...line, seenHash: Buffer.of(1) }];
  const draft = { kind, ledgerId: clinic.ledgerId, asOfOn: "2026-10-06", lines, totals: {} };
  return withTenant(platform, clinic.context, async (tx) => (await createProposal(tx, draft)).id);
}

describe("a proposal of another kind is refused, and the sentence says which it is and which was needed", () => {
  const code = "PROPOSAL_KIND_WRONG";

  test("matches where invoices are applied", async () => {
    await expect(applyInvoices(platform, clinic.context, await proposed("matchSuggestions"))).rejects.toMatchObject({
      code,
      message: "The proposal is one of match suggestions; this needs one of invoices.",
    });
  });

  test("invoices where matches are applied", async () => {
    await expect(applyMatches(platform, clinic.context, await proposed("invoices"))).rejects.toMatchObject({
      code,
      message: "The proposal is one of invoices; this needs one of match suggestions.",
    });
  });

  test("a kind that is not handled at the API", async () => {
    const cfo = await api.person(clinic.context, "cfo");
    const sentence =
      "The proposal is one of payout night; this needs one of invoices or credits or losses or refunds or repayments or follow-up or match suggestions.";
    const answer = await cfo("POST", `/proposals/${await proposed("payoutNight")}/application`);
    expect([answer.status, read(answer)]).toMatchObject([409, { code, sentence }]);
  });
});
