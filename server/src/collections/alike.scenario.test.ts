import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testPlatform, type TestPlatform } from "../../testkit/index.ts";
import { proposalLines } from "../controls/index.ts";
import { setRelations, setStanding } from "../parties/index.ts";
import { toldBothWays } from "./alike.fixture.ts";
import { ADDRESS, EMAIL, openBooks, PHONE, type Books } from "./books.fixture.ts";
import { proposeFollowUp, registerDispute, registerPromise, setHold, type RunOutcome } from "./index.ts";

let installation: TestPlatform;
beforeAll(async () => {
  installation = await testPlatform();
});
afterAll(() => installation.close());

const DAY = "2026-04-09";
const say = { channel: "telephone", words: "Jag har betalt." } as const;

/** A claim whose invoice we send, by one e-mail that was handed over on a day. */
async function invoiceOf(books: Books, state: "delivered" | "failed", on: string): Promise<void> {
  const partyId = await books.party();
  const itemId = await books.bill(partyId);
  const { ids } = books.platform;
  await books.work((tx) =>
    sql`insert into message (tenant_id, id, dispatch_id, ledger_id, item_id, recipient_id, kind, channel, rung, state, due_at, made_at, handed_over_at)
      values (${tx.tenantId}, ${ids.next()}, ${ids.next()}, ${books.ledgerId}, ${itemId}, ${partyId}, 'invoice', 'email', 0, ${state}, ${on}, ${on}, ${on})`.execute(
      tx.db,
    ),
  );
}

/** What may be known of a claim, each told by the name of what was done to it. */
const deeds: Readonly<Record<string, (books: Books) => Promise<unknown>>> = {
  nothing: async (books) => books.bill(await books.party()),
  "another due day": async (books) => books.bill(await books.party(), { dueOn: "2026-03-30" }),
  "not due long enough": async (books) => books.bill(await books.party(), { dueOn: "2026-04-08" }),
  "paid in part": async (books) => books.pay(await books.bill(await books.party()), "2026-04-01", 20_000n),
  "nearly all paid": async (books) => books.pay(await books.bill(await books.party()), "2026-04-01", 119_950n),
  "by e-mail alone": async (books) => books.bill(await books.party({ contacts: [EMAIL] })),
  "by post alone": async (books) => books.bill(await books.party({ contacts: [ADDRESS] })),
  "by nothing": async (books) => books.bill(await books.party({ contacts: [] })),
  "a company with a telephone": async (books) =>
    books.bill(await books.party({ kind: "company", birthYear: null, contacts: [PHONE] })),
  "a company with an address": async (books) =>
    books.bill(await books.party({ kind: "company", birthYear: null, contacts: [ADDRESS] })),
  "of unknown age": async (books) => books.bill(await books.party({ birthYear: null })),
  "a child's": async (books) => books.bill(await books.party({ birthYear: 2015 })),
  "of age this year": async (books) => books.bill(await books.party({ birthYear: 2008 })),
  "a child's with a guardian": async (books) => {
    const [child, parent] = [await books.party({ birthYear: 2015, contacts: [] }), await books.party()];
    const related = [{ id: parent, shareBasisPoints: 10_000 }];
    await books.work((tx) => setRelations(tx, [{ partyId: child, kind: "guardian", related }], "2026-01-01"));
    return books.bill(child);
  },
  "of one who died": async (books) => {
    const partyId = await books.party();
    const standing = { deceasedOn: "2026-03-01", protectedIdentity: false };
    await books.work((tx) => setStanding(tx, partyId, standing, "2026-04-01"));
    return books.bill(partyId);
  },
  disputed: async (books) => {
    const itemId = await books.bill(await books.party());
    return books.work((tx) => registerDispute(tx, { ...say, itemId, openedOn: "2026-04-01" }));
  },
  promised: async (books) => {
    const itemId = await books.bill(await books.party());
    return books.work((tx) => registerPromise(tx, { ...say, itemId, promisedOn: "2026-04-24" }));
  },
  held: async (books) => {
    const itemId = await books.bill(await books.party());
    const hold = { itemId, reason: "systemFault", fromOn: "2026-04-01", endsOn: "2026-04-20" } as const;
    return books.work((tx) => setHold(tx, hold), books.person("hq"));
  },
  "perhaps paid": async (books) => books.resting.set(await books.bill(await books.party()), "paymentUnknown"),
  "money taken back": async (books) => {
    const itemId = await books.bill(await books.party());
    return books.takeBack(await books.pay(itemId, "2026-04-01"), "2026-04-07");
  },
  "with a partner": async (books) => {
    const itemId = await books.bill(await books.party());
    return books.work((tx) =>
      sql`update open_item set custody = 'administered' where tenant_id = ${tx.tenantId} and id = ${itemId}`.execute(
        tx.db,
      ),
    );
  },
  "credit elsewhere": async (books) => {
    const partyId = await books.party();
    const credit = await books.bill(partyId, { reference: `0${partyId.slice(-6)}` });
    await books.work((tx) =>
      sql`update open_item set side = 'credit', kind = 'customerCredit' where tenant_id = ${tx.tenantId} and id = ${credit}`.execute(
        tx.db,
      ),
    );
    return books.bill(partyId);
  },
  "an invoice that left late": (books) => invoiceOf(books, "delivered", "2026-04-02"),
  "an invoice that did not leave": (books) => invoiceOf(books, "failed", "2026-03-01"),
  "terms of its own": async (books) => {
    const itemId = await books.bill(await books.party());
    return books.policy({
      scope: "item",
      scopeId: itemId,
      name: "En",
      content: { terms: { minorBalanceMinor: 10 } },
      locks: [],
    });
  },
};

/** Each deed to some claims, and one payer with two claims of different days. */
async function mixedLedger(books: Books, times: number): Promise<void> {
  for (const deed of Object.values(deeds)) for (let again = 0; again < times; again += 1) await deed(books);
  const payer = await books.party();
  for (const dueOn of ["2026-03-20", "2026-03-26", "2026-03-27"]) await books.bill(payer, { dueOn });
}

describe("what is decided of like claims at once", () => {
  test.for(Object.keys(deeds))("is decided of each claim: %s", async (name) => {
    const books = await openBooks(installation, { startsAt: "2026-04-07T09:00" });
    for (let again = 0; again < 2; again += 1) await deeds[name]!(books);
    const question = { ledgerId: books.ledgerId, asOf: DAY, resting: books.rests };
    const { asLooked, oneByOne } = await books.work((tx) => toldBothWays(tx, question));
    expect(asLooked).toEqual(oneByOne);
  });

  test("holds of a ledger with all of them on every evening of a spring", async () => {
    const books = await openBooks(installation, { startsAt: "2026-04-07T09:00" });
    await mixedLedger(books, 1);
    const outcomes: RunOutcome[] = [];
    for (const day of ["2026-04-07", "2026-04-09", "2026-04-14", "2026-04-15", "2026-04-22", "2026-04-30"]) {
      outcomes.push(await books.evening(day));
      const question = { ledgerId: books.ledgerId, asOf: day, resting: books.rests };
      const { asLooked, oneByOne } = await books.work((tx) => toldBothWays(tx, question));
      expect(asLooked).toEqual(oneByOne);
    }
    expect(outcomes.map(({ state }) => state)).toEqual(outcomes.map(() => "done"));
    expect(outcomes.filter(({ taken }) => taken > 0).length).toBeGreaterThan(2);
  });

  test("DP-019 stands in the proposal line by line: steps first, each payer's claims together, why each line is held", async () => {
    const books = await openBooks(installation, { startsAt: "2026-04-07T09:00" });
    await mixedLedger(books, 3);
    const question = { ledgerId: books.ledgerId, asOf: DAY, resting: books.rests };
    const { oneByOne, bundles } = await books.work((tx) => toldBothWays(tx, question));
    expect(bundles).toBeLessThan(oneByOne.length);
    const { id, totals } = await books.work((tx) => proposeFollowUp(tx, { ...question, approval: "standing" }));
    const lines = await books.work((tx) => proposalLines(tx, id, 0, 1_000));
    const decided = new Map(oneByOne.map(({ itemId, decision }) => [itemId, decision]));
    const inOrder = [...oneByOne.filter(isStep), ...oneByOne.filter((one) => !isStep(one))];
    expect(lines.map(({ subjectId }) => subjectId)).toEqual(inOrder.map(({ itemId }) => itemId));
    for (const { subjectId, action, amountMinor, state, reason, explanation } of lines) {
      const decision = decided.get(subjectId)!;
      expect(explanation).toMatchObject({ rule: decision.explanation.rule, inputs: decision.explanation.inputs });
      if (decision.kind === "step")
        expect([action, amountMinor, state, reason]).toEqual([decision.level, decision.amountMinor, "proposed", null]);
      else expect([state, reason]).toEqual(["held", explanation.inputs["why"]]);
    }
    const steps = lines.filter(({ state }) => state === "proposed");
    expect(totals["remind1"]).toBe(steps.length);
    expect(totals["remind1Minor"]).toBe(Number(steps.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)));
  });
});

const isStep = ({ decision }: { readonly decision: { readonly kind: string } }): boolean => decision.kind === "step";
