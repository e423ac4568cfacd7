/** What every adapter of `CardPayments` does, whoever takes the cards. An adapter's test runs it against its simulator. */

import { expect, test } from "vitest";
import type { CardPayments } from "./ports.ts";
import {
  authorized,
  PRICE,
  railContract,
  referenceOf,
  told,
  without,
  type OpenTill,
  type RailBench,
} from "./rail.contract.ts";

export type CardBench = RailBench<CardPayments> & {
  /** The payer's bank takes the money back, gives it back, or keeps it. */
  dispute(reference: string, step: "open" | "won" | "lost"): Promise<void>;
  /** The reservation lapses by itself. */
  letLapse(reference: string): Promise<void>;
};

export function cardContract(name: string, open: () => Promise<CardBench>): void {
  const dispute = new WeakMap<object, CardBench>();
  const opened = async (): Promise<CardBench> => {
    const bench = await open();
    dispute.set(bench.rail, bench);
    return bench;
  };
  railContract(`${name} as CardPayments`, opened, (bench) => {
    reservingContract(bench);
    lostCaptureContract(bench);
    bankContract(bench, (rail) => dispute.get(rail)!);
  });
}

function reservingContract(bench: OpenTill<CardPayments>): void {
  test("S0-40 the payer goes to the partner's page, by redirect; a declined card leaves the payment waiting", async () => {
    const till = await bench();
    const started = await till.rail.create(till.request(referenceOf(20)));
    expect(started).toMatchObject({ value: { payerUrl: expect.stringMatching(/^https?:/) as unknown } });
    expect(await till.rail.create(till.request(referenceOf(20)))).toEqual(started);
    await till.payer(referenceOf(20), "decline");
    expect(await till.get(referenceOf(20))).toEqual(without("awaitingPayer"));
    expect(told(await till.move("capture", referenceOf(20), 1, PRICE))).toBe("notAuthorized");
    await till.payer(referenceOf(20), "approve");
    expect(await till.get(referenceOf(20))).toEqual(authorized(PRICE));
  });

  test("FR-33 one capture, in part, is the last: the rest is the payer's again", async () => {
    const till = await bench();
    await till.approved(referenceOf(21));
    expect(told(await till.move("capture", referenceOf(21), 1, 99_999n))).toEqual(
      authorized(PRICE, 99_999n, 0n, 145_001n),
    );
    expect(told(await till.move("capture", referenceOf(21), 2, PRICE))).toBe("wrongState");
    expect(told(await till.move("refund", referenceOf(21), 1, 99_999n))).toEqual(
      authorized(PRICE, 99_999n, 99_999n, 145_001n),
    );
    expect(told(await till.move("refund", referenceOf(21), 2, 300n))).toBe("refundTooHigh");
  });

  test("S0-40 X-26 cancelling gives back what is reserved; what is captured is refunded instead", async () => {
    const till = await bench();
    await till.approved(referenceOf(22));
    expect(told(await till.cancel(referenceOf(22)))).toEqual(authorized(PRICE, 0n, 0n, PRICE));
    expect(told(await till.cancel(referenceOf(22)))).toEqual(authorized(PRICE, 0n, 0n, PRICE));
    expect(told(await till.move("capture", referenceOf(22), 1, PRICE))).toBe("tooLate");
    await till.paid(referenceOf(23));
    expect(told(await till.cancel(referenceOf(23)))).toBe("alreadyCaptured");
  });

  test("SEC-42 one capture asked for twice, also at once, is one; with another amount it moves nothing", async () => {
    const till = await bench();
    await till.approved(referenceOf(24));
    const both = await Promise.all([1, 2].map(() => till.move("capture", referenceOf(24), 1, 100_000n)));
    expect(both.map(told)).toEqual(Array(2).fill(authorized(PRICE, 100_000n, 0n, 145_000n)));
    expect(told(await till.move("capture", referenceOf(24), 1, 100_001n))).toBe("unexpected");
    expect(await till.get(referenceOf(24))).toEqual(authorized(PRICE, 100_000n, 0n, 145_000n));
  });

  test("SEC-42 a capture asked for again after a refund tells how it stands now", async () => {
    const till = await bench();
    await till.paid(referenceOf(25));
    await till.move("refund", referenceOf(25), 1, 5_000n);
    expect(told(await till.move("capture", referenceOf(25), 0, PRICE))).toEqual(authorized(PRICE, PRICE, 5_000n));
    expect(told(await till.move("capture", referenceOf(25), 7, PRICE))).toEqual(authorized(PRICE, PRICE, 5_000n));
  });
}

function lostCaptureContract(bench: OpenTill<CardPayments>): void {
  test.each(["before", "after"] as const)(
    "SEC-43 a capture lost once %s the work is asked for again, and moves once",
    async (when) => {
      const till = await bench();
      await till.approved(referenceOf(26));
      till.lose("capture", 1, when);
      expect(told(await till.move("capture", referenceOf(26), 1, PRICE))).toEqual(authorized(PRICE, PRICE));
    },
  );

  test("SEC-43 every answer to a capture lost: unknown; reading decides, and the same again moves nothing", async () => {
    const till = await bench();
    await till.approved(referenceOf(27));
    till.lose("capture", 3, "after");
    expect(told(await till.move("capture", referenceOf(27), 1, PRICE))).toBe("unknown");
    expect(await till.get(referenceOf(27))).toEqual(authorized(PRICE, PRICE));
    expect(told(await till.move("capture", referenceOf(27), 1, PRICE))).toEqual(authorized(PRICE, PRICE));
  });

  test("SEC-43 an answer to create that is lost leaves one payment, and the page's address is told after all", async () => {
    const till = await bench();
    till.lose("create", 1, "after");
    expect(await till.rail.create(till.request(referenceOf(28)))).toMatchObject({
      outcome: "ok",
      value: { payerUrl: expect.any(String) as unknown },
    });
    await till.payer(referenceOf(28), "approve");
    expect(await till.get(referenceOf(28))).toEqual(authorized(PRICE));
  });
}

function bankContract(bench: OpenTill<CardPayments>, handsOf: (rail: CardPayments) => CardBench): void {
  test("S0-40 what the payer's bank takes back is told as it stands: away, returned, or gone for good", async () => {
    const till = await bench();
    const hands = handsOf(till.rail);
    await till.paid(referenceOf(29));
    await hands.dispute(referenceOf(29), "open");
    expect(await till.get(referenceOf(29))).toEqual(authorized(PRICE, PRICE, 0n, 0n, PRICE));
    expect(told(await till.move("refund", referenceOf(29), 1, 1_000n))).toBe("wrongState");
    await hands.dispute(referenceOf(29), "won");
    expect(await till.get(referenceOf(29))).toEqual(authorized(PRICE, PRICE));
    await hands.dispute(referenceOf(29), "lost");
    expect(await till.get(referenceOf(29))).toEqual(authorized(PRICE, PRICE, 0n, 0n, PRICE));
  });

  test("S0-40 a reservation that nobody captured in time is released by itself: too late", async () => {
    const till = await bench();
    const hands = handsOf(till.rail);
    await till.approved(referenceOf(30));
    await hands.letLapse(referenceOf(30));
    expect(await till.get(referenceOf(30))).toEqual(authorized(PRICE, 0n, 0n, PRICE));
    expect(told(await till.move("capture", referenceOf(30), 1, PRICE))).toBe("tooLate");
  });
}
