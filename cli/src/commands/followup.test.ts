import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBooks, type Books } from "../../../server/src/collections/books.fixture.ts";
import { keepClock } from "../../../server/src/platform/index.ts";
import { testPlatform, type TestPlatform } from "../../../server/testkit/index.ts";
import { kvittHere, kvittHereJson } from "../../testkit/kvitt.ts";

type Refused = { code: string };
type Seen = {
  proposal: { id: string; state: string } | null;
  lines: { action: string; state: string; reason: string | null; explanation: { rule: string } }[];
};
type Applied = Seen & { totals: { applied: number } };
type Outcome = { state: string; taken: number; missing: { why: string }[] };

let installation: TestPlatform;
let books: Books;
let env: Record<string, string>;
const json = <Value>(...more: string[]) => kvittHereJson<Value>(["followup", "--ledger", books.ledgerId, ...more], env);

beforeAll(async () => {
  installation = await testPlatform("2026-04-07T18:30");
  books = await openBooks(installation, { withPolicy: false });
  await books.bill(await books.party());
  await keepClock(installation);
  env = {
    DATABASE_URL: installation.urls.app,
    DATABASE_OWNER_URL: installation.urls.owner,
    KVITT_DATA: installation.dataDirectory,
  };
});
afterAll(() => installation.close());

describe("kvitt followup", () => {
  test("a day of follow-up on the command line: no policy, a dry run, the gate, what was proposed applied once", async () => {
    expect(await json<Refused>()).toMatchObject({ code: 1, value: { code: "FOLLOW_UP_NO_POLICY" } });
    await books.policy();
    const tried = await json<Seen>("--dry-run");
    expect(tried.value.lines.map(({ action, explanation }) => [action, explanation.rule])).toEqual([
      ["remind1", "DP-010"],
    ]);
    expect(await json<Refused>("--apply", tried.value.proposal!.id)).toMatchObject({
      value: { code: "PROPOSAL_NOT_FOUND" },
    });
    expect(await json<Outcome>("--run")).toMatchObject({
      code: 1,
      value: { state: "waiting", missing: [{ why: "nothingYet" }] },
    });
    const { id } = (await json<Seen>()).value.proposal!;
    expect(await json<Refused>("--apply", id)).toMatchObject({ code: 1, value: { code: "FOLLOW_UP_DATA_MISSING" } });
    await books.statementOf("2026-04-02");
    expect((await json<Applied>("--apply", id)).value).toMatchObject({
      proposal: { state: "applied" },
      totals: { applied: 1 },
    });
    expect(await json<Outcome>("--run")).toMatchObject({ code: 0, value: { state: "done", taken: 0 } });
    expect(await kvittHere(["dunning", "--ledger", books.ledgerId], env)).toMatchObject({
      code: 0,
      stdout: "Nothing is due.\n",
    });
  });

  test("N-13 a draft of the policy is tried on past invoices, beside the policy in force and what happened", async () => {
    const { value: policy } = await json<{ levels: { name: string; wait: { days: number } }[] }>("--policy");
    const draft = {
      ...policy,
      levels: policy.levels.map((level) =>
        level.name === "remind1" ? { ...level, wait: { ...level.wait, days: 40 } } : level,
      ),
    };
    const [file, wrong, unread] = ["draft", "wrong", "unread"].map((name) =>
      join(installation.dataDirectory, `${name}.json`),
    ) as [string, string, string];
    writeFileSync(file, JSON.stringify(draft));
    writeFileSync(wrong, JSON.stringify({ levels: [] }));
    writeFileSync(unread, "levels: none");
    expect(await json("--simulate", file)).toMatchObject({
      code: 0,
      value: {
        throughOn: "2026-04-07",
        result: {
          actual: { invoices: 1, steps: { remind1: 1 } },
          running: { invoices: 1, steps: { remind1: 1 } },
          draft: { invoices: 1, steps: {} },
          leftOut: 0,
        },
      },
    });
    const { stdout } = await kvittHere(["followup", "--ledger", books.ledgerId, "--simulate", file], env);
    expect(stdout).toMatch(/remind1 +1 +1 +0\n/);
    expect(await json("--simulate", wrong)).toMatchObject({ code: 1, value: { code: "FOLLOW_UP_POLICY_UNREADABLE" } });
    expect(await json("--simulate", unread)).toMatchObject({ code: 1, value: { code: "FILE_NOT_READABLE" } });
    expect(await json("--simulate", file, "--years", "4")).toMatchObject({ code: 2 });
  });

  test("a day that is none, and steps that are none, are a wrong use", async () => {
    expect(await json("--as-of", "2026-02-30")).toMatchObject({ code: 2 });
    expect(await json("--steps", "all")).toMatchObject({ code: 2 });
  });
});
