import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { breaches, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import { itemsByParent, ledgerChecks, type NewItem } from "../ledger/index.ts";
import { withTenant, type TenantTransaction } from "../platform/index.ts";
import { paymentsChecks } from "./checks.ts";
import { refreshEnded, refreshWaiting } from "./janitor.ts";
import { fakePartner, type FakePartner } from "./partner.fixture.ts";
import { openBooks } from "./refunds/books.fixture.ts";
import { lookAgain, refreshAttempt } from "./refresh-attempt.ts";
import { startAttempt } from "./start-attempt.ts";
import { attemptsOfItem, movementsOf } from "./store.ts";
import { ways, type Attempt, type Rails, type Way } from "./types.ts";

/** One bill, four partners: whatever the payer chooses, in whatever order, it is paid once. */

const OWED = 100_000n;

let platform: TestPlatform;
let clinic: TestClinic;
let books: ReturnType<typeof openBooks>;
let partners: Record<Way, FakePartner>;
let payerId: string;
let bill: NewItem;

beforeAll(async () => {
  platform = await testPlatform("2026-10-05T19:00");
  clinic = await testClinic(platform);
  books = openBooks(platform, clinic);
  payerId = await books.payer();
});
afterAll(() => platform.close());

function openPartners(): void {
  partners = {
    vipps: fakePartner(true),
    card: fakePartner(true),
    swish: fakePartner(false),
    partPayment: fakePartner(false),
  };
}
beforeEach(async () => {
  openPartners();
  bill = await books.bill(payerId, OWED);
});

const rails: Rails = (ledgerId, way) => (ledgerId === clinic.ledgerId ? partners[way].rail : undefined);
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
const start = (way: Way): Promise<Attempt> =>
  startAttempt(platform, clinic.context, rails, {
    itemId: bill.id,
    way,
    approach: { by: "web", returnUrl: "https://pay.example.test/r/6kP2s" },
    description: "Faktura 260101",
    language: "nb",
  });
const refresh = (attempt: Attempt) => refreshAttempt(platform, clinic.context, rails, attempt.id);
const look = async (attempt: Attempt) => (await lookAgain(platform, clinic.context, rails, attempt.id)).attempt;
const attempts = () => inTenant((tx) => attemptsOfItem(tx, bill.id));
const at = ({ way, reference }: Attempt) => partners[way].payments.get(reference)!;
const approve = ({ way, reference }: Attempt) => partners[way].approve(reference);
const open = async () => (await books.item(bill.id)).openMinor;
const credits = async () => {
  const items = await inTenant((tx) => itemsByParent(tx, [bill.id]));
  return items.filter(({ kind }) => kind === "customerCredit").reduce((sum, { openMinor }) => sum + openMinor, 0n);
};
const expectWhole = async () =>
  expect(await breaches(platform, clinic.context, [...paymentsChecks, ...ledgerChecks])).toEqual([]);
const expectRefused = (doing: Promise<unknown>, code: string) => expect(doing).rejects.toMatchObject({ code });

describe("a bill is paid by any way", () => {
  test.each([
    ["vipps", "1541"],
    ["card", "1542"],
    ["swish", "1544"],
    ["partPayment", "1543"],
  ] as const)(
    "FR-31 FR-35 X-26 by %s: the partner owes it from then on, and the claim is settled in full",
    async (way, account) => {
      const before = await books.entries("payment");
      const attempt = await start(way);
      expect(approve(attempt)).toBe(true);
      expect(await refresh(attempt)).toMatchObject({ state: "captured", capturedMinor: OWED });
      expect((await books.entries("payment")).slice(before.length)).toEqual([
        `2026-10-05 payment: ${account} < 1500 100000`,
      ]);
      expect(await open()).toBe(0n);
      await expectRefused(start("card"), "PAYMENT_NOTHING_OPEN");
      await expectWhole();
    },
  );

  test.each(ways.flatMap((first) => ways.filter((other) => other !== first).map((other) => [first, other] as const)))(
    "FR-33 first %s, then %s: the first ends at its own partner, and cannot be paid any more",
    async (first, other) => {
      const before = await start(first);
      const now = await start(other);
      expect(at(before).state).toBe("cancelled");
      expect(approve(before)).toBe(false);
      approve(now);
      expect(await refresh(now)).toMatchObject({ state: "captured" });
      expect(await open()).toBe(0n);
      await expectWhole();
    },
  );

  test.each(["nb", "it"] as const)("V-03 the partner is told the page's language: %s", async (language) => {
    const { rail } = partners.card;
    const told: string[] = [];
    const listening: Rails = () => ({
      ...rail,
      create: (request) => {
        told.push(request.language);
        return rail.create(request);
      },
    });
    const wish = { itemId: bill.id, way: "card", approach: { by: "qr" }, description: "Faktura 260101" } as const;
    await startAttempt(platform, clinic.context, listening, { ...wish, language });
    expect(told).toEqual([language]);
  });

  test("FR-33 a way that is authorised, or that nobody knows about, stands in the way of all others", async () => {
    const attempt = await start("vipps");
    approve(attempt);
    partners.vipps.mood = (call) => (call === "capture" ? "lose" : "go");
    expect(await refresh(attempt)).toMatchObject({ state: "unknown" });
    await expectRefused(start("swish"), "PAYMENT_UNDER_WAY");
    partners.vipps.mood = () => "go";
    await expectRefused(start("swish"), "PAYMENT_NOTHING_OPEN");
    expect(await open()).toBe(0n);
    await expectWhole();
  });
});

describe("money that nobody waited for", () => {
  test("FR-69 paid at the bank and by a way without reservation: the surplus is the payer's credit", async () => {
    const attempt = await start("swish");
    await books.paidByBank(bill, 70_000n);
    approve(attempt);
    expect(await refresh(attempt)).toMatchObject({ state: "captured", capturedMinor: OWED });
    expect([await open(), await credits()]).toEqual([0n, 70_000n]);
    await expectWhole();
  });

  test("FR-69 paid twice at once, because the first had ended with us only: all of it is the payer's", async () => {
    const first = await start("swish");
    partners.swish.payments.delete(first.reference);
    expect(await refresh(first)).toMatchObject({ state: "failed", problem: "notFound" });
    const second = await start("partPayment");
    // The partner had been slow to write it down.
    await partners.swish.rail.create({
      ...first,
      operationId: "late",
      approach: { by: "qr" },
      description: "Faktura",
      language: "nb",
    });
    approve(first);
    approve(second);
    expect(await refresh(second)).toMatchObject({ state: "captured" });
    expect(await look(first)).toMatchObject({ state: "captured", problem: null });
    expect([await open(), await credits()]).toEqual([0n, OWED]);
    await expectWhole();
  });

  test("FR-33 X-26 reserved for an attempt that has ended: let go, and nothing is taken", async () => {
    const attempt = await start("card");
    partners.card.payments.delete(attempt.reference);
    expect(await refresh(attempt)).toMatchObject({ state: "failed" });
    await partners.card.rail.create({
      ...attempt,
      operationId: "late",
      approach: { by: "qr" },
      description: "Faktura",
      language: "nb",
    });
    approve(attempt);
    partners.card.mood = (call) => (call === "cancel" ? "lose" : "go");
    expect(await look(attempt)).toMatchObject({ state: "failed", cancelledMinor: 0n });
    partners.card.mood = () => "go";
    await refreshWaiting(platform, clinic.context, rails);
    expect((await attempts())[0]).toMatchObject({ state: "voided", capturedMinor: 0n, cancelledMinor: OWED });
    expect((await inTenant((tx) => movementsOf(tx, attempt.id))).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      "release done",
    ]);
    expect(await open()).toBe(OWED);
    await expectWhole();
  });

  test("SEC-43 waits for the payer after all: ended at the partner", async () => {
    const attempt = await start("vipps");
    const payment = at(attempt);
    partners.vipps.payments.delete(attempt.reference);
    await refresh(attempt);
    partners.vipps.payments.set(attempt.reference, payment);
    expect(await look(attempt)).toMatchObject({ state: "failed" });
    expect(payment.state).toBe("cancelled");
  });

  test("SEC-43 it ended while it was being begun: nobody can pay what the first tab was about to show", async () => {
    const begun = Promise.withResolvers<undefined>();
    const mayAnswer = Promise.withResolvers<"go">();
    partners.vipps.mood = (call, when) => {
      if (call !== "create" || when === "before") return "go";
      begun.resolve(undefined);
      return mayAnswer.promise;
    };
    const firstTab = start("vipps");
    await begun.promise;
    const second = await start("card");
    mayAnswer.resolve("go");
    await expectRefused(firstTab, "PAYMENT_UNDER_WAY");
    expect([...partners.vipps.payments.values()].map(({ state }) => state)).toEqual(["cancelled"]);
    expect(await refresh(second)).toMatchObject({ state: "awaitingPayer" });
  });

  test("SEC-43 not heard of within the first minute is no end: the call to begin may still be under way", async () => {
    const begun = Promise.withResolvers<undefined>();
    const mayGo = Promise.withResolvers<"go">();
    partners.swish.mood = (call, when) => {
      if (call !== "create" || when === "after") return "go";
      begun.resolve(undefined);
      return mayGo.promise;
    };
    const firstTab = start("swish");
    await begun.promise;
    await expectRefused(start("card"), "PAYMENT_UNDER_WAY");
    mayGo.resolve("go");
    expect(await firstTab).toMatchObject({ state: "awaitingPayer" });
  });

  test("FR-68 the payer's bank takes it back, and gives it again: seen at a look, booked each time", async () => {
    const attempt = await start("card");
    approve(attempt);
    await refresh(attempt);
    at(attempt).chargedBackMinor = OWED;
    for (const _twice of [1, 2]) expect(await look(attempt)).toMatchObject({ state: "captured" });
    expect(await open()).toBe(OWED);
    at(attempt).chargedBackMinor = 0n;
    await look(attempt);
    expect(await open()).toBe(0n);
    await expectWhole();
  });
});

describe("a partner that lies or is silent", () => {
  test.each([
    ["more than was asked", { authorizedMinor: OWED + 1n, capturedMinor: OWED + 1n }],
    ["another currency", { currency: "SEK" }],
    ["more taken than reserved", { capturedMinor: OWED + 1n }],
    ["more given back than taken", { capturedMinor: 1n, refundedMinor: 1n, chargedBackMinor: 1n }],
  ])("SEC-41 %s is not believed: nothing is booked", async (_what, lie) => {
    const attempt = await start("swish");
    approve(attempt);
    const truth = { ...at(attempt) };
    Object.assign(at(attempt), lie);
    expect(await refresh(attempt)).toMatchObject({ state: "unknown", problem: "otherAmount", capturedMinor: 0n });
    Object.assign(at(attempt), truth);
    expect(await refresh(attempt)).toMatchObject({ state: "captured", problem: null });
    await expectWhole();
  });

  test("SEC-41 what was taken is never told as less: figures that fall leave the books as they are", async () => {
    const attempt = await start("swish");
    approve(attempt);
    await refresh(attempt);
    at(attempt).capturedMinor = 1n;
    expect(await look(attempt)).toMatchObject({ state: "captured", problem: "figuresFell", capturedMinor: OWED });
    at(attempt).capturedMinor = OWED;
    expect(await look(attempt)).toMatchObject({ state: "captured", problem: null });
    await expectWhole();
  });

  test("one partner's trouble keeps no other payment waiting", async () => {
    const attempt = await start("swish");
    approve(attempt);
    const other = await books.bill(payerId, OWED);
    const wish = { approach: { by: "qr" }, description: "Faktura 260102", language: "nb" } as const;
    await startAttempt(platform, clinic.context, rails, { itemId: other.id, way: "card", ...wish });
    const withoutCard: Rails = (ledgerId, way) => (way === "card" ? undefined : rails(ledgerId, way));
    await refreshWaiting(platform, clinic.context, withoutCard);
    expect((await attempts())[0]).toMatchObject({ state: "captured" });
    expect((await inTenant((tx) => attemptsOfItem(tx, other.id)))[0]).toMatchObject({ state: "awaitingPayer" });
  });

  test("missing words: what ended without money is looked at once more a day later, cards every week", async () => {
    const attempt = await start("swish");
    partners.swish.payments.delete(attempt.reference);
    await refresh(attempt);
    await partners.swish.rail.create({
      ...attempt,
      operationId: "late",
      approach: { by: "qr" },
      description: "Faktura",
      language: "nb",
    });
    approve(attempt);
    const round = () => refreshEnded(platform, clinic.context, rails);
    platform.moveTo("2026-10-06T18:00");
    await round();
    expect((await attempts())[0]).toMatchObject({ state: "failed" });
    platform.moveTo("2026-10-06T19:01");
    await round();
    expect((await attempts())[0]).toMatchObject({ state: "captured" });
    expect(await open()).toBe(0n);
    await round();
    expect(await round()).toBe(0);
    await expectWhole();
  });
});

/** What may happen at the same time, by tabs, devices, partners and jobs. */
type Step = { readonly doing: "start" | "approve" | "decline" | "refresh" | "janitor" | "bank"; readonly way: Way };

const step: fc.Arbitrary<Step> = fc.record({
  doing: fc.constantFrom("start", "start", "approve", "approve", "refresh", "janitor", "decline", "bank"),
  way: fc.constantFrom(...ways),
});
const moment = fc.array(step, { minLength: 1, maxLength: 4 });

async function happen({ doing, way }: Step): Promise<void> {
  const known = (await attempts()).filter((one) => one.way === way);
  if (doing === "start") await start(way);
  else if (doing === "approve") for (const one of known) approve(one);
  else if (doing === "decline") partners[way].decline(known[0]?.reference ?? "");
  else if (doing === "janitor") await refreshWaiting(platform, clinic.context, rails);
  else if (doing === "refresh") for (const one of known) await look(one);
  else await books.paidByBank(bill, 10_000n);
}

/** Expected when two do the same at once, or when all is paid. */
const WORDS = ["PAYMENT_UNDER_WAY", "PAYMENT_NOTHING_OPEN", "PAYMENT_REFUSED"];

/** Anything else is a defect, and thrown as it is: its own words say more than a list in which it lacks. */
function expectWord(reason: unknown): void {
  if (!WORDS.includes((reason as { code?: string }).code ?? "")) throw reason;
}

describe("property: tabs, devices and rails in any order, with lost answers", () => {
  test("FR-33 SEC-43 never more taken than owed but by ways without reservation; every øre in one entry; the janitor finds out the rest", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(moment, { minLength: 3, maxLength: 9 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 11 })),
        async (moments, dice) => {
          openPartners();
          bill = await books.bill(payerId, OWED);
          const roll = (): number => dice.next().value as number;
          for (const way of ways)
            partners[way].mood = async () => {
              for (let turns = roll() % 4; turns > 0; turns--) await inTenant(async () => undefined);
              return (roll() === 0 ? "lose" : "go") as "go";
            };
          for (const all of moments) {
            const ended = await Promise.allSettled(all.map(happen));
            for (const one of ended) if (one.status === "rejected") expectWord(one.reason);
          }
          await quiet();
          await expectPaidOnce();
        },
      ),
      { numRuns: 40 },
    );
  }, 120_000);
});

/** Partners answer again, time goes on, and the janitor makes its rounds until nothing moves. */
async function quiet(): Promise<void> {
  for (const way of ways) partners[way].mood = () => "go";
  for (const _round of [1, 2, 3]) {
    platform.clock.moveTo(platform.clock.now().add({ minutes: 2 }));
    await refreshWaiting(platform, clinic.context, rails);
    for (const one of await attempts()) await look(one);
  }
}

async function expectPaidOnce(): Promise<void> {
  const all = await attempts();
  const atPartners = ways.flatMap((way) => [...partners[way].payments.values()].map((payment) => ({ way, payment })));
  const sum = (amounts: readonly bigint[]) => amounts.reduce((total, one) => total + one, 0n);
  const taken = sum(all.map(({ capturedMinor }) => capturedMinor));
  expect(taken).toBe(sum(atPartners.map(({ payment }) => payment.capturedMinor)));
  const reserving = all.filter(({ way }) => way === "vipps" || way === "card");
  expect(sum(reserving.map(({ capturedMinor }) => capturedMinor))).toBeLessThanOrEqual(OWED);
  // Nothing is left reserved, and at most the newest waits for its payer.
  for (const { way, payment } of atPartners)
    if (way === "vipps" || way === "card")
      expect(payment.capturedMinor + payment.cancelledMinor).toBe(payment.authorizedMinor);
  expect(atPartners.filter(({ payment }) => payment.state === "awaitingPayer").length).toBeLessThanOrEqual(1);
  await expectWhole();
}
