import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { breaches, testPlatform, type TestPlatform } from "../../testkit/index.ts";
import { approveProposal, listProposals } from "../controls/index.ts";
import { ItemsMoved } from "../ledger/index.ts";
import { openBooks } from "./books.fixture.ts";
import { decide } from "./decide.ts";
import type { ItemFacts, StepDecision } from "./decide-model.ts";
import { daily, item, sent, sweden } from "./facts.fixture.ts";
import {
  applyFollowUp,
  collectionsChecks,
  prepareFollowUp,
  runFollowUp,
  stillStands,
  type RestingItems,
} from "./index.ts";

/** What may happen around one claim, in any order and any number of times. */
type Act = "propose" | "apply" | "handOver" | "pay" | "payPart" | "reverse";
const acts = fc.array(fc.constantFrom<Act>("propose", "apply", "handOver", "pay", "payPart", "reverse"), {
  minLength: 4,
  maxLength: 14,
});

/** The run as it is built, over the real decision: each line of acts is one order in which transactions came to their locks. */
function interleave(order: readonly Act[]): { readonly messages: readonly bigint[]; readonly left: readonly bigint[] } {
  let leftMinor = 120_000n;
  let proposed: StepDecision | null = null;
  let taken: StepDecision | null = null;
  let isHandedOver = false;
  const [messages, left]: [bigint[], bigint[]] = [[], []];
  const facts = (other: Partial<ItemFacts> = {}): ItemFacts =>
    item("2026-04-07", { leftMinor, sent: taken ? [sent("remind1", "2026-04-07")] : [], ...other });
  const doing: Record<Act, () => void> = {
    pay: () => (leftMinor = 0n),
    payPart: () => (leftMinor = leftMinor > 50_000n ? 50_000n : leftMinor),
    reverse: () => (leftMinor = 120_000n),
    propose: () => {
      const now = decide(daily, sweden, facts());
      proposed = now.kind === "step" ? now : null;
    },
    apply: () => {
      const now = decide(daily, sweden, facts());
      if (proposed === null || taken !== null || !stillStands(proposed, now)) return;
      taken = proposed;
    },
    handOver: () => {
      if (taken === null || isHandedOver) return;
      const now = decide(daily, sweden, facts({ sent: [] }));
      isHandedOver = true;
      if (now.kind !== "step" || now.level !== taken.level) return;
      messages.push(now.amountMinor);
      left.push(leftMinor);
    },
  };
  for (const act of order) doing[act]();
  return { messages, left };
}

describe("payment and reminder, in every order", () => {
  test("10,000 random orders: no reminder after a posted payment, none twice, and each asks for what is left", () => {
    fc.assert(
      fc.property(acts, (order) => {
        const { messages, left } = interleave(order);
        expect(messages.length).toBeLessThanOrEqual(1);
        expect(messages).toEqual(left);
        expect(left.every((minor) => minor > 0n)).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });
});

let installation: TestPlatform;
beforeAll(async () => {
  installation = await testPlatform();
});
afterAll(() => installation.close());

describe("payment and reminder, side by side in the database", () => {
  const CLAIMS = 240;

  test("hundreds of payments posted while two workers apply the same run: who has paid is told nothing, nobody is told twice", async () => {
    const books = await openBooks(installation);
    const anna = await Promise.all(Array.from({ length: 12 }, () => books.party()));
    const claims: string[] = [];
    for (let at = 0; at < CLAIMS; at++) claims.push(await books.bill(anna[at % anna.length]!));
    books.at("2026-04-07T06:00");
    await prepareFollowUp(books.platform, books.context, books.ledgerId, books.rests);
    books.at("2026-04-07T18:30");
    await books.statementOf("2026-04-02");
    const [proposal] = await books.work((tx) => listProposals(tx, { state: "open", limit: 1 }));
    await books.work((tx) => approveProposal(tx, proposal!.id));
    const apply = () =>
      applyFollowUp(books.platform, books.context, proposal!.id, { resting: books.rests, takenBy: "run", chunk: 20 });
    const paid = claims.filter((_claim, at) => at % 2 === 0);
    const payAll = async () => {
      for (const claim of paid)
        await books.pay(claim, "2026-04-07").catch((error: unknown) => {
          if (!(error instanceof ItemsMoved)) throw error;
        });
    };
    await Promise.all([apply(), payAll(), apply()]);
    await books.handOver();
    const told = await books.work((tx) =>
      sql<{ minor: bigint }>`
        select sum(told_minor)::bigint as minor from message where tenant_id = ${tx.tenantId} and kind = 'remind1' and state = 'accepted'`.execute(
        tx.db,
      ),
    );
    expect(told.rows).toEqual([{ minor: BigInt(CLAIMS - paid.length) * 120_000n }]);
    const steps = await Promise.all(claims.map((claim) => books.steps(claim)));
    expect(steps.filter((taken) => taken.length > 1)).toEqual([]);
    const open = claims.filter((claim) => !paid.includes(claim));
    expect(open.filter((claim) => steps[claims.indexOf(claim)]!.length !== 1)).toEqual([]);
    expect(await breaches(books.platform, books.context, collectionsChecks)).toEqual([]);
    expect(await books.run()).toMatchObject({ state: "done", taken: 0 });
  });

  test("N-02 a run that is started twice at once, and once more, sends each reminder once", async () => {
    const books = await openBooks(installation);
    const claims: string[] = [];
    for (let at = 0; at < 6; at++) claims.push(await books.bill(await books.party()));
    books.at("2026-04-07T18:30");
    await books.statementOf("2026-04-02");
    await Promise.all([books.run(), books.run()]);
    await books.run();
    await books.handOver();
    expect(books.sms.order).toHaveLength(claims.length);
    expect((await Promise.all(claims.map((claim) => books.steps(claim)))).map((taken) => taken.length)).toEqual(
      claims.map(() => 1),
    );
  });

  test("N-02 a run that is overtaken by a whole other one finds it done, and sends nothing", async () => {
    const books = await openBooks(installation);
    const claim = await books.bill(await books.party());
    const prepare = (resting: RestingItems) => prepareFollowUp(books.platform, books.context, books.ledgerId, resting);
    books.at("2026-04-07T06:00");
    await books.statementOf("2026-04-02");
    await prepare(books.rests);
    books.at("2026-04-07T18:30");
    // The other run goes from its beginning to its end while this one has seen the proposal open.
    let others = 0;
    const overtaken: RestingItems = async (tx, ids) => {
      if (others++ === 0) await books.run();
      return books.rests(tx, ids);
    };
    const late = await runFollowUp(books.platform, books.context, books.ledgerId, overtaken);
    expect([others > 0, late.state, late.taken]).toEqual([true, "done", 0]);
    await books.handOver();
    expect(books.sms.order).toHaveLength(1);
    expect(await books.levels(claim)).toEqual(["remind1 2026-04-07"]);
  });
});
