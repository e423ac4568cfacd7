/** What every adapter of `InstantPayments` does, whichever scheme it speaks to. An adapter's test runs it against its simulator. */

import { expect, test } from "vitest";
import type { InstantPayments } from "./ports.ts";
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

export type InstantBench = RailBench<InstantPayments> & { readonly phone: string };

export function instantContract(name: string, open: () => Promise<InstantBench>): void {
  const phones = new WeakMap<object, string>();
  const opened = async (): Promise<InstantBench> => {
    const bench = await open();
    phones.set(bench.rail, bench.phone);
    return bench;
  };
  railContract(`${name} as InstantPayments`, opened, (bench) => {
    approachContract(bench, (rail) => phones.get(rail)!);
    atOnceContract(bench);
  });
}

function approachContract(bench: OpenTill<InstantPayments>, phoneOf: (rail: InstantPayments) => string): void {
  test("S0-40 the phone lights up by itself, or a code on the screen leads to it", async () => {
    const till = await bench();
    const push = till.request(referenceOf(40), { approach: { by: "push", phone: phoneOf(till.rail) } });
    expect(await till.rail.create(push)).toEqual({ outcome: "ok", value: { payerUrl: null } });
    expect(await till.rail.create(push)).toEqual({ outcome: "ok", value: { payerUrl: null } });
    const code = till.request(referenceOf(41), { approach: { by: "qr" } });
    expect(await till.rail.create(code)).toMatchObject({ value: { payerUrl: expect.any(String) as unknown } });
  });

  test("S0-40 a phone number that is none is refused by its field", async () => {
    const till = await bench();
    const request = till.request(referenceOf(42), { approach: { by: "push", phone: "12" } });
    expect(await till.rail.create(request)).toMatchObject({ reason: "fieldInvalid", field: "phone" });
  });

  test("SEC-43 an answer to a push that is lost leaves one payment", async () => {
    const till = await bench();
    till.lose("create", 1, "after");
    const push = till.request(referenceOf(43), { approach: { by: "push", phone: phoneOf(till.rail) } });
    expect(await till.rail.create(push)).toEqual({ outcome: "ok", value: { payerUrl: null } });
    expect(await till.rail.create({ ...push, amountMinor: 1_000n })).toMatchObject({ reason: "unexpected" });
    await till.payer(referenceOf(43), "approve");
    expect(await till.get(referenceOf(43))).toEqual(authorized(PRICE, PRICE));
  });

  test("SEC-43 where the answer that leads the payer on is lost, nobody is sent anywhere and nothing can be paid", async () => {
    const till = await bench();
    till.lose("create", 1, "after");
    const lost = await till.rail.create(till.request(referenceOf(44)));
    if (lost.outcome === "ok") {
      expect(lost.value.payerUrl).not.toBeNull();
      return;
    }
    expect(lost).toMatchObject({ outcome: "refused", reason: "referenceTaken" });
    expect(await till.get(referenceOf(44))).toEqual(without("cancelled"));
  });
}

function atOnceContract(bench: OpenTill<InstantPayments>): void {
  test("S0-40 approved is paid, at once and in full; declined is cancelled", async () => {
    const till = await bench();
    await till.approved(referenceOf(45));
    expect(await till.get(referenceOf(45))).toEqual(authorized(PRICE, PRICE));
    await till.started(referenceOf(46));
    await till.payer(referenceOf(46), "decline");
    expect(await till.get(referenceOf(46))).toEqual(without("cancelled"));
  });

  test("FR-33 what is paid cannot be cancelled: the surplus is the payer's, and goes back as a refund", async () => {
    const till = await bench();
    await till.approved(referenceOf(47));
    expect(told(await till.cancel(referenceOf(47)))).toBe("alreadyCaptured");
    expect(await till.get(referenceOf(47))).toEqual(authorized(PRICE, PRICE));
    expect(told(await till.move("refund", referenceOf(47), 1, PRICE))).toEqual(authorized(PRICE, PRICE, PRICE));
  });

  test("S0-40 a cancel lost before or after the work is asked for again, and ends it once", async () => {
    const till = await bench();
    for (const [reference, when] of [
      [referenceOf(48), "before"],
      [referenceOf(49), "after"],
    ] as const) {
      await till.started(reference);
      till.lose("cancel", 1, when);
      expect(told(await till.cancel(reference))).toEqual(without("cancelled"));
    }
  });
}
