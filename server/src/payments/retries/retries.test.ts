import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { breaches, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import type { NewItem } from "../../ledger/index.ts";
import { withTenant } from "../../platform/index.ts";
import { paymentsChecks } from "../checks.ts";
import { fakePartner, type FakePartner } from "../partner.fixture.ts";
import type { CardDecline } from "../ports.ts";
import { lookAgain } from "../refresh-attempt.ts";
import { openBooks } from "../refunds/books.fixture.ts";
import { startAttempt } from "../start-attempt.ts";
import { attemptById, attemptsOfItem } from "../store.ts";
import type { Attempt, Rails, Way } from "../types.ts";

/** Cards that are declined on the partner's page: the reason is kept, and too many in a row are slowed. */

const OWED = 100_000n;

let platform: TestPlatform;
let clinic: TestClinic;
let books: ReturnType<typeof openBooks>;
let cards: FakePartner;
let wallet: FakePartner;
let bill: NewItem;

beforeAll(async () => {
  platform = await testPlatform("2026-10-05T19:00");
  clinic = await testClinic(platform);
  books = openBooks(platform, clinic);
});
afterAll(() => platform.close());
beforeEach(async () => {
  cards = fakePartner(true);
  wallet = fakePartner(true);
  bill = await books.bill(await books.payer(), OWED);
});

const rails: Rails = (_ledgerId, way) => (way === "card" ? cards.rail : wallet.rail);
const start = (way: Way = "card"): Promise<Attempt> =>
  startAttempt(platform, clinic.context, rails, {
    itemId: bill.id,
    way,
    approach: { by: "web", returnUrl: "https://pay.example.test/r/6kP2s" },
    description: "Faktura 260101",
    language: "nb",
  });
const later = (duration: Temporal.DurationLike) => platform.clock.moveTo(platform.clock.now().add(duration));
const look = async ({ id }: Attempt) => (await lookAgain(platform, clinic.context, rails, id)).attempt;
const known = ({ id }: Attempt) => withTenant(platform, clinic.context, (tx) => attemptById(tx, id));

/** The payer's card is declined so often, and the partner tells of each. */
async function declined(attempt: Attempt, times: number, reason: CardDecline = "bankSaysNo"): Promise<Attempt> {
  let now = attempt;
  for (let at = 0; at < times; at++) {
    expect(cards.declineCard(attempt.reference, reason)).toBe(true);
    now = await look(attempt);
  }
  return now;
}

describe("a declined card", () => {
  test("X-09 its reason and how many there were are kept; the payment waits for another card, which pays", async () => {
    const attempt = await start();
    expect(await known(attempt)).toMatchObject({ declined: null, declines: 0, declinedAt: null });
    const after = await declined(attempt, 1, "notEnoughMoney");
    const declinedAt = after.askedAt;
    expect(after).toMatchObject({ state: "awaitingPayer", declined: "notEnoughMoney", declines: 1, declinedAt });
    later({ minutes: 2 });
    // A look without news leaves when it was as it was.
    expect(await look(attempt)).toMatchObject({ declines: 1, declinedAt });
    expect(await declined(attempt, 1, "mistyped")).toMatchObject({ declined: "mistyped", declines: 2 });
    expect(cards.approve(attempt.reference)).toBe(true);
    expect(await look(attempt)).toMatchObject({ state: "captured", capturedMinor: OWED, declined: "mistyped" });
    expect(await breaches(platform, clinic.context, paymentsChecks)).toEqual([]);
  });

  test("X-09 what was heard stays when the answer is lost, or the page runs out", async () => {
    const attempt = await start();
    await declined(attempt, 2, "busy");
    cards.mood = () => "lose";
    expect(await look(attempt)).toMatchObject({ state: "unknown", declined: "busy", declines: 2 });
    cards.mood = () => "go";
    cards.decline(attempt.reference);
    expect(await look(attempt)).toMatchObject({ state: "cancelled", declined: "busy", declines: 2 });
  });
});

describe("too many in a row", () => {
  test("X-09 the fifth ends the payment at the partner: no card is taken for an hour, every other way is", async () => {
    const attempt = await start();
    expect(await declined(attempt, 4)).toMatchObject({ state: "awaitingPayer" });
    expect(await declined(attempt, 1)).toMatchObject({ state: "cancelled", declines: 5 });
    expect(cards.approve(attempt.reference)).toBe(false);
    await expect(start()).rejects.toMatchObject({ code: "PAYMENT_CARD_RESTS" });
    const other = await start("vipps");
    expect(other).toMatchObject({ state: "awaitingPayer", way: "vipps" });
    later({ minutes: 59 });
    await expect(start()).rejects.toMatchObject({ code: "PAYMENT_CARD_RESTS" });
    // The refusal came before anything was ended: the wallet still waits for its payer.
    expect(await known(other)).toMatchObject({ state: "awaitingPayer" });
    later({ minutes: 2 });
    expect(await start()).toMatchObject({ state: "awaitingPayer", way: "card" });
  });

  test("X-09 they count over attempts: going back and beginning anew buys no further tries", async () => {
    for (let at = 0; at < 4; at++) await declined(await start(), 1);
    expect(await declined(await start(), 1)).toMatchObject({ state: "cancelled", declines: 1 });
    await expect(start()).rejects.toMatchObject({ code: "PAYMENT_CARD_RESTS" });
    expect(await withTenant(platform, clinic.context, (tx) => attemptsOfItem(tx, bill.id))).toHaveLength(5);
  });

  test("X-09 another bill of the same payer is not slowed by them", async () => {
    await declined(await start(), 5);
    bill = await books.bill(bill.partyId!, OWED);
    expect(await start()).toMatchObject({ state: "awaitingPayer" });
  });

  test("X-09 a card that was approved meanwhile is taken: money is not refused for tries before it", async () => {
    const attempt = await start();
    for (let at = 0; at < 7; at++) cards.declineCard(attempt.reference, "mistyped");
    cards.approve(attempt.reference);
    expect(await look(attempt)).toMatchObject({ state: "captured", declines: 7 });
  });
});
