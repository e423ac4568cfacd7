import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allChecks } from "../src/app/commands/verify.ts";
import {
  asSuperuser,
  breaches,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../testkit/index.ts";

/** Rows whose target the database does not look up (docs/decisions/0013): `kvitt verify` does. */

let platform: TestPlatform;
let clinic: TestClinic;

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
  clinic = await testClinic(platform);
});
afterAll(() => platform.close());

const NOBODY = "019c0000-0000-7000-8000-000000000001";
const NOW = "2026-10-06T06:00:00Z";

/** The checks that a row breaks, which nobody of the server's role could have written without its target. */
async function broken(statement: string, of: readonly unknown[] = []): Promise<string[]> {
  const id = platform.ids.next();
  await asSuperuser(platform, statement, [clinic.tenantId, id, ...of]);
  return (await breaches(platform, clinic.context, allChecks)).map((breach) => breach.split(":")[0]!);
}

describe("SEC-06 a row whose target is missing is found", () => {
  test("a line of no proposal", async () => {
    const line = `insert into proposal_line (tenant_id, proposal_id, line_no, action, subject_kind, subject_id, seen_hash, amount_minor, state, explanation_no)
      values ($1, $2, 1, 'remind1', 'item', $2, '\\x00', 1, 'proposed', 1)`;
    expect(await broken(line)).toContain("controls.linesOfProposals");
  });

  test("a step of no claim, under no policy, with a letter that is not there", async () => {
    const step = `insert into follow_up_step (tenant_id, id, ledger_id, item_id, level, round, letter_id, policy_id, target_on, taken_on, lag, amount_minor, fee_minor, proposal_id, line_no, taken_by, taken_at, explanation)
      values ($1, $2, $3, $4, 'remind1', 1, $4, $4, '2026-10-05', '2026-10-05', 0, 100, 0, $4, 1, 'run', $5, '{}')`;
    expect(await broken(step, [clinic.ledgerId, NOBODY, NOW])).toContain("collections.stepsStand");
  });

  test("a message of no wish", async () => {
    const message = `insert into message (tenant_id, id, dispatch_id, ledger_id, recipient_id, kind, channel, rung, state, due_at, made_at)
      values ($1, $2, $4, $3, $4, 'invoice', 'sms', 1, 'queued', $5, $5)`;
    expect(await broken(message, [clinic.ledgerId, NOBODY, NOW])).toContain("delivery.messagesStand");
  });
});
