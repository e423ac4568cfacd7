import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createVippsServer, createVippsSimulator, demoUnit } from "@kvitt/simulator-vipps";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { claimSchema, receiveClaims } from "../src/invoicing/index.ts";
import { itemsByReference, ledgerChecks, type OpenItem } from "../src/ledger/index.ts";
import { netsReader } from "../src/partners/nets/index.ts";
import { openVipps } from "../src/partners/vipps/index.ts";
import {
  attemptsOfItem,
  movementsOf,
  paymentsChecks,
  refreshAttempt,
  refreshWaiting,
  startAttempt,
  type Attempt,
  type Rails,
} from "../src/payments/index.ts";
import { withTenant, type TenantTransaction } from "../src/platform/index.ts";
import {
  breaches,
  importBytes,
  ledgerText,
  ocrFile,
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../testkit/index.ts";

/** Claim A of the worked month, paid by the wallet on the payer's phone: over the wire, with a partner that also misbehaves. */

const KID = "1047112601018";
const OWED = 245_000n;

let platform: TestPlatform;
let clinic: TestClinic;
let simulator: ReturnType<typeof createVippsSimulator>;
let server: ReturnType<typeof createVippsServer>;
let wallets: Rails;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

beforeEach(async () => {
  platform = await testPlatform("2026-10-05T19:00");
  clinic = await testClinic(platform);
  const claim = claimSchema.parse({
    externalId: "journal-260101",
    kind: "INVOICE",
    currency: "NOK",
    number: "260101",
    kid: KID,
    issueDate: "2026-10-05",
    dueDate: "2026-10-19",
    amountMinor: Number(OWED),
    lines: [{ text: "Behandling", amountMinor: Number(OWED), vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: "P104711", name: "Kari Eksempel", birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: "P104711", name: "Kari Eksempel", phone: "+4791234567" },
  });
  await inTenant((tx) => receiveClaims(tx, clinic.ledgerId, [claim]));
  simulator = createVippsSimulator();
  server = createVippsServer(simulator);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  wallets = walletsAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await platform.close();
});

function walletsAt(baseUrl: string): Rails {
  const service = openVipps({
    baseUrl,
    system: { name: "kvitt", version: "0.1.0", pluginName: "kvitt-wallet", pluginVersion: "0.1.0" },
    reach: {
      fetch,
      clock: { epochMilliseconds: () => simulator.now(), pause: (ms) => simulator.advance(ms) },
      deadline: (ms) => AbortSignal.timeout(ms),
    },
  });
  const unit = {
    merchantSerialNumber: demoUnit.msn,
    clientId: demoUnit.clientId,
    clientSecret: demoUnit.clientSecret,
    subscriptionKey: demoUnit.subscriptionKeys[0]!,
  };
  const wallet = service.wallet(unit, { url: "https://pay.example.test/hooks/vipps", secrets: [] });
  return (ledgerId) => (ledgerId === clinic.ledgerId ? wallet : undefined);
}

const item = async (): Promise<OpenItem> => (await inTenant((tx) => itemsByReference(tx, [KID])))[0]!;
const start = async (amountMinor?: bigint): Promise<Attempt> =>
  startAttempt(platform, clinic.context, wallets, {
    itemId: (await item()).id,
    way: "vipps",
    approach: { by: "web", returnUrl: "https://pay.example.test/r/6kP2s" },
    description: "Faktura 260101",
    language: "nb",
    ...(amountMinor === undefined ? {} : { amountMinor }),
  });
const refresh = (attempt: Attempt) => refreshAttempt(platform, clinic.context, wallets, attempt.id);
const payer = (attempt: Attempt, act: "approve" | "decline") =>
  simulator.act(simulator.find({ reference: attempt.reference })!, act);
const lose = (operation: "create" | "capture" | "get", times = 50) =>
  simulator.rules.replace([{ on: "call", match: { operation }, times, fault: { do: "drop", when: "after" } }]);
const mend = () => simulator.rules.replace([]);
const payments = async () =>
  (await ledgerText(platform, clinic.context, clinic.ledgerId)).filter((line) => / payment: /.test(line));

/** Øre that came by the bank meanwhile. */
async function byBank(amountMinor: bigint): Promise<void> {
  await testBankAccount(platform, clinic);
  const file = ocrFile({ transmission: 1, settledOn: "2026-10-05", payments: [{ kid: KID, amountMinor }] });
  await importBytes(platform, clinic, netsReader(), file);
}

async function expectWhole(): Promise<void> {
  expect(await breaches(platform, clinic.context, [...paymentsChecks, ...ledgerChecks])).toEqual([]);
}

describe("a bill is paid by the wallet", () => {
  test("S0-40 FR-31 X-26 begun, approved on the phone, taken after a last look, booked once", async () => {
    const attempt = await start();
    expect(attempt).toMatchObject({ state: "awaitingPayer", amountMinor: OWED, capturedMinor: 0n });
    expect(attempt.payerUrl).toMatch(/^http/);
    expect((await refresh(attempt)).state).toBe("awaitingPayer");
    payer(attempt, "approve");
    for (const _round of [1, 2, 3])
      expect(await refresh(attempt)).toMatchObject({ state: "captured", capturedMinor: OWED });
    expect(await payments()).toEqual(["2026-10-05 payment: 1541 < 1500 245000"]);
    expect((await item()).openMinor).toBe(0n);
    await expect(start()).rejects.toMatchObject({ code: "PAYMENT_NOTHING_OPEN" });
    await expectWhole();
  });

  test("S0-40 declined: nothing is booked, and the payer may choose again", async () => {
    const attempt = await start();
    payer(attempt, "decline");
    expect(await refresh(attempt)).toMatchObject({ state: "cancelled" });
    expect(await start()).toMatchObject({ state: "awaitingPayer" });
    expect(await payments()).toEqual([]);
    await expectWhole();
  });

  test("FR-33 choosing again ends what waits: of two tabs one may pay", async () => {
    const [first, second] = [await start(), await start()];
    expect(await refresh(first)).toMatchObject({ state: "cancelled" });
    payer(second, "approve");
    expect(await refresh(second)).toMatchObject({ state: "captured" });
    await expectWhole();
  });

  test("FR-33 two tabs at the same moment: one attempt, or a refusal in words", async () => {
    const ended = await Promise.allSettled([start(), start()]);
    const failed = ended.filter((one) => one.status === "rejected");
    for (const { reason } of failed) expect(reason).toMatchObject({ code: "PAYMENT_UNDER_WAY" });
    const attempts = await inTenant(async (tx) => attemptsOfItem(tx, (await item()).id));
    expect(attempts.filter(({ state }) => state === "awaitingPayer").length).toBeLessThanOrEqual(1);
    await expectWhole();
  });

  test("FR-33 X-26 what came by the bank meanwhile is not taken again: the rest of the reservation is let go", async () => {
    const attempt = await start();
    payer(attempt, "approve");
    await byBank(145_000n);
    expect(await refresh(attempt)).toMatchObject({
      state: "capturedInPart",
      capturedMinor: 100_000n,
      cancelledMinor: 145_000n,
    });
    expect((await item()).openMinor).toBe(0n);
    await expectWhole();
  });

  test("FR-33 all came by the bank meanwhile: the whole reservation is let go", async () => {
    const attempt = await start();
    payer(attempt, "approve");
    await byBank(OWED);
    expect(await refresh(attempt)).toMatchObject({ state: "voided", capturedMinor: 0n, cancelledMinor: OWED });
    await expectWhole();
  });

  test("S1-04 a part is paid, the rest stays owed", async () => {
    const attempt = await start(100_000n);
    payer(attempt, "approve");
    expect(await refresh(attempt)).toMatchObject({ state: "captured", capturedMinor: 100_000n });
    expect((await item()).openMinor).toBe(145_000n);
    await expect(start(145_001n)).rejects.toMatchObject({ code: "PAYMENT_TOO_MUCH" });
    await expectWhole();
  });
});

describe("a partner that misbehaves", () => {
  test("SEC-43 the answer to the taking is lost: nobody else may take, and the janitor finds out", async () => {
    const attempt = await start();
    payer(attempt, "approve");
    lose("capture");
    expect(await refresh(attempt)).toMatchObject({ state: "unknown", capturedMinor: 0n });
    await expect(start()).rejects.toMatchObject({ code: "PAYMENT_UNDER_WAY" });
    expect(await payments()).toEqual([]);
    mend();
    // The wallet takes five orders a minute, lost answers or not.
    await simulator.advance(60_000);
    expect(await refreshWaiting(platform, clinic.context, wallets)).toBe(1);
    expect(await refresh(attempt)).toMatchObject({ state: "captured", capturedMinor: OWED });
    expect(await payments()).toEqual(["2026-10-05 payment: 1541 < 1500 245000"]);
    expect((await inTenant((tx) => movementsOf(tx, attempt.id))).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      "capture done",
    ]);
    await expectWhole();
  });

  test("SEC-43 the answer to the beginning is lost: it is asked about, and may then be paid", async () => {
    lose("create");
    const attempt = await start();
    expect(attempt).toMatchObject({ state: "unknown", payerUrl: null });
    mend();
    expect(await refresh(attempt)).toMatchObject({ state: "awaitingPayer" });
    payer(attempt, "approve");
    expect(await refresh(attempt)).toMatchObject({ state: "captured" });
    await expectWhole();
  });

  test("SEC-41 a state that nobody has seen is pending, never paid", async () => {
    const attempt = await start();
    payer(attempt, "approve");
    simulator.rules.replace([
      {
        on: "call",
        match: { operation: "get" },
        times: 1,
        fault: { do: "patch", members: { state: "SETTLED_TWICE" } },
      },
    ]);
    expect(await refresh(attempt)).toMatchObject({ state: "unknown", capturedMinor: 0n });
    expect(await refresh(attempt)).toMatchObject({ state: "captured" });
    await expectWhole();
  });

  test("S0-40 the payer's bank has let go of the money: failed, with why, and the payer may choose again", async () => {
    const attempt = await start();
    payer(attempt, "approve");
    simulator.act(simulator.find({ reference: attempt.reference })!, "releaseHold");
    expect(await refresh(attempt)).toMatchObject({ state: "failed", problem: "fundsUnavailable", capturedMinor: 0n });
    expect(await start()).toMatchObject({ state: "awaitingPayer" });
    await expectWhole();
  });

  test("S0-40 ten minutes pass without an answer of the payer: expired", async () => {
    const attempt = await start();
    await simulator.advance(601_000);
    expect(await refresh(attempt)).toMatchObject({ state: "expired" });
    await expectWhole();
  });

  test("PAYMENT_REFUSED: the partner does not take the amount; nothing stands in the way of another", async () => {
    await expect(start(50n)).rejects.toMatchObject({ code: "PAYMENT_REFUSED", facts: { reason: "amountTooSmall" } });
    expect(await start()).toMatchObject({ state: "awaitingPayer" });
    await expectWhole();
  });
});
